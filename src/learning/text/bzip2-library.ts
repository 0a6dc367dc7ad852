/**
 * The one place that calls the bzip2 library: libbz2 compiled to WebAssembly, loaded on first use. It wants
 * to know the size of the text before: a block has at most 900 kB, before repeated letters are written out.
 */

/** The part of `@foxglove/wasm-bz2` that is used. */
interface Library {
  decompress(packed: Uint8Array, size: number): Uint8Array;
}

let library: Promise<Library> | undefined;

async function load(): Promise<Library> {
  const { default: Bzip2 } = await import("@foxglove/wasm-bz2");
  return await Bzip2.init();
}

/**
 * The text of a stream of one block.
 *
 * @param level most text in a block before repetitions are written out, in 100 kB
 * @returns the text, or undefined where the data are damaged
 */
export async function unpack(level: number, stream: Uint8Array): Promise<Uint8Array | undefined> {
  const bzip2 = await (library ??= load());
  // Four equal letters and a count stand for up to 259 letters: at most 52 times as much.
  for (let size = level * 110_000; ; size *= 8)
    try {
      return bzip2.decompress(stream, size);
    } catch (error) {
      const isTooSmall = error instanceof Error && error.message.includes("failed: -8 ");
      if (!isTooSmall || size > level * 100_000 * 52) return undefined;
    }
}
