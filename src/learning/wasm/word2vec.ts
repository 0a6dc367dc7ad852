/**
 * The fast loop of word2vec, on a model in shared memory: what embedding/loop-typescript does, with the same
 * draws and in the same order. `configure` says once where everything is, `train` works on one chunk. The
 * products of rows are in "./word2vec-kernels", which .config/word2vec-kernels.mjs writes; all else is here.
 */
import { cut, read } from "./word2vec-chunk";
import { clearLoss } from "./word2vec-errors";
import { trainInOrder } from "./word2vec-in-order";
import { trainLanes } from "./word2vec-lanes";
import { seed } from "./word2vec-random";
import { trainWindows } from "./word2vec-windows";

export { linearLoss, lossProduct } from "./word2vec-errors";
export { configure } from "./word2vec-room";
export { start } from "./word2vec-start";

let predictions: i32 = 0;

/**
 * Trains on the first `count` tokens.
 *
 * @param kind 0: shared noise words, 1: own ones, 2: hierarchical softmax
 */
export function train(
  count: i32, kind: i32, skipGram: bool, rate: f64, finalRate: f64, s0: u32, s1: u32, s2: u32, s3: u32,
): void {
  seed(s0, s1, s2, s3);
  clearLoss();
  const inLanes = kind == 0 && !skipGram;
  const targets = cut(count, inLanes);
  predictions = inLanes
    ? trainLanes(targets, rate, finalRate)
    : kind == 0
      ? trainWindows(targets, rate, finalRate)
      : trainInOrder(targets, kind, skipGram, rate, finalRate);
}

export function wordsRead(): i32 {
  return read;
}

export function predictionsMade(): i32 {
  return predictions;
}
