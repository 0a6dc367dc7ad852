/**
 * CBOW with shared noise words: each step takes one word from each twelfth of the chunk (a lane), and all
 * compare with the same noise words. Two lanes at a time share what is loaded. The rows of the next step are
 * fetched while this one computes.
 */
import { drawNoise, fetch, fetchContext, listContext, targetRow } from "./word2vec-chunk";
import { silent, toErrors } from "./word2vec-errors";
import {
  addTo, aloneOne, dot, dotsTwo4, dotsTwoOwn6, gradientOne, gradientTwo4, gradientTwoOwn6, meanOf,
} from "./word2vec-kernels";
import { moveShared } from "./word2vec-move";
import {
  contextListBytes, contextLists, eRows, exact, hList, hRows, laneCount, negative, noiseRows, rowBytes,
  rowListBytes, rowLists, scores, signs, spareRow,
} from "./word2vec-room";

/** Trains on the chunk's windows; returns how many predictions it made. */
export function trainLanes(targets: i32, rate: f64, finalRate: f64): i32 {
  const count = (targets + laneCount - 1) / laneCount;
  if (count > 0) prepare(0, count, targets, 0);
  for (let step = 0; step < count; step++) {
    const buffer: usize = step & 1;
    if (step + 1 < count) prepare(step + 1, count, targets, buffer ^ 1);
    const done = <f64>step / <f64>count;
    laneStep(step, count, targets, rowLists + buffer * rowListBytes, <f32>(rate + (finalRate - rate) * done));
  }
  return targets;
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

function laneStep(step: i32, count: i32, targets: i32, drawn: usize, rate: f32): void {
  for (let n: usize = 0; n < negative; n++) {
    memory.copy(noiseRows + n * rowBytes, load<u32>(drawn + (n << 2)), rowBytes);
  }
  const compared = (negative + 1) << 2;
  let lanes: usize = 0;
  let h = hRows;
  let contexts = contextLists;
  for (let i = step; i < targets; i += count) {
    const end = listContext(<usize>i << 2, contexts + 4);
    store<u32>(contexts, <u32>end);
    meanOf(h, contexts + 4, end, <f32>1 / <f32>((end - contexts - 4) >> 2));
    store<u32>(hList + (lanes << 2), <u32>h);
    h += rowBytes;
    contexts += contextListBytes;
    lanes++;
  }
  // Lanes go in pairs; where the last one is alone, spare rows make up the other.
  if (lanes & 1) memory.fill(h, 0, rowBytes);
  const next = <usize>count << 2;
  let i = <usize>step << 2;
  let s = scores;
  h = hRows;
  for (let lane: usize = 0; lane < lanes; lane += 2) {
    const p0 = targetRow(i);
    const p1 = lane + 1 < lanes ? targetRow(i + next) : <u32>spareRow;
    scorePair(h, h + rowBytes, p0, p1, s, s + compared);
    silence(drawn, p0, s);
    silence(drawn, p1, s + compared);
    h += 2 * rowBytes;
    s += 2 * compared;
    i += 2 * next;
  }
  toErrors(scores, signs, lanes * (negative + 1), rate);
  if (lanes & 1) memory.fill(scores + lanes * compared, 0, compared);

  i = <usize>step << 2;
  s = scores;
  h = hRows;
  let e = eRows;
  for (let lane: usize = 0; lane < lanes; lane += 2) {
    const p1 = lane + 1 < lanes ? targetRow(i + next) : <u32>spareRow;
    gradientPair(e, e + rowBytes, h, h + rowBytes, targetRow(i), p1, s, s + compared);
    h += 2 * rowBytes;
    e += 2 * rowBytes;
    s += 2 * compared;
    i += 2 * next;
  }
  moveShared(drawn, negative, hList, hList + (lanes << 2), scores + 4, compared);
  e = eRows;
  contexts = contextLists;
  for (let lane: usize = 0; lane < lanes; lane++) {
    const end = <usize>load<u32>(contexts);
    addTo(contexts + 4, end, e, exact ? <f32>1 / <f32>((end - contexts - 4) >> 2) : 1);
    e += rowBytes;
    contexts += contextListBytes;
  }
}

/** A noise word that is the target says nothing about it. */
// @ts-ignore: decorator
@inline function silence(drawn: usize, target: u32, s: usize): void {
  for (let n: usize = 0; n < negative; n++) {
    if (load<u32>(drawn + (n << 2)) == target) store<f32>(s + (n << 2), silent, 4);
  }
}

/** Scores of two lanes: their own row first, then the copies of the noise rows. */
function scorePair(h0: usize, h1: usize, p0: usize, p1: usize, s0: usize, s1: usize): void {
  let u = noiseRows;
  const b = rowBytes;
  const last = u + negative * b;
  if (negative >= 5) {
    dotsTwoOwn6(h0, h1, p0, p1, u, u + b, u + 2 * b, u + 3 * b, u + 4 * b, s0, s1);
    u += 5 * b;
    s0 += 24;
    s1 += 24;
  } else {
    dot(h0, p0, s0);
    dot(h1, p1, s1);
    s0 += 4;
    s1 += 4;
  }
  for (; u + 4 * b <= last; u += 4 * b, s0 += 16, s1 += 16) {
    dotsTwo4(h0, h1, u, u + b, u + 2 * b, u + 3 * b, s0, s1);
  }
  for (; u < last; u += b, s0 += 4, s1 += 4) {
    dot(h0, u, s0);
    dot(h1, u, s1);
  }
}

/** Gradients of two lanes, and the step of their own rows. */
function gradientPair(
  e0: usize, e1: usize, h0: usize, h1: usize, p0: usize, p1: usize, g0: usize, g1: usize,
): void {
  let u = noiseRows;
  const b = rowBytes;
  const last = u + negative * b;
  if (negative >= 5) {
    gradientTwoOwn6(e0, e1, h0, h1, p0, p1, u, u + b, u + 2 * b, u + 3 * b, u + 4 * b, g0, g1);
    u += 5 * b;
    g0 += 24;
    g1 += 24;
  } else {
    memory.fill(e0, 0, b);
    memory.fill(e1, 0, b);
    aloneOne(e0, h0, p0, g0);
    aloneOne(e1, h1, p1, g1);
    g0 += 4;
    g1 += 4;
  }
  for (; u + 4 * b <= last; u += 4 * b, g0 += 16, g1 += 16) {
    gradientTwo4(e0, e1, u, u + b, u + 2 * b, u + 3 * b, g0, g1);
  }
  for (; u < last; u += b, g0 += 4, g1 += 4) {
    gradientOne(e0, u, g0);
    gradientOne(e1, u, g1);
  }
}
