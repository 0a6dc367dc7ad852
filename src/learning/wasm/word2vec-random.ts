/** xoshiro128** (Blackman & Vigna 2018) as in base/random, one generator per thread: its state is in globals. */
let s0: u32 = 0;
let s1: u32 = 0;
let s2: u32 = 0;
let s3: u32 = 0;

export function seed(a: u32, b: u32, c: u32, d: u32): void {
  s0 = a;
  s1 = b;
  s2 = c;
  s3 = d;
}

// @ts-ignore: decorator
@inline export function uint32(): u32 {
  const result = rotl<u32>(s1 * 5, 7) * 9;
  const shifted = s1 << 9;
  s2 ^= s0;
  s3 ^= s1;
  s1 ^= s2;
  s0 ^= s3;
  s2 ^= shifted;
  s3 = rotl<u32>(s3, 11);
  return result;
}

/** A whole number below bound, `scale` being bound / 2^32. */
// @ts-ignore: decorator
@inline export function below(scale: f64): usize {
  return <usize>(<i64>(<f64>uint32() * scale));
}
