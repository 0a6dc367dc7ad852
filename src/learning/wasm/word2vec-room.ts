/**
 * Where everything is that the loop of word2vec works with: the shared model, and this thread's room. Set once
 * by `configure`; globals belong to one instance, so each thread has its own. The sizes are those of
 * embedding/places.
 */
import { setRowBytes } from "./word2vec-kernels";

/** Predictions of CBOW that share their noise words; `laneCount` of embedding/places. */
export const laneCount: i32 = 12;
/** Windows of skip-gram that share their noise words; `windowCount` of embedding/places. */
export const windowCount: i32 = 4;

export let input: usize = 0;
export let output: usize = 0;
export let rowBytes: usize = 0;
export let keep: usize = 0;
export let noise: usize = 0;
export let starts: usize = 0;
export let steps: usize = 0;
export let tokens: usize = 0;
export let kept: usize = 0;
export let at: usize = 0;
export let from: usize = 0;
export let to: usize = 0;
export let window: i32 = 0;
export let shrink: bool = false;
export let negative: usize = 0;
export let exact: bool = false;
/** Number of words / 2^32. */
export let wordScale: f64 = 0;

/** Means or copies of rows, and their gradients. */
export let hRows: usize = 0;
export let eRows: usize = 0;
/** Copies of a step's noise rows. */
export let noiseRows: usize = 0;
/** Two rows of zeros that belong to nobody, and a third for their gradient. */
export let spareRow: usize = 0;
export let spareE: usize = 0;
/** Scores, prediction by prediction: of its own row first, then of the noise rows; errors later. */
export let scores: usize = 0;
/** The sign bit where a score is to be 1. */
export let signs: usize = 0;
/** The same for one way down a Huffman tree. */
export let pathSigns: usize = 0;
/** Addresses of the vectors h of a step. */
export let hList: usize = 0;
/** Addresses of the target rows of a step. */
export let pList: usize = 0;
/** A step's compared rows and its context rows, as addresses; twice, for this step and the next. */
export let rowLists: usize = 0;
export let rowListBytes: usize = 0;
export let contextLists: usize = 0;
export let contextListBytes: usize = 0;

export function configure(
  input_: usize, output_: usize, rowBytes_: usize, words: i32, keep_: usize, noise_: usize, starts_: usize,
  steps_: usize, lists: usize, listBytes: usize, scratch: usize, contexts: i32, window_: i32, shrink_: bool,
  negative_: i32, exact_: bool,
): void {
  input = input_;
  output = output_;
  rowBytes = rowBytes_;
  setRowBytes(rowBytes);
  wordScale = <f64>words / 4294967296.0;
  keep = keep_;
  noise = noise_;
  starts = starts_;
  steps = steps_;
  tokens = lists;
  kept = tokens + listBytes;
  at = kept + listBytes;
  from = at + listBytes;
  to = from + listBytes;
  window = window_;
  shrink = shrink_;
  negative = <usize>negative_;
  exact = exact_;
  const vectors: usize = 2 * laneCount;
  const most = max(vectors, <usize>windowCount * (<usize>contexts + 1)) + 2;
  const compared = negative + 1;
  const scoreBytes = (most * compared + 128) << 2;
  hRows = scratch;
  eRows = hRows + vectors * rowBytes;
  noiseRows = eRows + most * rowBytes;
  spareRow = noiseRows + negative * rowBytes;
  spareE = spareRow + 2 * rowBytes;
  scores = spareE + rowBytes;
  signs = scores + scoreBytes;
  pathSigns = signs + scoreBytes;
  hList = pathSigns + 1024;
  pList = hList + (vectors << 2);
  rowLists = pList + (vectors << 2);
  rowListBytes = (most * compared + 128) << 2;
  contextLists = rowLists + 2 * rowListBytes;
  contextListBytes = (2 * <usize>contexts + 12) << 2;
  memory.fill(spareRow, 0, 2 * rowBytes);
  memory.fill(signs, 0, scoreBytes);
  for (let i: usize = 0; i < most; i++) store<u32>(signs + ((i * compared) << 2), 0x80000000);
}
