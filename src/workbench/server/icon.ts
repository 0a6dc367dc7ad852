/** Tidebook's mark, two waves, as a picture of its own: what a browser shows beside a page's name. */

/** The mark in a colour, as SVG. */
export function iconSvg(colour = "#0b7285"): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="${colour}"/><path d="M4 20q4-6 8 0t8 0 8 0M4 13q4-6 8 0t8 0 8 0" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round"/></svg>`;
}
