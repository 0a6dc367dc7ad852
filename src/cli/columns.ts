/**
 * Rows as a table of plain text for a terminal: words to the left, numbers to the right, Chinese characters and
 * emoji counted as two columns wide. Left out: colours and borders.
 */

/** How many columns of a terminal a text takes. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/\p{Mark}|\u200D/u.test(character)) continue;
    const isWide =
      /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\u3000-\u303F\uFF01-\uFF60]/u;
    width += isWide.test(character) ? 2 : 1;
  }
  return width;
}

/** Control characters as escapes, so that a word cannot move the cursor. */
const printable = (text: string): string =>
  text.replace(/\p{Control}/gu, (each) => JSON.stringify(each).slice(1, -1));

/** Lines of aligned columns, the headings first. Columns of numbers stand to the right. */
export function columns(
  headings: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const isNumeric = headings.map((_, k) => rows.every((row) => typeof row[k] === "number"));
  const cells = [headings, ...rows].map((row) => row.map((cell) => printable(String(cell))));
  const widths = headings.map((_, k) => Math.max(...cells.map((row) => widthOf(row[k] ?? ""))));
  const lines = cells.map((row) =>
    row
      .map((cell, k) => {
        const blanks = " ".repeat((widths[k] as number) - widthOf(cell));
        return isNumeric[k] ? blanks + cell : cell + blanks;
      })
      .join("  ")
      .trimEnd(),
  );
  return lines.join("\n");
}
