/**
 * Losses as tfjs's layers define them (probabilities held within ε … 1−ε, whose gradient outside is zero), each
 * with its gradient. The two cross-entropies give it at the logits, where it is p − y.
 */
import { log1 } from "./functions";

/** Mean over `count` of −y·ln p − (1−y)·ln(1−p); dz at the logits of a sigmoid. */
export function binaryCrossentropy(count: i32, p: usize, y: usize, dz: usize, epsilon: f32): f32 {
  let sum: f64 = 0;
  const scale: f32 = 1 / <f32>count, most: f32 = 1 - epsilon;
  for (let i = 0; i < count; i++) {
    const at = <usize>i << 2;
    const q = load<f32>(p + at), t = load<f32>(y + at);
    const held = min<f32>(max<f32>(q, epsilon), most);
    sum -= <f64>(t * log1(held) + (1 - t) * log1(1 - held));
    store<f32>(dz + at, q == held ? (q - t) * scale : q == q ? 0 : q);
  }
  return <f32>(sum / <f64>count);
}

/** Mean over rows of −Σ y·ln p; dz at the logits of a softmax. */
export function categoricalCrossentropy(rows: i32, columns: i32, p: usize, y: usize, dz: usize, epsilon: f32): f32 {
  let sum: f64 = 0;
  const scale: f32 = 1 / <f32>rows, most: f32 = 1 - epsilon;
  for (let i = 0; i < rows; i++) {
    let weight: f32 = 0;
    for (let j = 0; j < columns; j++) {
      const at = <usize>j << 2;
      const q = load<f32>(p + at), t = load<f32>(y + at);
      const held = min<f32>(max<f32>(q, epsilon), most);
      if (t != 0) {
        sum -= <f64>(t * log1(held));
        if (q == held) weight += t;
      }
    }
    for (let j = 0; j < columns; j++) {
      const at = <usize>j << 2;
      const q = load<f32>(p + at), t = load<f32>(y + at);
      const free = q >= epsilon && q <= most;
      store<f32>(dz + at, (q * weight - (free ? t : 0)) * scale);
    }
    p += <usize>columns << 2;
    y += <usize>columns << 2;
    dz += <usize>columns << 2;
  }
  return <f32>(sum / <f64>rows);
}

/** Mean over `count` of (p − y)²; dp at the output. */
export function meanSquaredError(count: i32, p: usize, y: usize, dp: usize): f32 {
  let sum: f64 = 0;
  const scale: f32 = 2 / <f32>count;
  for (let i = 0; i < count; i++) {
    const at = <usize>i << 2;
    const d = load<f32>(p + at) - load<f32>(y + at);
    sum += <f64>d * <f64>d;
    store<f32>(dp + at, d * scale);
  }
  return <f32>(sum / <f64>count);
}

/** The gradients where the loss's own activation is not the layer before it: at the probabilities. */
export function binaryCrossentropyPlain(count: i32, p: usize, y: usize, dp: usize, epsilon: f32): f32 {
  const loss = binaryCrossentropy(count, p, y, dp, epsilon);
  for (let i = 0; i < count; i++) {
    const at = <usize>i << 2;
    const q = load<f32>(p + at);
    const held = min<f32>(max<f32>(q, epsilon), 1 - epsilon);
    store<f32>(dp + at, load<f32>(dp + at) / (held * (1 - held)));
  }
  return loss;
}
