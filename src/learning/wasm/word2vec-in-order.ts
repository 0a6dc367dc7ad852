/**
 * One word after the other: CBOW and skip-gram with noise words of their own or down a Huffman tree. What the
 * next word needs is drawn and fetched while this one is trained.
 */
import { drawNoise, fetch, fetchContext, listContext, targetRow } from "./word2vec-chunk";
import { silent, toErrors } from "./word2vec-errors";
import { addTo, alone6, alone6More, aloneOne, dot, dotsOne6, meanOf } from "./word2vec-kernels";
import {
  contextListBytes, contextLists, eRows, exact, hRows, negative, output, pathSigns, rowBytes, rowListBytes,
  rowLists, scores, signs, starts, steps,
} from "./word2vec-room";

/** Kinds of steps, as embedding/loop-wasm counts them. */
export const alone: i32 = 1;
export const hierarchical: i32 = 2;

let predictions: i32 = 0;

/** Trains on the chunk's windows; returns how many predictions it made. */
export function trainInOrder(targets: i32, kind: i32, skipGram: bool, rate: f64, finalRate: f64): i32 {
  predictions = 0;
  if (targets > 0) prepare(0, kind, skipGram, 0);
  for (let i = 0; i < targets; i++) {
    const buffer: usize = i & 1;
    if (i + 1 < targets) prepare(<usize>(i + 1) << 2, kind, skipGram, buffer ^ 1);
    const now = <f32>(rate + (finalRate - rate) * (<f64>i / <f64>targets));
    const contexts = contextLists + buffer * contextListBytes;
    const rows = rowLists + buffer * rowListBytes;
    if (!skipGram) cbow(<usize>i << 2, kind, contexts, rows, now);
    else skipGramAlone(<usize>i << 2, kind, contexts, rows, now);
  }
  return predictions;
}

/** Lists the rows of a window and of what it is compared with, and fetches them. */
function prepare(i: usize, kind: i32, skipGram: bool, buffer: usize): void {
  const contexts = contextLists + buffer * contextListBytes;
  const end = listContext(i, contexts + 4);
  store<u32>(contexts, <u32>end);
  fetchContext(i);
  if (kind == hierarchical) return;
  const target = targetRow(i);
  fetch(target);
  let rows = rowLists + buffer * rowListBytes;
  const sets = skipGram && kind == alone ? (end - contexts - 4) >> 2 : 1;
  for (let set: usize = 0; set < sets; set++) {
    store<u32>(rows, target);
    drawNoise(rows + 4);
    rows += 4;
    for (const last = rows + (negative << 2); rows < last; rows += 4) fetch(load<u32>(rows));
  }
}

/** One prediction from h, compared with a list of rows of its own; leaves its gradient in e. */
function predict(h: usize, e: usize, rows: usize, count: usize, sign: usize, rate: f32): void {
  const target = load<u32>(rows);
  const end = rows + (count << 2);
  let s = scores;
  let row = rows;
  for (; row + 24 <= end; row += 24, s += 24) {
    dotsOne6(
      h, load<u32>(row), load<u32>(row, 4), load<u32>(row, 8), load<u32>(row, 12), load<u32>(row, 16),
      load<u32>(row, 20), s,
    );
  }
  for (; row < end; row += 4, s += 4) dot(h, load<u32>(row), s);
  // A noise word that is the target says nothing about it. (No way down a tree meets its first node again.)
  for (row = rows + 4; row < end; row += 4) {
    if (load<u32>(row) == target) store<f32>(scores + (row - rows), silent);
  }
  toErrors(scores, sign, count, rate);
  s = scores;
  row = rows;
  if (count >= 6) {
    alone6(
      e, h, load<u32>(row), load<u32>(row, 4), load<u32>(row, 8), load<u32>(row, 12), load<u32>(row, 16),
      load<u32>(row, 20), s,
    );
    row += 24;
    s += 24;
  } else {
    memory.fill(e, 0, rowBytes);
  }
  for (; row + 24 <= end; row += 24, s += 24) {
    alone6More(
      e, h, load<u32>(row), load<u32>(row, 4), load<u32>(row, 8), load<u32>(row, 12), load<u32>(row, 16),
      load<u32>(row, 20), s,
    );
  }
  for (; row < end; row += 4, s += 4) aloneOne(e, h, load<u32>(row), s);
  predictions++;
}

/** Lists the inner nodes on the way to a word, and the sign bit where the way goes left; returns how many. */
function listPath(i: usize, rows: usize): usize {
  const entry = starts + (((<usize>targetRow(i) - output) / rowBytes) << 2);
  const first = <usize>load<u32>(entry);
  const count = <usize>load<u32>(entry, 4) - first;
  const way = steps + (first << 2);
  for (let n: usize = 0; n < count << 2; n += 4) {
    const taken = load<u32>(way + n);
    store<u32>(rows + n, <u32>output + (taken >> 1) * <u32>rowBytes);
    store<u32>(pathSigns + n, (taken & 1) ? 0 : 0x80000000);
  }
  return count;
}

function cbow(i: usize, kind: i32, contexts: usize, rows: usize, rate: f32): void {
  const list = contexts + 4;
  const end = <usize>load<u32>(contexts);
  const share: f32 = <f32>1 / <f32>((end - list) >> 2);
  meanOf(hRows, list, end, share);
  if (kind == hierarchical) predict(hRows, eRows, rows, listPath(i, rows), pathSigns, rate);
  else predict(hRows, eRows, rows, negative + 1, signs, rate);
  addTo(list, end, eRows, exact ? share : 1);
}

function skipGramAlone(i: usize, kind: i32, contexts: usize, rows: usize, rate: f32): void {
  const end = <usize>load<u32>(contexts);
  const path = kind == hierarchical ? listPath(i, rows) : 0;
  for (let row = contexts + 4; row < end; row += 4) {
    const h = <usize>load<u32>(row);
    if (kind == hierarchical) {
      predict(h, eRows, rows, path, pathSigns, rate);
    } else {
      predict(h, eRows, rows, negative + 1, signs, rate);
      rows += (negative + 1) << 2;
    }
    addTo(row, row + 4, eRows, 1);
  }
}
