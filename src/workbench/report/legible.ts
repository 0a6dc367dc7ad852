/**
 * Colours that notebooks bring along, made legible. A terminal's 256 and true colours are chosen for a
 * ground that the page does not have: each becomes a pair for the light and the dark theme, moved towards
 * ink just as far as WCAG's contrast of 4.5 : 1 asks. Contrast follows WCAG 2.2, relative luminance.
 */

type Rgb = readonly [red: number, green: number, blue: number];

/** The least favourable grounds on which terminal text stands, as `content.css` has them. */
const grounds: { readonly [theme in "light" | "dark"]: Rgb } = {
  light: [245, 233, 225],
  dark: [44, 40, 38],
};
const target = 4.6;

/** Inline colours of terminal spans as colours that both themes can show. */
export function legibleColours(html: string): string {
  return html.replace(/<span style="([^"]*)"/g, (tag, style: string) => {
    const ground = /background-color:rgb\((\d+),(\d+),(\d+)\)/.exec(style);
    if (ground !== null) {
      const rest = style.replace(/(^|;)color:rgb\([\d,]+\)/, "");
      return `<span style="${rest};color:${luminance(numbers(ground)) > 0.18 ? "#000" : "#fff"}"`;
    }
    const text = /(?:^|;)color:rgb\((\d+),(\d+),(\d+)\)/.exec(style);
    if (text === null) return tag;
    const colour = numbers(text);
    const pair = `light-dark(${css(towards(colour, [0, 0, 0], grounds.light))},${css(towards(colour, [255, 255, 255], grounds.dark))})`;
    return `<span style="${style.replace(/(^|;)color:rgb\([\d,]+\)/, `$1color:${pair}`)}"`;
  });
}

/** Contrast of two colours, from 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** The first mixture of a colour with ink that stands out from the ground. */
function towards(colour: Rgb, ink: Rgb, ground: Rgb): Rgb {
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = colour.map((part, place) =>
      Math.round(part + ((ink[place] ?? 0) - part) * share),
    );
    if (contrast(mixed as unknown as Rgb, ground) >= target) return mixed as unknown as Rgb;
  }
  return ink;
}

function luminance([red, green, blue]: Rgb): number {
  const linear = (part: number): number => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

const css = (colour: Rgb): string => `rgb(${colour.join(" ")})`;
const numbers = (match: RegExpExecArray): Rgb => [
  Number(match[1]),
  Number(match[2]),
  Number(match[3]),
];
