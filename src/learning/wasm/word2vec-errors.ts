/**
 * From scores to errors, four at a time: σ without a table or a limit, to about 1e-7, and the loss. −log σ(s)
 * is max(−s, 0) + log(1 + e^−|s|); the factors 1 + e^−|s| of many scores are multiplied before one logarithm.
 */

/** A score of which nothing is learned: its error and its loss are 0. */
export const silent: f32 = -1e30;

/** The linear part of the loss since it was last read, the product of the rest, and its powers of two. */
let linear: f64 = 0;
let product: f64 = 1;
let powers: f64 = 0;

/** The loss since `clearLoss` is linearLoss + log(lossProduct), in nats: the caller has a logarithm. */
export function linearLoss(): f64 {
  return linear + powers * 0.6931471805599453;
}

export function lossProduct(): f64 {
  return product;
}

export function clearLoss(): void {
  linear = 0;
  product = 1;
  powers = 0;
}

/**
 * Each score s becomes −rate · (σ(s) − y).
 *
 * @param count scores; what is left of the last group of four is overwritten
 * @param signs the sign bit where y is 1, else 0
 */
export function toErrors(scores: usize, signs: usize, count: usize, rate: f32): void {
  const one = f32x4.splat(1);
  const zero = f32x4.splat(0);
  const step = f32x4.splat(-rate);
  const end = scores + (count << 2);
  // What is beyond the end says nothing, whatever is there.
  v128.store(end, v128.xor(f32x4.splat(silent), v128.load(signs + (count << 2))));
  let sums = zero;
  let factors = one;
  for (; scores < end; scores += 16, signs += 16) {
    // A true one with score s is a false one with score −s.
    const sign = v128.load(signs);
    const z = v128.xor(v128.load(scores), sign);
    const e = expNegative(f32x4.abs(z));
    const onePlus = f32x4.add(one, e);
    const part = f32x4.div(one, onePlus);
    const positive = f32x4.gt(z, zero);
    const sigma = v128.bitselect(part, f32x4.mul(e, part), positive);
    sums = f32x4.add(sums, v128.and(z, positive));
    factors = f32x4.mul(factors, onePlus);
    v128.store(scores, f32x4.mul(v128.xor(sigma, sign), step));
    if (f32x4.extract_lane(factors, 0) > 1e30) factors = multiply(factors);
  }
  linear += <f64>(
    f32x4.extract_lane(sums, 0) + f32x4.extract_lane(sums, 1) +
    (f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3))
  );
  multiply(factors);
}

/** Takes four factors into the product; returns four ones. */
function multiply(factors: v128): v128 {
  product *=
    <f64>f32x4.extract_lane(factors, 0) * <f64>f32x4.extract_lane(factors, 1) *
    (<f64>f32x4.extract_lane(factors, 2) * <f64>f32x4.extract_lane(factors, 3));
  // Up to 2^400 so far, and never below 1: what is a power of two goes apart.
  if (product > 1e100) {
    const bits = reinterpret<u64>(product);
    powers += <f64>(<i64>(bits >> 52) - 1023);
    product = reinterpret<f64>((bits & 0x000fffffffffffff) | 0x3ff0000000000000);
  }
  return f32x4.splat(1);
}

/** e^−x for x ≥ 0; 0 from 80 on. */
// @ts-ignore: decorator
@inline function expNegative(x: v128): v128 {
  const inside = f32x4.lt(x, f32x4.splat(80));
  const t = f32x4.mul(v128.and(x, inside), f32x4.splat(-1.4426950408889634));
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
  return v128.and(f32x4.mul(p, power), inside);
}
