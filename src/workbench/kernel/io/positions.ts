/**
 * Jupyter counts code points, JavaScript UTF-16 units: `"𝒳"` is one there, two here. Positions outside the
 * text are brought to its nearest end.
 */

/** The UTF-16 offset of a code-point position. */
export function toOffset(text: string, codePoints: number): number {
  let offset = 0;
  for (let count = 0; count < codePoints && offset < text.length; count += 1) {
    offset += text.codePointAt(offset)! > 0xffff ? 2 : 1;
  }
  return offset;
}

/** The code-point position of a UTF-16 offset. */
export function toCodePoints(text: string, offset: number): number {
  let count = 0;
  for (let at = 0; at < Math.min(offset, text.length); count += 1)
    at += text.codePointAt(at)! > 0xffff ? 2 : 1;
  return count;
}
