/** Start values: `fillUniform` of embedding/start-values, four columns at a time. */

/**
 * Fills rows with numbers uniform in ±low; each of the four states at `states` draws every fourth column.
 *
 * @param states 16 numbers: s0 of all four generators, s1 of all, s2, s3
 * @param dimension numbers of a row that are filled; the rest of its last column of four is 0
 */
export function start(
  rows: usize, count: i32, rowBytes: usize, dimension: i32, scale: f32, low: f32, states: usize,
): void {
  let s0 = v128.load(states);
  let s1 = v128.load(states, 16);
  let s2 = v128.load(states, 32);
  let s3 = v128.load(states, 48);
  const factor = f32x4.splat(scale);
  const shift = f32x4.splat(low);
  const left = i32x4.splat(((dimension - 1) & 3) + 1);
  const padding = i32x4.lt_s(i32x4(0, 1, 2, 3), left);
  for (let row = 0; row < count; row++) {
    for (let k: usize = 0; k < rowBytes; k += 16) {
      const five = i32x4.mul(s1, i32x4.splat(5));
      const turned = v128.or(i32x4.shl(five, 7), i32x4.shr_u(five, 25));
      const drawn = i32x4.mul(turned, i32x4.splat(9));
      const shifted = i32x4.shl(s1, 9);
      s2 = v128.xor(s2, s0);
      s3 = v128.xor(s3, s1);
      s1 = v128.xor(s1, s2);
      s0 = v128.xor(s0, s3);
      s2 = v128.xor(s2, shifted);
      s3 = v128.or(i32x4.shl(s3, 11), i32x4.shr_u(s3, 21));
      const unit = f32x4.convert_i32x4_u(i32x4.shr_u(drawn, 8));
      const value = f32x4.sub(f32x4.mul(unit, factor), shift);
      v128.store(rows + k, k + 16 < rowBytes ? value : v128.and(value, padding));
    }
    rows += rowBytes;
  }
}
