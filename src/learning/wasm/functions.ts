/**
 * exp, log, the activations and their derivatives, four floats at a time. The polynomials are those of
 * Cephes (expf, logf, tanhf; S. Moshier), accurate to about two units in the last place. Their constants are written
 * in the code: a table in the data segment would lie in tfjs's memory.
 */

/** The activations by number; activation.ts beside the kernels holds the same table. */
export const LINEAR: i32 = 0;
export const RELU: i32 = 1;
export const SIGMOID: i32 = 2;
export const TANH: i32 = 3;
export const HARD_SIGMOID: i32 = 4;

// @ts-expect-error: a decorator of AssemblyScript
@inline
function f4(x: f32): v128 {
  return f32x4.splat(x);
}

/** e^x; x is held within ±87.3, where float32 is normal. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
export function exp4(x: v128): v128 {
  x = f32x4.min(f32x4.max(x, f4(-87.3)), f4(87.3));
  const n = f32x4.nearest(f32x4.mul(x, f4(1.44269504088896341)));
  const r = f32x4.sub(f32x4.sub(x, f32x4.mul(n, f4(0.693359375))), f32x4.mul(n, f4(-2.12194440e-4)));
  let p = f4(1.9875691500e-4);
  p = f32x4.add(f32x4.mul(p, r), f4(1.3981999507e-3));
  p = f32x4.add(f32x4.mul(p, r), f4(8.3334519073e-3));
  p = f32x4.add(f32x4.mul(p, r), f4(4.1665795894e-2));
  p = f32x4.add(f32x4.mul(p, r), f4(1.6666665459e-1));
  p = f32x4.add(f32x4.mul(p, r), f4(5.0000001201e-1));
  p = f32x4.add(f32x4.add(f32x4.mul(p, f32x4.mul(r, r)), r), f4(1));
  const scale = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(p, scale);
}

// @ts-expect-error: a decorator of AssemblyScript
@inline
export function sigmoid4(x: v128): v128 {
  return f32x4.div(f4(1), f32x4.add(f4(1), exp4(f32x4.neg(x))));
}

// @ts-expect-error: a decorator of AssemblyScript
@inline
export function tanh4(x: v128): v128 {
  const size = f32x4.abs(x);
  const z = f32x4.mul(x, x);
  let p = f4(-5.70498872745e-3);
  p = f32x4.add(f32x4.mul(p, z), f4(2.06390887954e-2));
  p = f32x4.add(f32x4.mul(p, z), f4(-5.37397155531e-2));
  p = f32x4.add(f32x4.mul(p, z), f4(1.33314422036e-1));
  p = f32x4.add(f32x4.mul(p, z), f4(-3.33332819422e-1));
  const near = f32x4.add(f32x4.mul(f32x4.mul(p, z), x), x);
  const e = exp4(f32x4.add(size, size));
  const far = f32x4.sub(f4(1), f32x4.div(f4(2), f32x4.add(e, f4(1))));
  const signed = v128.or(far, v128.and(x, i32x4.splat(0x80000000)));
  return v128.bitselect(near, signed, f32x4.lt(size, f4(0.625)));
}

// @ts-expect-error: a decorator of AssemblyScript
@inline
export function activate4(x: v128, kind: i32): v128 {
  if (kind == TANH) return tanh4(x);
  if (kind == SIGMOID) return sigmoid4(x);
  // A NaN stays one: pmax gives its second operand then.
  if (kind == RELU) return v128.andnot(x, f32x4.lt(x, f4(0)));
  if (kind == HARD_SIGMOID)
    return f32x4.min(f4(1), f32x4.max(f4(0), f32x4.add(f32x4.mul(x, f4(0.2)), f4(0.5))));
  return x;
}

/** The derivative, from the activation's value y. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
export function slope4(y: v128, kind: i32): v128 {
  if (kind == TANH) return f32x4.sub(f4(1), f32x4.mul(y, y));
  if (kind == SIGMOID) return f32x4.mul(y, f32x4.sub(f4(1), y));
  if (kind == RELU) return v128.and(f4(1), f32x4.gt(y, f4(0)));
  if (kind == HARD_SIGMOID) return v128.and(f4(0.2), v128.and(f32x4.gt(y, f4(0)), f32x4.lt(y, f4(1))));
  return f4(1);
}

/** Up to three floats at `at`, the rest zeros. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
export function loadRest(at: usize, count: i32): v128 {
  let x = v128.load32_zero(at);
  if (count > 1) x = v128.load_lane<f32>(at + 4, x, 1);
  if (count > 2) x = v128.load_lane<f32>(at + 8, x, 2);
  return x;
}

// @ts-expect-error: a decorator of AssemblyScript
@inline
export function storeRest(at: usize, x: v128, count: i32): void {
  v128.store_lane<f32>(at, x, 0);
  if (count > 1) v128.store_lane<f32>(at + 4, x, 1);
  if (count > 2) v128.store_lane<f32>(at + 8, x, 2);
}

/** Four floats at `at`, or the `left` that are there. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
export function load4(at: usize, left: i32): v128 {
  return left >= 4 ? v128.load(at) : loadRest(at, left);
}

// @ts-expect-error: a decorator of AssemblyScript
@inline
export function store4(at: usize, x: v128, left: i32): void {
  if (left >= 4) v128.store(at, x);
  else storeRest(at, x, left);
}

/** y = activation(x), elementwise; y may be x. */
export function activate(count: i32, x: usize, y: usize, kind: i32): void {
  let i = 0;
  const whole = count & ~3;
  for (; i < whole; i += 4) {
    v128.store(y, activate4(v128.load(x), kind));
    x += 16;
    y += 16;
  }
  if (i < count) storeRest(y, activate4(loadRest(x, count - i), kind), count - i);
}

/** dx = dy · activation'(y); dx may be dy. */
export function activateBack(count: i32, y: usize, dy: usize, dx: usize, kind: i32): void {
  let i = 0;
  const whole = count & ~3;
  for (; i < whole; i += 4) {
    v128.store(dx, f32x4.mul(v128.load(dy), slope4(v128.load(y), kind)));
    y += 16;
    dy += 16;
    dx += 16;
  }
  if (i < count)
    storeRest(dx, f32x4.mul(loadRest(dy, count - i), slope4(loadRest(y, count - i), kind)), count - i);
}

/** Natural logarithm of a positive normal number; a NaN stays one. */
export function log1(x: f32): f32 {
  if (x != x) return x;
  const bits = reinterpret<i32>(x);
  let e = (bits >> 23) - 126;
  let m = reinterpret<f32>((bits & 0x007fffff) | 0x3f000000);
  if (m < 0.70710678118654752) {
    e -= 1;
    m = m + m - 1;
  } else m = m - 1;
  const z = m * m;
  let p: f32 = 7.0376836292e-2;
  p = p * m - 1.1514610310e-1;
  p = p * m + 1.1676998740e-1;
  p = p * m - 1.2420140846e-1;
  p = p * m + 1.4249322787e-1;
  p = p * m - 1.6668057665e-1;
  p = p * m + 2.0000714765e-1;
  p = p * m - 2.4999993993e-1;
  p = p * m + 3.3333331174e-1;
  p = p * m * z;
  const f = <f32>e;
  p += f * -2.12194440e-4;
  p -= 0.5 * z;
  return m + p + f * 0.693359375;
}

/** Each row of y = softmax of that row of x; y may be x. */
export function softmax(rows: i32, columns: i32, x: usize, y: usize): void {
  const whole = columns & ~3;
  const bytes = <usize>columns << 2;
  for (let i = 0; i < rows; i++) {
    let top: f32 = load<f32>(x);
    for (let j = 1; j < columns; j++) top = max<f32>(top, load<f32>(x + (<usize>j << 2)));
    let sum: f32 = 0;
    const shift = f4(top);
    let j = 0;
    for (; j < whole; j += 4) {
      const e = exp4(f32x4.sub(v128.load(x + (<usize>j << 2)), shift));
      v128.store(y + (<usize>j << 2), e);
      sum += f32x4.extract_lane(e, 0) + f32x4.extract_lane(e, 1) + (f32x4.extract_lane(e, 2) + f32x4.extract_lane(e, 3));
    }
    for (; j < columns; j++) {
      const e = f32x4.extract_lane(exp4(f32x4.sub(v128.load32_splat(x + (<usize>j << 2)), shift)), 0);
      store<f32>(y + (<usize>j << 2), e);
      sum += e;
    }
    const scale: f32 = 1 / sum;
    for (let q = 0; q < columns; q++) {
      const at = y + (<usize>q << 2);
      store<f32>(at, load<f32>(at) * scale);
    }
    x += bytes;
    y += bytes;
  }
}

/** y = a · b, elementwise; y may be a or b. */
export function multiply(count: i32, a: usize, b: usize, y: usize): void {
  for (let i = 0; i < count; i += 4) {
    const at = <usize>i << 2, left = count - i;
    store4(y + at, f32x4.mul(load4(a + at, left), load4(b + at, left)), left);
  }
}

/** y = x rounded towards zero, as int32. */
export function truncate(count: i32, x: usize, y: usize): void {
  for (let i = 0; i < count; i += 4) {
    const at = <usize>i << 2, left = count - i;
    store4(y + at, i32x4.trunc_sat_f32x4_s(load4(x + at, left)), left);
  }
}

/** dx = y ∘ (dy − Σ dy·y), row by row; dx may be dy. */
export function softmaxBack(rows: i32, columns: i32, y: usize, dy: usize, dx: usize): void {
  const bytes = <usize>columns << 2;
  for (let i = 0; i < rows; i++) {
    let sum: f32 = 0;
    for (let j: usize = 0; j < bytes; j += 4) sum += load<f32>(dy + j) * load<f32>(y + j);
    for (let j: usize = 0; j < bytes; j += 4) store<f32>(dx + j, load<f32>(y + j) * (load<f32>(dy + j) - sum));
    y += bytes;
    dy += bytes;
    dx += bytes;
  }
}

export function copy(bytes: i32, from: usize, to: usize): void {
  memory.copy(to, from, bytes);
}

export function clear(bytes: i32, at: usize): void {
  memory.fill(at, 0, bytes);
}
