/**
 * The fast loop of word2vec, on a model in shared memory: what `embedding/loop-typescript` does, with the same
 * draws and in the same order. Addresses and sizes come once by `configure`; `train` works on one chunk. All
 * that changes is in globals, which each thread has of its own, and in the thread's part of the memory. The
 * products of rows are in "./word2vec-kernels", written by .config/word2vec-kernels.mjs.
 */
import { seed, below, uint32 } from "./word2vec-random";
import { nobodyId, takeLoss, toErrors, trueId } from "./word2vec-errors";
import {
  addTo, alone6, aloneOne, dot, dotsOne6, dotsTwo4, dotsTwo6, dotsTwoOwn6, gradientOne, gradientTwo4,
  gradientTwo6, gradientTwoOwn6, meanOf, moveOne, moveTwo, setRowBytes,
} from "./word2vec-kernels";

export { start } from "./word2vec-start";

/** Predictions that share their noise words; `laneCount` of embedding/places. */
const laneCount: i32 = 12;

let input: usize = 0;
let output: usize = 0;
let rowBytes: usize = 0;
let keep: usize = 0;
let noise: usize = 0;
let starts: usize = 0;
let steps: usize = 0;
let tokens: usize = 0;
let kept: usize = 0;
let at: usize = 0;
let from: usize = 0;
let to: usize = 0;
let window: i32 = 0;
let shrink: bool = false;
let negative: i32 = 0;
let exact: bool = false;
/** Groups of four scores of one prediction. */
let quads: i32 = 0;
let scoreBytes: usize = 0;
let wordScale: f64 = 0;

// The thread's room for one step.
let hRows: usize = 0;
let eRows: usize = 0;
let noiseRows: usize = 0;
let spareRow: usize = 0;
let scores: usize = 0;
let hList: usize = 0;
let ids: usize = 0;
let lists: usize = 0;
/** Bytes of one list of context rows. */
let listBytes: usize = 0;
/** Bytes from a step's noise words and lists to the next step's. */
let idBytes: usize = 0;
let laneBytes: usize = 0;

let read: i32 = 0;
let predictions: i32 = 0;
/** What a load fetched ahead of time: kept so that the load is not left out. */
let fetched: u32 = 0;

export function configure(
  input_: usize, output_: usize, rowBytes_: usize, words: i32, keep_: usize, noise_: usize, starts_: usize,
  steps_: usize, lists_: usize, oneListBytes: usize, scratch: usize, contexts: i32, window_: i32, shrink_: bool,
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
  tokens = lists_;
  kept = tokens + oneListBytes;
  at = kept + oneListBytes;
  from = at + oneListBytes;
  to = from + oneListBytes;
  window = window_;
  shrink = shrink_;
  negative = negative_;
  exact = exact_;
  quads = (negative + 4) >> 2;
  scoreBytes = <usize>quads << 4;
  const most = <usize>max(laneCount, contexts) + 2;
  hRows = scratch;
  eRows = hRows + most * rowBytes;
  noiseRows = eRows + most * rowBytes;
  spareRow = noiseRows + <usize>negative * rowBytes;
  scores = spareRow + 2 * rowBytes;
  ids = scores + most * scoreBytes;
  idBytes = scoreBytes + 16;
  hList = ids + 2 * idBytes;
  lists = hList + most * 4;
  listBytes = <usize>contexts * 4 + 16;
  laneBytes = <usize>laneCount * listBytes;
  memory.fill(spareRow, 0, 2 * rowBytes);
  for (let buffer: usize = 0; buffer < 2; buffer++) {
    const list = ids + buffer * idBytes;
    for (let i: usize = 0; i < scoreBytes; i += 4) store<u32>(list + i, nobodyId);
    store<u32>(list, trueId);
  }
}

export function wordsRead(): i32 {
  return read;
}
export function predictionsMade(): i32 {
  return predictions;
}
export function lossOfChunk(): f64 {
  return takeLoss();
}
export function fetchedAhead(): u32 {
  return fetched;
}

/**
 * Trains on the first `count` tokens.
 *
 * @param mode 0: CBOW in lanes, 1: CBOW alone, 2: CBOW hierarchical; 3, 4, 5 the same for skip-gram
 */
export function train(count: i32, mode: i32, rate: f64, finalRate: f64, s0: u32, s1: u32, s2: u32, s3: u32): void {
  seed(s0, s1, s2, s3);
  predictions = 0;
  const targets = cut(count);
  takeLoss();
  if (mode == 0) return lanes(targets, rate, finalRate);
  const fall = finalRate - rate;
  for (let i = 0; i < targets; i++) {
    const now = <f32>(rate + fall * (<f64>i / <f64>targets));
    if (mode == 1) cbowAlone(i, now);
    else if (mode == 2) cbowHierarchical(i, now);
    else if (mode == 3) skipGramShared(i, now);
    else if (mode == 4) skipGramAlone(i, now);
    else skipGramHierarchical(i, now);
  }
}

/** Subsampling and windows: `cutWindows` of embedding/chunk. Words become row offsets, places addresses. */
function cut(count: i32): i32 {
  let length = kept;
  let begin = kept;
  let words = 0;
  let targets: usize = 0;
  const widest = <usize>window << 2;
  const draws = shrink && window > 1;
  const scale = <f64>window / 4294967296.0;
  for (let i = 0; i <= count; i++) {
    const word = i < count ? load<i32>(tokens + (<usize>i << 2)) : -1;
    if (word >= 0) {
      words++;
      const threshold = load<u32>(keep + (<usize>word << 2));
      if (threshold == 0xffffffff || uint32() <= threshold) {
        store<u32>(length, <u32>word * <u32>rowBytes);
        length += 4;
      }
      continue;
    }
    if (length - begin > 4) {
      const last = length - 4;
      for (let place = begin; place < length; place += 4) {
        const width: usize = draws ? (<usize>1 + below(scale)) << 2 : widest;
        store<u32>(at + targets, <u32>place);
        store<u32>(from + targets, <u32>(place - begin > width ? place - width : begin));
        store<u32>(to + targets, <u32>(last - place > width ? place + width : last));
        targets += 4;
      }
    }
    begin = length;
  }
  read = words;
  return <i32>(targets >> 2);
}

/** Draws the noise words of a prediction or step into `list`, after its first entry. */
function drawNoise(list: usize): void {
  for (let n = 1; n <= negative; n++) {
    const column = below(wordScale);
    const pair = noise + (column << 3);
    const word = uint32() < load<u32>(pair) ? <u32>column : load<u32>(pair, 4);
    store<u32>(list + (<usize>n << 2), word * <u32>rowBytes);
  }
}

/** Lists the addresses of a window's input rows; returns the list's end. */
function listContext(i: usize, list: usize): usize {
  const self = load<u32>(at + i);
  const last = load<u32>(to + i);
  let end = list;
  for (let place = load<u32>(from + i); place <= last; place += 4) {
    store<u32>(end, <u32>input + load<u32>(place));
    end += place != self ? 4 : 0;
  }
  return end;
}

// @ts-ignore: decorator
@inline function targetOf(i: usize): u32 {
  return load<u32>(load<u32>(at + i));
}

/** Reads one number of each cache line of a row, so that the row is near when it is needed. */
function fetch(row: usize): void {
  let sum: u32 = 0;
  for (let k: usize = 0; k < rowBytes; k += 64) sum ^= load<u32>(row + k);
  fetched ^= sum;
}

/** CBOW: each step takes one word from each twelfth of the chunk; they share their noise words. */
function lanes(targets: i32, rate: f64, finalRate: f64): void {
  const count = (targets + laneCount - 1) / laneCount;
  if (count == 0) return;
  prepareLanes(0, count, targets, 0);
  for (let step = 0; step < count; step++) {
    const buffer: usize = step & 1;
    if (step + 1 < count) prepareLanes(step + 1, count, targets, buffer ^ 1);
    laneStep(step, count, targets, buffer, <f32>(rate + (finalRate - rate) * (<f64>step / <f64>count)));
  }
  predictions = targets;
}

/** Draws a step's noise words, lists its rows and fetches them. */
function prepareLanes(step: i32, count: i32, targets: i32, buffer: usize): void {
  const own = ids + buffer * idBytes;
  drawNoise(own);
  for (let n = 1; n <= negative; n++) fetch(output + load<u32>(own + (<usize>n << 2)));
  let list = lists + buffer * laneBytes;
  for (let i = step; i < targets; i += count) {
    const place = <usize>i << 2;
    const end = listContext(place, list + 4);
    store<u32>(list, <u32>end);
    for (let row = list + 4; row < end; row += 4) fetch(load<u32>(row));
    fetch(output + targetOf(place));
    list += listBytes;
  }
}

function laneStep(step: i32, count: i32, targets: i32, buffer: usize, rate: f32): void {
  const drawn = ids + buffer * idBytes;
  const firstList = lists + buffer * laneBytes;
  for (let n: usize = 0; n < <usize>negative; n++) {
    memory.copy(noiseRows + n * rowBytes, output + load<u32>(drawn + 4 + (n << 2)), rowBytes);
  }
  let lane: usize = 0;
  for (let i = step; i < targets; i += count) {
    const list = firstList + lane * listBytes;
    const end = <usize>load<u32>(list);
    meanOf(hRows + lane * rowBytes, list + 4, end, <f32>1 / <f32>((end - list - 4) >> 2));
    lane++;
  }
  // Lanes go in pairs; where the last one is alone, spare rows make up the other.
  const used = lane;
  for (lane = 0; lane < used; lane += 2) {
    const i = <usize>(step + <i32>lane * count) << 2;
    const h0 = hRows + lane * rowBytes;
    const h1 = h0 + rowBytes;
    const both = lane + 1 < used;
    const target0 = targetOf(i);
    const target1 = both ? targetOf(i + (<usize>count << 2)) : 0;
    const p0 = output + target0;
    const p1 = both ? output + target1 : spareRow;
    const s0 = scores + lane * scoreBytes;
    const s1 = s0 + scoreBytes;
    if (!both) memory.fill(h1, 0, rowBytes);
    scorePair(h0, h1, p0, p1, s0, s1);
    toErrors(s0, drawn, target0, quads, rate);
    if (both) toErrors(s1, drawn, target1, quads, rate);
    else memory.fill(s1, 0, scoreBytes);
  }
  for (lane = 0; lane < used; lane += 2) {
    const i = <usize>(step + <i32>lane * count) << 2;
    const h0 = hRows + lane * rowBytes;
    const e0 = eRows + lane * rowBytes;
    const p0 = output + targetOf(i);
    const p1 = lane + 1 < used ? output + targetOf(i + (<usize>count << 2)) : spareRow;
    const g0 = scores + lane * scoreBytes;
    gradientPair(e0, e0 + rowBytes, h0, h0 + rowBytes, p0, p1, g0, g0 + scoreBytes);
  }
  for (lane = 0; lane < used; lane++) store<u32>(hList + (lane << 2), <u32>(hRows + lane * rowBytes));
  moveShared(drawn, 1, hList, hList + (used << 2));
  for (lane = 0; lane < used; lane++) {
    const list = firstList + lane * listBytes;
    const end = <usize>load<u32>(list);
    const share: f32 = exact ? <f32>1 / <f32>((end - list - 4) >> 2) : 1;
    addTo(list + 4, end, eRows + lane * rowBytes, share);
  }
}

/** Scores of two lanes: their own row first, then the copies of the noise rows. */
function scorePair(h0: usize, h1: usize, p0: usize, p1: usize, s0: usize, s1: usize): void {
  let u = noiseRows;
  const last = noiseRows + <usize>negative * rowBytes;
  const b = rowBytes;
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
  for (; u + 4 * b <= last; u += 4 * b) {
    dotsTwo4(h0, h1, u, u + b, u + 2 * b, u + 3 * b, s0, s1);
    s0 += 16;
    s1 += 16;
  }
  for (; u < last; u += b) {
    dot(h0, u, s0);
    dot(h1, u, s1);
    s0 += 4;
    s1 += 4;
  }
}

/** Gradients of two lanes, and the step of their own rows. */
function gradientPair(
  e0: usize, e1: usize, h0: usize, h1: usize, p0: usize, p1: usize, g0: usize, g1: usize,
): void {
  let u = noiseRows;
  const last = noiseRows + <usize>negative * rowBytes;
  const b = rowBytes;
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
  for (; u + 4 * b <= last; u += 4 * b) {
    gradientTwo4(e0, e1, u, u + b, u + 2 * b, u + 3 * b, g0, g1);
    g0 += 16;
    g1 += 16;
  }
  for (; u < last; u += b) {
    gradientOne(e0, u, g0);
    gradientOne(e1, u, g1);
    g0 += 4;
    g1 += 4;
  }
}

/** The rows that a step's predictions share += Σ g h, from the `first` of a list of ids on. */
function moveShared(drawn: usize, first: usize, list: usize, end: usize): void {
  const count = <usize>negative + 1;
  let n = first;
  for (; n + 2 <= count; n += 2) {
    const id = drawn + (n << 2);
    const u0 = output + load<u32>(id);
    const u1 = output + load<u32>(id, 4);
    if (u0 != u1) moveTwo(u0, u1, list, end, scores + (n << 2), scoreBytes);
    else {
      moveOne(u0, list, end, scores + (n << 2), scoreBytes);
      moveOne(u1, list, end, scores + (n << 2) + 4, scoreBytes);
    }
  }
  if (n < count) moveOne(output + load<u32>(drawn + (n << 2)), list, end, scores + (n << 2), scoreBytes);
}

/** One prediction from h with noise words of its own, drawn into `drawn` already; leaves its gradient in e. */
function predictAlone(h: usize, e: usize, drawn: usize, target: u32, rate: f32): void {
  const p = output + target;
  let n: usize = 1;
  const count = <usize>negative + 1;
  const six = count >= 6;
  let u0: usize = 0, u1: usize = 0, u2: usize = 0, u3: usize = 0, u4: usize = 0;
  if (six) {
    u0 = output + load<u32>(drawn, 4);
    u1 = output + load<u32>(drawn, 8);
    u2 = output + load<u32>(drawn, 12);
    u3 = output + load<u32>(drawn, 16);
    u4 = output + load<u32>(drawn, 20);
    dotsOne6(h, p, u0, u1, u2, u3, u4, scores);
    n = 6;
  } else dot(h, p, scores);
  for (; n < count; n++) dot(h, output + load<u32>(drawn + (n << 2)), scores + (n << 2));
  toErrors(scores, drawn, target, quads, rate);
  n = 1;
  if (six) {
    alone6(e, h, p, u0, u1, u2, u3, u4, scores);
    n = 6;
  } else {
    memory.fill(e, 0, rowBytes);
    aloneOne(e, h, p, scores);
  }
  for (; n < count; n++) aloneOne(e, h, output + load<u32>(drawn + (n << 2)), scores + (n << 2));
  predictions++;
}

/** One prediction from h down the Huffman tree; leaves its gradient in e. */
function predictPath(h: usize, e: usize, target: u32, rate: f32): void {
  const entry = starts + <usize>(target / <u32>rowBytes << 2);
  const end = steps + (<usize>load<u32>(entry, 4) << 2);
  memory.fill(e, 0, rowBytes);
  for (let step = steps + (<usize>load<u32>(entry) << 2); step < end; step += 4) {
    const taken = load<u32>(step);
    const u = output + <usize>(taken >> 1) * rowBytes;
    // A first score is to be 1, a second one 0.
    const nth = <usize>(taken & 1) << 2;
    v128.store(ids, i32x4.splat(<i32>nobodyId));
    store<u32>(ids + nth, trueId);
    dot(h, u, scores + nth);
    toErrors(scores, ids, 0, 1, rate);
    aloneOne(e, h, u, scores + nth);
  }
  predictions++;
}

function cbowAlone(i: i32, rate: f32): void {
  const place = <usize>i << 2;
  drawNoise(ids);
  cbow(place, rate, false);
}

function cbowHierarchical(i: i32, rate: f32): void {
  cbow(<usize>i << 2, rate, true);
}

function cbow(place: usize, rate: f32, hierarchical: bool): void {
  const end = listContext(place, lists);
  const share: f32 = <f32>1 / <f32>((end - lists) >> 2);
  meanOf(hRows, lists, end, share);
  if (hierarchical) predictPath(hRows, eRows, targetOf(place), rate);
  else predictAlone(hRows, eRows, ids, targetOf(place), rate);
  addTo(lists, end, eRows, exact ? share : 1);
}

/** Skip-gram: the words of a window share the noise words. */
function skipGramShared(i: i32, rate: f32): void {
  const place = <usize>i << 2;
  drawNoise(ids);
  const target = targetOf(place);
  const end = listContext(place, lists);
  const count = (end - lists) >> 2;
  // Where the last row is alone, a spare row makes up a pair.
  store<u32>(end, <u32>spareRow);
  const b = rowBytes;
  let s = scores;
  let e = eRows;
  const p = output + target;
  for (let row = lists; row < end; row += 8) {
    const h0 = <usize>load<u32>(row);
    const h1 = <usize>load<u32>(row, 4);
    let n: usize = 0;
    if (negative >= 5) {
      dotsTwo6(
        h0, h1, p, output + load<u32>(ids, 4), output + load<u32>(ids, 8), output + load<u32>(ids, 12),
        output + load<u32>(ids, 16), output + load<u32>(ids, 20), s, s + scoreBytes,
      );
      n = 6;
    } else {
      dot(h0, p, s);
      dot(h1, p, s + scoreBytes);
      n = 1;
    }
    for (; n <= <usize>negative; n++) {
      const u = output + load<u32>(ids + (n << 2));
      dot(h0, u, s + (n << 2));
      dot(h1, u, s + scoreBytes + (n << 2));
    }
    toErrors(s, ids, target, quads, rate);
    if (row + 4 < end) toErrors(s + scoreBytes, ids, target, quads, rate);
    s += 2 * scoreBytes;
  }
  s = scores;
  for (let row = lists; row < end; row += 8) {
    let n: usize = 0;
    if (negative >= 5) {
      gradientTwo6(
        e, e + b, p, output + load<u32>(ids, 4), output + load<u32>(ids, 8), output + load<u32>(ids, 12),
        output + load<u32>(ids, 16), output + load<u32>(ids, 20), s, s + scoreBytes,
      );
      n = 6;
    } else {
      memory.fill(e, 0, 2 * b);
      gradientOne(e, p, s);
      gradientOne(e + b, p, s + scoreBytes);
      n = 1;
    }
    for (; n <= <usize>negative; n++) {
      const u = output + load<u32>(ids + (n << 2));
      gradientOne(e, u, s + (n << 2));
      gradientOne(e + b, u, s + scoreBytes + (n << 2));
    }
    s += 2 * scoreBytes;
    e += 2 * b;
  }
  moveOne(p, lists, end, scores, scoreBytes);
  moveShared(ids, 1, lists, end);
  e = eRows;
  for (let row = lists; row < end; row += 4) {
    addTo(row, row + 4, e, 1);
    e += b;
  }
  predictions += <i32>count;
}

function skipGramAlone(i: i32, rate: f32): void {
  const place = <usize>i << 2;
  const target = targetOf(place);
  const end = listContext(place, lists);
  for (let row = lists; row < end; row += 4) {
    drawNoise(ids);
    predictAlone(<usize>load<u32>(row), eRows, ids, target, rate);
    addTo(row, row + 4, eRows, 1);
  }
}

function skipGramHierarchical(i: i32, rate: f32): void {
  const place = <usize>i << 2;
  const target = targetOf(place);
  const end = listContext(place, lists);
  for (let row = lists; row < end; row += 4) {
    predictPath(<usize>load<u32>(row), eRows, target, rate);
    addTo(row, row + 4, eRows, 1);
  }
}
