/**
 * CBOW with shared noise words: each step takes two words that follow each other from each twelfth of the chunk
 * (a lane). What their windows have in common is read and written once. The first words of all lanes compare with
 * the same noise words, then the second ones with others: neighbours share none. The rows of the next step are
 * fetched while this one computes.
 */
import { drawNoise, fetch, fetchContext, listContext, targetRow } from "./word2vec-chunk";
import { compare } from "./word2vec-compare";
import { addTo, addToTwo, meanOf, meanOfTwo } from "./word2vec-kernels";
import {
  at, contextListBytes, contextLists, eRows, exact, from, hList, hRows, input, laneCount, negative, pList,
  rowBytes, rowListBytes, rowLists, to,
} from "./word2vec-room";

/** A list of a lane's rows starts after the addresses that part it, as `meanOfTwo` wants them. */
const head: usize = 16;

/** Trains on the chunk's windows; returns how many predictions it made. */
export function trainLanes(targets: i32, rate: f64, finalRate: f64): i32 {
  const count = (targets + 2 * laneCount - 1) / (2 * laneCount);
  if (count > 0) prepare(0, count, targets, 0);
  for (let step = 0; step < count; step++) {
    const buffer: usize = step & 1;
    if (step + 1 < count) prepare(step + 1, count, targets, buffer ^ 1);
    const done = <f64>step / <f64>count;
    laneStep(step, count, targets, rowLists + buffer * rowListBytes, <f32>(rate + (finalRate - rate) * done));
  }
  return targets;
}

/** Draws a step's noise words, first those of the first words, and fetches its rows. */
function prepare(step: i32, count: i32, targets: i32, buffer: usize): void {
  const list = rowLists + buffer * rowListBytes;
  drawNoise(list);
  drawNoise(list + (negative << 2));
  for (let n: usize = 0; n < 2 * negative; n++) fetch(load<u32>(list + (n << 2)));
  for (let i = 2 * step; i < targets; i += 2 * count) {
    fetchWord(<usize>i << 2);
    if (i + 1 < targets) fetchWord(<usize>(i + 1) << 2);
  }
}

// @ts-ignore: decorator
@inline function fetchWord(i: usize): void {
  fetch(targetRow(i));
  fetchContext(i);
}

function laneStep(step: i32, count: i32, targets: i32, drawn: usize, rate: f32): void {
  const lanes = <usize>((targets - 2 * step + 2 * count - 1) / (2 * count));
  // The second words' vectors follow those of all first words; the last one may be missing.
  const apart = lanes * rowBytes;
  let seconds: usize = 0;
  let contexts = contextLists;
  let h = hRows;
  for (let lane: usize = 0; lane < lanes; lane++, contexts += contextListBytes, h += rowBytes) {
    const first = 2 * (step + <i32>lane * count);
    const i = <usize>first << 2;
    if (first + 1 < targets) {
      listPair(i, contexts);
      place(lanes + lane, h + apart, i + 4);
      seconds++;
    } else {
      const end = listContext(i, contexts + head);
      part(contexts, end, end, end);
    }
    place(lane, h, i);
    const list = contexts + head;
    const m0 = <usize>load<u32>(contexts), m1 = <usize>load<u32>(contexts, 4), end = <usize>load<u32>(contexts, 8);
    if (m0 < end) meanOfTwo(h, h + apart, list, m0, m1, end, share(list, m1), share(m0, end));
    else meanOf(h, list, end, share(list, end));
  }
  compare(0, lanes, drawn, rate);
  compare(lanes, seconds, drawn + (negative << 2), rate);
  contexts = contextLists;
  let e = eRows;
  for (let lane: usize = 0; lane < lanes; lane++, contexts += contextListBytes, e += rowBytes) {
    const list = contexts + head;
    const m0 = <usize>load<u32>(contexts), m1 = <usize>load<u32>(contexts, 4), end = <usize>load<u32>(contexts, 8);
    const f0: f32 = exact ? share(list, m1) : 1;
    if (m0 < end) addToTwo(e, e + apart, list, m0, m1, end, f0, exact ? share(m0, end) : 1);
    else addTo(list, end, e, f0);
  }
}

/** Notes where the n-th vector and its target's row are. */
// @ts-ignore: decorator
@inline function place(n: usize, h: usize, i: usize): void {
  store<u32>(hList + (n << 2), <u32>h);
  store<u32>(pList + (n << 2), targetRow(i));
}

// @ts-ignore: decorator
@inline function part(contexts: usize, m0: usize, m1: usize, end: usize): void {
  store<u32>(contexts, <u32>m0);
  store<u32>(contexts, <u32>m1, 4);
  store<u32>(contexts, <u32>end, 8);
}

/** 1 / the rows of a list. */
// @ts-ignore: decorator
@inline function share(list: usize, end: usize): f32 {
  return <f32>1 / <f32>((end - list) >> 2);
}

/** Lists the rows of the windows of two words that follow each other: only the first's, both's, only the second's. */
function listPair(i: usize, contexts: usize): void {
  const t0 = <usize>load<u32>(at + i), t1 = <usize>load<u32>(at + i, 4);
  const from0 = <usize>load<u32>(from + i), from1 = <usize>load<u32>(from + i, 4);
  const to0 = <usize>load<u32>(to + i), to1 = <usize>load<u32>(to + i, 4);
  let list = contexts + head;
  if (from1 > t0) {
    // Of different sentences.
    const m = listContext(i, list);
    part(contexts, m, m, listContext(i + 4, m));
    return;
  }
  // Each is in the other's window.
  list = listRows(from0, from1, list);
  store<u32>(list, <u32>input + load<u32>(t1));
  const m0 = listRows(to1 + 4, to0 + 4, list + 4);
  list = listRows(max(from0, from1), t0, m0);
  const m1 = listRows(t1 + 4, min(to0, to1) + 4, list);
  list = listRows(from1, from0, m1);
  store<u32>(list, <u32>input + load<u32>(t0));
  part(contexts, m0, m1, listRows(to0 + 4, to1 + 4, list + 4));
}

/** Lists the input rows of places, four at a time: up to 16 bytes behind are overwritten. Returns the list's end. */
// @ts-ignore: decorator
@inline function listRows(place: usize, end: usize, list: usize): usize {
  const length = max(<isize>end - <isize>place, 0);
  const base = i32x4.splat(<i32>input);
  let n: isize = 0;
  do {
    v128.store(list + n, i32x4.add(base, v128.load(place + n)));
    n += 16;
  } while (n < length);
  return list + length;
}
