/**
 * Where in the shared memory everything of a model is: plain arithmetic, the same in every thread. Byte
 * addresses; everything starts at a whole cache line. Left out: what is written there (`shared-model`).
 */
import type { CompleteWord2VecOptions } from "../options.js";

/** Predictions of CBOW that share their noise words in the mode "shared": each from another twelfth of the chunk. */
export const laneCount = 12;

/** Windows of skip-gram that share their noise words in the mode "shared": each from another quarter of the chunk. */
export const windowCount = 4;

/** Addresses and sizes in bytes, unless another unit is named. */
export interface ModelPlaces {
  /** Numbers from one row to the next. */
  readonly stride: number;
  /** Rows of the output vectors. */
  readonly rows: number;
  /** Numbers in a chunk. */
  readonly capacity: number;
  /** Steps of all Huffman codes. */
  readonly codeSteps: number;
  readonly input: number;
  readonly output: number;
  readonly keep: number;
  readonly noise: number;
  readonly starts: number;
  readonly steps: number;
  /** The first thread's space, which starts with five lists of `capacity` numbers. */
  readonly threads: number;
  readonly threadBytes: number;
  readonly listBytes: number;
  /** Words in a window, at most. */
  readonly contexts: number;
  /** Within a thread's space: room for the vectors, scores and noise words of one step. */
  readonly scratch: number;
  /** All. */
  readonly bytes: number;
}

/** @param codeSteps steps of all Huffman codes; 0 where the loss is not hierarchical */
export function placesOf(
  words: number,
  codeSteps: number,
  options: CompleteWord2VecOptions,
): ModelPlaces {
  const { dimension, loss, window, negative, threads, reportEvery } = options;
  const hierarchical = loss === "hierarchical";
  const stride = Math.ceil(dimension / 4) * 4;
  const rows = hierarchical ? Math.max(1, words - 1) : words;
  let end = 1024; // address 0 is nobody's
  const place = (bytes: number): number => {
    const from = end;
    end = from + Math.ceil(bytes / 64) * 64;
    return from;
  };
  const input = place(4 * stride * words);
  const output = place(4 * stride * rows);
  const keep = place(4 * words);
  const noise = place(8 * words);
  const starts = place(hierarchical ? 4 * (words + 1) : 0);
  const steps = place(4 * codeSteps);
  const firstThread = end;
  const listBytes = Math.ceil((4 * reportEvery) / 64) * 64;
  // As src/learning/wasm/word2vec-room.ts lays it out: rows for means of two words in each lane, for gradients of
  // these or of the words in all windows, copies of the noise rows and three spare ones; scores, lists of addresses.
  const contexts = Math.min(2 * window, reportEvery);
  const vectors = 2 * laneCount;
  const most = Math.max(vectors, windowCount * (contexts + 1)) + 2;
  const scratch = 5 * listBytes;
  const scratchBytes =
    4 * stride * (vectors + most + negative + 3) +
    4 * (4 * (most * (negative + 1) + 128) + 2 * vectors) +
    4 * laneCount * (2 * contexts + 12) +
    2048;
  const threadBytes = Math.ceil((scratch + scratchBytes) / 4096) * 4096;
  return {
    stride,
    rows,
    capacity: reportEvery,
    codeSteps,
    input,
    output,
    keep,
    noise,
    starts,
    steps,
    threads: firstThread,
    threadBytes,
    listBytes,
    contexts,
    scratch,
    bytes: firstThread + threads * threadBytes,
  };
}
