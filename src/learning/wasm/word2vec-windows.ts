/**
 * Skip-gram with shared noise words: each step takes one window from each quarter of the chunk. The words of a
 * window predict the word in its middle; all compare with the same noise words. What the next step needs is
 * drawn and fetched while this one is trained.
 */
import { drawNoise, fetch, fetchContext, listContext, targetRow } from "./word2vec-chunk";
import { silent, toErrors } from "./word2vec-errors";
import { addTo, dot, dotsTwo6, gradientOne, gradientTwo6, moveOne } from "./word2vec-kernels";
import { moveShared } from "./word2vec-move";
import {
  contextLists, eRows, from, negative, rowBytes, rowListBytes, rowLists, scores, signs, spareRow, to,
  windowCount,
} from "./word2vec-room";

let predictions: i32 = 0;

/** Trains on the chunk's windows; returns how many predictions it made. */
export function trainWindows(targets: i32, rate: f64, finalRate: f64): i32 {
  predictions = 0;
  const count = (targets + windowCount - 1) / windowCount;
  if (count > 0) prepare(0, count, targets, 0);
  for (let step = 0; step < count; step++) {
    const buffer: usize = step & 1;
    if (step + 1 < count) prepare(step + 1, count, targets, buffer ^ 1);
    const done = <f64>step / <f64>count;
    windowStep(step, count, targets, rowLists + buffer * rowListBytes, <f32>(rate + (finalRate - rate) * done));
  }
  return predictions;
}

/** Draws a step's noise words and fetches its rows. */
function prepare(step: i32, count: i32, targets: i32, buffer: usize): void {
  const list = rowLists + buffer * rowListBytes;
  drawNoise(list);
  for (let n: usize = 0; n < negative; n++) fetch(load<u32>(list + (n << 2)));
  for (let i = step; i < targets; i += count) {
    fetch(targetRow(<usize>i << 2));
    fetchContext(<usize>i << 2);
  }
}

/** Bytes of a window's list of rows, with the spare one that makes up a pair. */
// @ts-ignore: decorator
@inline function pairedLength(i: usize): usize {
  return (<usize>(load<u32>(to + i) - load<u32>(from + i)) + 4) & ~7;
}

function windowStep(step: i32, count: i32, targets: i32, drawn: usize, rate: f32): void {
  const compared = (negative + 1) << 2;
  const last = drawn + (negative << 2);
  const blocks = negative >= 5;
  let u1: usize = 0, u2: usize = 0, u3: usize = 0, u4: usize = 0, u5: usize = 0;
  if (blocks) {
    u1 = load<u32>(drawn);
    u2 = load<u32>(drawn, 4);
    u3 = load<u32>(drawn, 8);
    u4 = load<u32>(drawn, 12);
    u5 = load<u32>(drawn, 16);
  }
  const others = blocks ? drawn + 20 : drawn;
  const list = contextLists;
  let row = list;
  let s = scores;
  for (let i = step; i < targets; i += count) {
    let end = listContext(<usize>i << 2, row);
    predictions += <i32>((end - row) >> 2);
    // Where the last row of a window is alone, a spare row makes up a pair.
    const odd = ((end - row) & 4) != 0;
    store<u32>(end, <u32>spareRow);
    if (odd) end += 4;
    const first = s;
    const target = targetRow(<usize>i << 2);
    for (; row < end; row += 8, s += 2 * compared) {
      const h0 = <usize>load<u32>(row);
      const h1 = <usize>load<u32>(row, 4);
      if (blocks) {
        dotsTwo6(h0, h1, target, u1, u2, u3, u4, u5, s, s + compared);
      } else {
        dot(h0, target, s);
        dot(h1, target, s + compared);
      }
      for (let other = others; other < last; other += 4) {
        dot(h0, load<u32>(other), s + 4 + (other - drawn));
        dot(h1, load<u32>(other), s + 4 + compared + (other - drawn));
      }
    }
    for (let other = drawn; other < last; other += 4) {
      if (load<u32>(other) != target) continue;
      for (let t = first + 4 + (other - drawn); t < s; t += compared) store<f32>(t, silent);
    }
    // A spare row learns nothing.
    if (odd) {
      const spare = s - compared;
      store<f32>(spare, -silent);
      for (let t = spare + 4; t < s; t += 4) store<f32>(t, silent);
    }
  }
  const end = row;
  toErrors(scores, signs, ((end - list) >> 2) * (negative + 1), rate);
  let e = eRows;
  row = list;
  s = scores;
  for (let i = step; i < targets; i += count) {
    const target = targetRow(<usize>i << 2);
    const next = row + pairedLength(<usize>i << 2);
    for (; row < next; row += 8, s += 2 * compared, e += 2 * rowBytes) {
      if (blocks) {
        gradientTwo6(e, e + rowBytes, target, u1, u2, u3, u4, u5, s, s + compared);
      } else {
        memory.fill(e, 0, 2 * rowBytes);
        gradientOne(e, target, s);
        gradientOne(e + rowBytes, target, s + compared);
      }
      for (let other = others; other < last; other += 4) {
        gradientOne(e, load<u32>(other), s + 4 + (other - drawn));
        gradientOne(e + rowBytes, load<u32>(other), s + 4 + compared + (other - drawn));
      }
    }
  }
  row = list;
  s = scores;
  for (let i = step; i < targets; i += count) {
    const next = row + pairedLength(<usize>i << 2);
    moveOne(targetRow(<usize>i << 2), row, next, s, compared);
    s += ((next - row) >> 2) * compared;
    row = next;
  }
  moveShared(drawn, negative, list, end, scores + 4, compared);
  e = eRows;
  for (row = list; row < end; row += 4, e += rowBytes) addTo(row, row + 4, e, 1);
}
