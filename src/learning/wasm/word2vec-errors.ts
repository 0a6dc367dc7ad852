/**
 * From scores to errors, four at a time: σ and −log σ without a table and without a limit, to about 1e-7.
 */

/** Σ −log over all predictions since it was last read. */
let lossSum: f64 = 0;

export function takeLoss(): f64 {
  const sum = lossSum;
  lossSum = 0;
  return sum;
}

/** Id of a score that is to be 1, and of one that is nobody's: no row starts at either. */
export const trueId: u32 = 3;
export const nobodyId: u32 = 1;

/**
 * Each score s becomes −rate · (σ(s) − y), 0 where its id is `target` or nobody's.
 *
 * @param quads groups of four scores; the first score of all has y = 1, all others y = 0
 */
export function toErrors(scores: usize, ids: usize, target: u32, quads: i32, rate: f32): void {
  const one = f32x4.splat(1);
  const aim = i32x4.splat(<i32>target);
  const nobody = i32x4.splat(<i32>nobodyId);
  const step = f32x4.splat(-rate);
  let sign = i32x4(<i32>0x80000000, 0, 0, 0);
  let loss = f32x4.splat(0);
  for (let i = 0; i < quads; i++) {
    const id = v128.load(ids);
    const valid = v128.and(i32x4.ne(id, aim), i32x4.ne(id, nobody));
    // A true one with score s is a false one with score −s.
    const z = v128.xor(v128.load(scores), sign);
    const size = f32x4.min(f32x4.abs(z), f32x4.splat(87));
    const e = expNegative(size);
    const part = f32x4.div(one, f32x4.add(one, e));
    const sigma = v128.bitselect(part, f32x4.mul(e, part), f32x4.ge(z, f32x4.splat(0)));
    const cost = f32x4.add(f32x4.max(z, f32x4.splat(0)), logOnePlus(e));
    loss = f32x4.add(loss, v128.and(cost, valid));
    v128.store(scores, v128.and(f32x4.mul(v128.xor(sigma, sign), step), valid));
    sign = i32x4.splat(0);
    scores += 16;
    ids += 16;
  }
  lossSum += <f64>(
    f32x4.extract_lane(loss, 0) + f32x4.extract_lane(loss, 1) +
    (f32x4.extract_lane(loss, 2) + f32x4.extract_lane(loss, 3))
  );
}

/** e^−x for 0 ≤ x ≤ 87. */
// @ts-ignore: decorator
@inline function expNegative(x: v128): v128 {
  const t = f32x4.mul(x, f32x4.splat(-1.4426950408889634));
  const n = f32x4.nearest(t);
  const f = f32x4.mul(f32x4.sub(t, n), f32x4.splat(0.6931471805599453));
  let p = f32x4.splat(1.0 / 720);
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(1.0 / 120));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(1.0 / 24));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(1.0 / 6));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(0.5));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(1));
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(1));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(p, power);
}

/** log(1 + e) for 0 ≤ e ≤ 1, by 2 artanh(e / (2 + e)). */
// @ts-ignore: decorator
@inline function logOnePlus(e: v128): v128 {
  const s = f32x4.div(e, f32x4.add(e, f32x4.splat(2)));
  const q = f32x4.mul(s, s);
  let p = f32x4.splat(2.0 / 11);
  p = f32x4.add(f32x4.mul(p, q), f32x4.splat(2.0 / 9));
  p = f32x4.add(f32x4.mul(p, q), f32x4.splat(2.0 / 7));
  p = f32x4.add(f32x4.mul(p, q), f32x4.splat(2.0 / 5));
  p = f32x4.add(f32x4.mul(p, q), f32x4.splat(2.0 / 3));
  p = f32x4.add(f32x4.mul(p, q), f32x4.splat(2));
  return f32x4.mul(p, s);
}
