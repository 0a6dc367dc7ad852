/** Optimizer steps in place, in the order of tfjs's own operations. */

/**
 * Adam: m = β₁m + (1−β₁)g, v = β₂v + (1−β₂)g², w −= rate · (m/c₁) / (√(v/c₂) + ε), with cᵢ = 1 − βᵢᵗ.
 */
export function adam(
  count: i32, w: usize, g: usize, m: usize, v: usize,
  beta1: f32, beta2: f32, rest1: f32, rest2: f32, correction1: f32, correction2: f32, epsilon: f32, rate: f32,
): void {
  const b1 = f32x4.splat(beta1), b2 = f32x4.splat(beta2), r1 = f32x4.splat(rest1), r2 = f32x4.splat(rest2);
  const c1 = f32x4.splat(correction1), c2 = f32x4.splat(correction2), e = f32x4.splat(epsilon), step = f32x4.splat(-rate);
  const end = w + ((<usize>count & ~3) << 2);
  while (w < end) {
    const gradient = v128.load(g);
    const first = f32x4.add(f32x4.mul(v128.load(m), b1), f32x4.mul(gradient, r1));
    const second = f32x4.add(f32x4.mul(v128.load(v), b2), f32x4.mul(f32x4.mul(gradient, gradient), r2));
    v128.store(m, first);
    v128.store(v, second);
    const change = f32x4.div(f32x4.div(first, c1), f32x4.add(f32x4.sqrt(f32x4.div(second, c2)), e));
    v128.store(w, f32x4.add(f32x4.mul(change, step), v128.load(w)));
    w += 16; g += 16; m += 16; v += 16;
  }
  for (let i = count & 3; i > 0; i--) {
    const gradient = load<f32>(g);
    const first = load<f32>(m) * beta1 + gradient * rest1;
    const second = load<f32>(v) * beta2 + gradient * gradient * rest2;
    store<f32>(m, first);
    store<f32>(v, second);
    const change = first / correction1 / (sqrt<f32>(second / correction2) + epsilon);
    store<f32>(w, change * -rate + load<f32>(w));
    w += 4; g += 4; m += 4; v += 4;
  }
}

/** w −= rate · g. */
export function descend(count: i32, w: usize, g: usize, rate: f32): void {
  const step = f32x4.splat(rate);
  const end = w + ((<usize>count & ~3) << 2);
  while (w < end) {
    v128.store(w, f32x4.sub(v128.load(w), f32x4.mul(v128.load(g), step)));
    w += 16; g += 16;
  }
  for (let i = count & 3; i > 0; i--) {
    store<f32>(w, load<f32>(w) - load<f32>(g) * rate);
    w += 4; g += 4;
  }
}
