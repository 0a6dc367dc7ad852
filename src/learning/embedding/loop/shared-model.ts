/**
 * The numbers that are learned and everything that the loops read beside them, in one shared WebAssembly
 * memory: input and output vectors (rows padded to whole groups of four), shares for subsampling, the noise
 * distribution, Huffman codes, and for each thread room to work. Threads and both loops see the same bytes.
 * The start values are those of gensim: input vectors uniform in ±1/dimension, output vectors 0.
 */
import { AliasTable } from "../../../base/alias-table.js";
import { Random } from "../../../base/random.js";
import { huffmanCodes } from "./huffman.js";
import { checkMemory, type Machine } from "./memory-need.js";
import type { CompleteWord2VecOptions } from "../options.js";
import { placesOf, type ModelPlaces } from "./places.js";
import { fillUniform } from "./start-values.js";
import { pageBytes, webAssembly, type SharedMemory } from "./web-assembly.js";
import { complaint, InputError } from "../../../base/check.js";

/** A model as another thread can be handed it. */
export interface SharedLayout {
  readonly memory: SharedMemory;
  readonly words: number;
  readonly dimension: number;
  /** Where in the memory everything is. */
  readonly places: ModelPlaces;
}

/** A model that threads train together. */
export interface SharedModel {
  /** Number of words. */
  readonly words: number;
  /** Numbers per vector. */
  readonly dimension: number;
  /** Numbers from one row to the next: `dimension`, rounded up to a multiple of 4; the rest is 0. */
  readonly stride: number;
  /** Input vectors, `words` rows: these are the word vectors. */
  readonly input: Float32Array;
  /** Rows of the output vectors: one per word, or per inner node of the Huffman tree in hierarchical softmax. */
  readonly outputRows: number;
  /** Output vectors, in rows as the input. */
  readonly output: Float32Array;
  /** With it `attachModel` makes the same model in another thread; can be posted. */
  readonly layout: SharedLayout;
}

/** Share for subsampling that keeps every word, whatever is drawn. */
const leaveOutNone = 0xffffffff;

/** What a loop in one thread sees of the memory. */
export interface ModelViews {
  /** Per word: it stays where a draw is at most this. */
  readonly keep: Uint32Array;
  /** Per word two numbers, the columns of an alias table: the draw under which it stays, and the other word. */
  readonly noise: Uint32Array;
  /** Huffman codes as in `HuffmanCodes`, empty unless the loss is hierarchical. */
  readonly starts: Uint32Array;
  readonly steps: Uint32Array;
  /** The chunk, the words of it that stay, and the windows. */
  readonly tokens: Int32Array;
  readonly kept: Int32Array;
  readonly at: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/**
 * A new model with seeded start values.
 *
 * @param counts how often each word occurs, in the order of the words' numbers
 * @param machine the memory of the machine, to test against another one
 * @throws InputError where the memory does not suffice: before anything is allocated.
 */
export function allocateModel(
  counts: ArrayLike<number>,
  options: CompleteWord2VecOptions,
  machine?: Machine,
): SharedModel {
  const { dimension, seed } = options;
  const words = counts.length;
  const codes = options.loss === "hierarchical" ? huffmanCodes(counts) : undefined;
  const places = placesOf(words, codes?.steps.length ?? 0, options);
  checkMemory(places, words, options, machine);
  const pages = Math.ceil(places.bytes / pageBytes);
  let memory: SharedMemory;
  try {
    memory = new webAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  } catch {
    const rule = "memory that the system grants";
    throw new InputError(complaint("bytes for the model", places.bytes, rule));
  }
  const model = attachModel({ memory, words, dimension, places });
  const { keep, noise, starts, steps } = viewsOf(model.layout, 0);
  keep.set(keepThresholds(counts, options.sample));
  noise.set(noiseColumns(counts, options.noisePower));
  if (codes !== undefined) {
    starts.set(codes.starts);
    steps.set(codes.steps);
  }
  fillUniform(model, new Random(seed));
  return model;
}

/** The model of another thread, in this one. */
export function attachModel(layout: SharedLayout): SharedModel {
  const { memory, words, dimension, places } = layout;
  const { buffer } = memory;
  const { stride, rows } = places;
  return {
    words,
    dimension,
    stride,
    outputRows: rows,
    input: new Float32Array(buffer, places.input, words * stride),
    output: new Float32Array(buffer, places.output, rows * stride),
    layout,
  };
}

/** Everything but the vectors, as a thread sees it. */
export function viewsOf({ memory, words, places }: SharedLayout, thread: number): ModelViews {
  const { buffer } = memory;
  const { capacity } = places;
  const space = places.threads + thread * places.threadBytes;
  const list = (nth: number) => new Int32Array(buffer, space + nth * places.listBytes, capacity);
  return {
    keep: new Uint32Array(buffer, places.keep, words),
    noise: new Uint32Array(buffer, places.noise, 2 * words),
    starts: new Uint32Array(buffer, places.starts, places.steps === places.starts ? 0 : words + 1),
    steps: new Uint32Array(buffer, places.steps, places.codeSteps),
    tokens: list(0),
    kept: list(1),
    at: list(2),
    from: list(3),
    to: list(4),
  };
}

/** For each word, in 32 bits, the share √(t/f) + t/f of its occurrences that stays; all where `sample` is 0. */
function keepThresholds(counts: ArrayLike<number>, sample: number): Uint32Array {
  let total = 0;
  for (let i = 0; i < counts.length; i += 1) total += counts[i]!;
  return Uint32Array.from(counts, (count) => {
    const ratio = (sample * total) / count;
    const share = Math.sqrt(ratio) + ratio;
    return sample === 0 || share >= 1 ? leaveOutNone : Math.floor(share * leaveOutNone);
  });
}

/** An alias table of the noise words ∝ count^power. */
function noiseColumns(counts: ArrayLike<number>, power: number): Uint32Array {
  const weights = Float64Array.from(counts, (count) => Math.pow(count, power));
  const { keep, alias } = new AliasTable(weights).columns;
  const columns = new Uint32Array(2 * keep.length);
  for (let i = 0; i < keep.length; i += 1) {
    columns[2 * i] = Math.min(2 ** 32 - 1, Math.round(keep[i]! * 2 ** 32));
    columns[2 * i + 1] = alias[i]!;
  }
  return columns;
}
