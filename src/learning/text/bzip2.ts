/**
 * Unpacking bzip2 in worker threads: the blocks are found here and unpacked by libbz2 in WebAssembly
 * (`@foxglove/wasm-bz2`), several at a time, results in order. One core does what `bzcat` does, two do nearly
 * twice as much. Memory: about 4 MB for each block under way. Left out: packing.
 */
import { availableParallelism } from "node:os";
import { bzip2Blocks, damaged, joined, toStream, type Bzip2Block } from "./bzip2-blocks.js";
import type { Bzip2Source } from "./bzip2-blocks.js";
import { inOrder } from "./in-order.js";
import { unpack } from "./bzip2-library.js";
import { TextWorkers } from "./text-workers.js";

/** How many threads are taken where nothing is said: all cores, but no more than 8. */
export function defaultThreads(): number {
  return Math.min(8, availableParallelism());
}

/**
 * The text behind bzip2 data of one or many streams, block by block.
 *
 * @param workers threads to use; own ones, started from the third block on, if not given
 * @throws InputError where the data are no bzip2, are cut off or damaged, with the byte where that shows.
 */
export async function* unpackBzip2(
  source: Bzip2Source,
  workers?: TextWorkers,
): AsyncGenerator<Uint8Array> {
  let own: TextWorkers | undefined;
  let count = 0;
  const work = async (block: Bzip2Block): Promise<Attempt> => {
    count += 1;
    if (workers === undefined && own === undefined && count <= 2)
      return { block, text: await unpack(block.level, toStream(block)) };
    const threads = workers ?? (own ??= new TextWorkers(defaultThreads()));
    return { block, text: await threads.unpack(block.level, toStream(block)) };
  };
  const ahead = 2 * (workers?.threads ?? defaultThreads()) + 1;
  try {
    let broken: Bzip2Block | undefined;
    for await (const { block, text } of inOrder(bzip2Blocks(source), work, ahead)) {
      if (broken !== undefined) {
        const whole = joined(broken, block);
        const again = await unpack(whole.level, toStream(whole));
        if (again === undefined) throw damaged(source.name, { byte: broken.offset });
        broken = undefined;
        yield again;
      } else if (text !== undefined) yield text;
      else if (block.continues) broken = block;
      else throw damaged(source.name, { byte: block.offset });
    }
  } finally {
    await own?.close();
  }
}

/** A block, and its text where it could be unpacked. */
interface Attempt {
  readonly block: Bzip2Block;
  readonly text: Uint8Array | undefined;
}
