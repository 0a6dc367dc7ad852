/**
 * What is learned from: inputs x and answers y, one row per example. Checked once at the door, split into
 * training and validation rows, and dealt out in batches whose order depends on seed and epoch alone, so
 * that a resumed run deals the same.
 */
import { check } from "../../base/check.js";
import { Random } from "../../base/random.js";
import {
  firstNonFinite,
  isTensor,
  takeRows,
  toTensor,
  type Nested,
  type Tensor,
} from "./tensor.js";

/** Inputs and answers of m examples. */
export interface Dataset {
  readonly x: Tensor;
  readonly y: Tensor;
}

/** The same as a caller may write it: nested arrays, or tensors. */
export interface LooseDataset {
  readonly x: Tensor | Nested;
  readonly y: Tensor | Nested;
}

/** Random streams of one seed, one per purpose; the epochs count up from 0. */
const splitStream = 4294967295;

/**
 * Completes and checks examples.
 *
 * @param data x and y of equally many rows
 * @param what how messages call them
 * @throws InputError where there are none, the numbers of rows differ, or a number is NaN or infinite.
 * @example
 * toDataset({ x: [[0, 1], [1, 1]], y: [1, 0] }).x.shape; // [2, 2]
 */
export function toDataset(data: LooseDataset, what = "training data"): Dataset {
  const given = typeof data === "object" && data !== null;
  check(given, what, data, "an object with x and y");
  const dataset = { x: asTensor(data.x), y: asTensor(data.y) };
  const { x, y } = dataset;
  check(x.values.length > 0, `x of the ${what}`, x.shape, "at least one example");
  const rows = x.shape[0];
  check(y.shape[0] === rows, `rows of y of the ${what}`, y.shape[0] ?? 0, `${rows}, those of x`);
  for (const [name, { shape, values }] of Object.entries(dataset) as [string, Tensor][]) {
    const at = firstNonFinite(values);
    if (at < 0) continue;
    const row = Math.floor(at / (values.length / shape[0]!));
    const where = `${name} of the ${what}, row ${row}`;
    check(
      false,
      where,
      values[at],
      "finite numbers",
      "training did not begin: step 1 was not taken",
    );
  }
  return dataset;
}

function asTensor(given: Tensor | Nested): Tensor {
  return isTensor(given) ? given : toTensor(given);
}

/** Some rows of a data set, in the order given. */
export function someRows({ x, y }: Dataset, rows: ArrayLike<number>): Dataset {
  return { x: takeRows(x, rows), y: takeRows(y, rows) };
}

/**
 * Puts rows aside at random.
 *
 * @param share which part goes into the second set, in [0, 1)
 * @returns the two sets; the second has at least one row where share > 0
 * @throws InputError where the share is out of its range or leaves nothing to train on.
 */
export function split(data: Dataset, share: number, seed: number): [Dataset, Dataset | undefined] {
  check(share >= 0 && share < 1, "validation", share, "a share in [0, 1)");
  if (share === 0) return [data, undefined];
  const m = data.x.shape[0]!;
  const aside = Math.max(1, Math.round(m * share));
  check(aside < m, "validation", `${aside} of ${m} rows`, "a row left to train on");
  const order = new Random(seed).fork(splitStream).shuffle(Array.from({ length: m }, (_, i) => i));
  return [someRows(data, order.slice(aside)), someRows(data, order.slice(0, aside))];
}

/** The rows of each batch of an epoch (from 0); the last batch may be smaller. */
export function batchesOf(
  rows: number,
  { batchSize, shuffle, seed }: { batchSize: number; shuffle: boolean; seed: number },
  epoch: number,
): number[][] {
  const inOrder = Array.from({ length: rows }, (_, i) => i);
  const order = shuffle ? new Random(seed).fork(epoch).shuffle(inOrder) : inOrder;
  return Array.from({ length: Math.ceil(rows / batchSize) }, (_, b) =>
    order.slice(b * batchSize, (b + 1) * batchSize),
  );
}
