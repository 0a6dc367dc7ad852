/**
 * The comparison of CBOW's predictions with their targets and with the noise words that they share: scores,
 * errors, gradients, and the step of the compared rows. Two predictions at a time share what is loaded.
 */
import { silent, toErrors } from "./word2vec-errors";
import {
  aloneOne, dot, dotsTwo4, dotsTwoOwn6, gradientOne, gradientTwo4, gradientTwoOwn6,
} from "./word2vec-kernels";
import { moveShared } from "./word2vec-move";
import {
  eRows, hList, hRows, negative, noiseRows, pList, rowBytes, scores, signs, spareE, spareRow,
} from "./word2vec-room";

/**
 * Leaves the gradients in eRows.
 *
 * @param first number of the first prediction: its vector is that row of hRows
 * @param count predictions
 * @param drawn the addresses of the noise rows
 */
export function compare(first: usize, count: usize, drawn: usize, rate: f32): void {
  for (let n: usize = 0; n < negative; n++) {
    memory.copy(noiseRows + n * rowBytes, load<u32>(drawn + (n << 2)), rowBytes);
  }
  const compared = (negative + 1) << 2;
  const targets = pList + (first << 2);
  const end = targets + (count << 2);
  // Where the last prediction is alone, spare rows make up the other.
  const zeros = spareRow + rowBytes;
  let s = scores;
  let h = hRows + first * rowBytes;
  for (let p = targets; p < end; p += 8, h += 2 * rowBytes, s += 2 * compared) {
    const paired = p + 4 < end;
    const p0 = load<u32>(p);
    const p1 = paired ? load<u32>(p, 4) : <u32>spareRow;
    scorePair(h, paired ? h + rowBytes : zeros, p0, p1, s, s + compared);
    silence(drawn, p0, s);
    silence(drawn, p1, s + compared);
  }
  toErrors(scores, signs, count * (negative + 1), rate);
  if (count & 1) memory.fill(scores + count * compared, 0, compared);
  s = scores;
  h = hRows + first * rowBytes;
  let e = eRows + first * rowBytes;
  for (let p = targets; p < end; p += 8, h += 2 * rowBytes, e += 2 * rowBytes, s += 2 * compared) {
    const paired = p + 4 < end;
    const p1 = paired ? load<u32>(p, 4) : <u32>spareRow;
    gradientPair(
      e, paired ? e + rowBytes : spareE, h, paired ? h + rowBytes : zeros, load<u32>(p), p1, s, s + compared,
    );
  }
  const list = hList + (first << 2);
  moveShared(drawn, negative, list, list + (count << 2), scores + 4, compared);
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
