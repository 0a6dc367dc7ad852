/** The part of a file that a request asks for (RFC 9110, 14): one range of bytes, as players and viewers do. */

export interface ByteRange {
  /** The first byte. */
  readonly start: number;
  /** The last byte, itself included. */
  readonly end: number;
}

/**
 * The range in a `Range` header: undefined for none, for several and for other units (then all is sent),
 * "beyond" where the file has no such bytes.
 *
 * @example toRange("bytes=2-", 10) // { start: 2, end: 9 }
 */
export function toRange(
  header: string | undefined,
  size: number,
): ByteRange | "beyond" | undefined {
  const [, from, to] = /^\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(header ?? "") ?? [];
  if (from === undefined || to === undefined || (from === "" && to === "")) return undefined;
  if (from === "") {
    const count = Math.min(Number(to), size);
    return count === 0 ? "beyond" : { start: size - count, end: size - 1 };
  }
  const start = Number(from);
  const end = to === "" ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== "" && Number(to) < start) return undefined;
  return start >= size ? "beyond" : { start, end };
}
