/**
 * WCAG 2.2's contrast of text, computed in the page: for every visible element with text of its own, its
 * colour against what stands behind it. Runs inside the browser, so it refers to nothing outside itself.
 * Leaves out pictures behind text, and text inside drawn charts (their ground is the page's).
 */

/** Texts whose contrast is below AA: 4.5 : 1, or 3 : 1 for large ones. */
export function lowContrast(): string[] {
  type Colour = readonly [red: number, green: number, blue: number, alpha: number];
  const canvas = document
    .createElement("canvas")
    .getContext("2d", { willReadFrequently: true }) as CanvasRenderingContext2D;
  const read = (value: string): Colour => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = value;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  };
  const over = (top: Colour, below: Colour): Colour => {
    const mix = (place: 0 | 1 | 2): number => top[place] * top[3] + below[place] * (1 - top[3]);
    return [mix(0), mix(1), mix(2), 1];
  };
  const luminance = (colour: Colour): number => {
    const part = (value: number): number => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    };
    return 0.2126 * part(colour[0]) + 0.7152 * part(colour[1]) + 0.0722 * part(colour[2]);
  };
  const ground = (element: Element): Colour => {
    const layers: Colour[] = [];
    for (let at: Element | null = element; at !== null; at = at.parentElement)
      layers.push(read(getComputedStyle(at).backgroundColor));
    return layers.reduceRight((below, top) => over(top, below), [255, 255, 255, 1] as Colour);
  };
  const found: string[] = [];
  for (const element of document.querySelectorAll("body *")) {
    const text = [...element.childNodes]
      .filter((node) => node.nodeType === Node.TEXT_NODE)
      .map((node) => node.textContent ?? "")
      .join("")
      .trim();
    if (
      text === "" ||
      element.closest("script, style, .visually-hidden, .katex-mathml, annotation")
    )
      continue;
    if (
      !element.checkVisibility({
        opacityProperty: true,
        visibilityProperty: true,
        contentVisibilityAuto: true,
      })
    )
      continue;
    const style = getComputedStyle(element);
    const inPicture = element instanceof SVGElement;
    if (
      inPicture &&
      element.closest("[data-mermaid], .plot") === null &&
      element.closest("svg") === null
    )
      continue;
    const behind = ground(element);
    const ink = over(read(inPicture ? style.fill : style.color), behind);
    const [low, high] = [luminance(ink), luminance(behind)].sort((a, b) => a - b) as [
      number,
      number,
    ];
    const ratio = (high + 0.05) / (low + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5))
      found.push(
        `${ratio.toFixed(2)} ${element.tagName.toLowerCase()}.${String(element.getAttribute("class"))} “${text.slice(0, 40)}” ${style.color}`,
      );
  }
  return [...new Set(found)];
}
