/**
 * The matrix product C = A·B (+ bias, or added to what C holds), the loop under every layer. Blocks of
 * 4 rows × 8 columns stay in SIMD registers; B's columns are packed eight at a time where they do not lie
 * side by side. A and B are read through strides, so that transposed operands need no copy of their own.
 * Leaves out blocking over k: the networks here fit the second-level cache.
 */

/** Adds nothing, a bias row, or what C holds already. */
const NONE: i32 = 0;
const BIAS: i32 = 1;
const ADD: i32 = 2;

/** Bytes of scratch that `product` needs for an inner size k: a packed panel and one block's overhang. */
export function productScratch(k: i32): i32 {
  return (k + 4) * 32;
}

// @ts-expect-error: a decorator of AssemblyScript
@inline
function pack(b: usize, rowStride: i32, columnStride: i32, k: i32, columns: i32, to: usize): void {
  if (columns == 8 && columnStride == 1) {
    for (let p = 0; p < k; p++) {
      v128.store(to, v128.load(b));
      v128.store(to, v128.load(b, 16), 16);
      to += 32;
      b += <usize>rowStride << 2;
    }
    return;
  }
  if (columns == 8 && rowStride == 1) {
    const step = <usize>columnStride << 2;
    let p = 0;
    for (; p + 4 <= k; p += 4) {
      transpose4(b, step, to);
      transpose4(b + 4 * step, step, to + 16);
      b += 16;
      to += 128;
    }
    for (; p < k; p++) {
      for (let j = 0; j < 8; j++) store<f32>(to + (j << 2), load<f32>(b + <usize>j * step));
      b += 4;
      to += 32;
    }
    return;
  }
  for (let p = 0; p < k; p++) {
    for (let j = 0; j < 8; j++) {
      store<f32>(
        to + (j << 2),
        j < columns ? load<f32>(b + ((<usize>(p * rowStride + j * columnStride)) << 2)) : 0,
      );
    }
    to += 32;
  }
}

/** Four rows of four, `step` bytes apart, become four columns, 32 bytes apart. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
function transpose4(from: usize, step: usize, to: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + step);
  const c = v128.load(from + 2 * step);
  const d = v128.load(from + 3 * step);
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const ef = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const gh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
  v128.store(to, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7), 32);
  v128.store(to, v128.shuffle<f32>(ef, gh, 0, 1, 4, 5), 64);
  v128.store(to, v128.shuffle<f32>(ef, gh, 2, 3, 6, 7), 96);
}

/** Four rows × eight columns of C. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
function block4(
  k: i32, a: usize, rowStep: usize, innerStep: usize, b: usize, bStep: usize, c: usize, cStep: usize, mode: i32, bias: usize,
): void {
  let c00: v128 = f32x4.splat(0), c01: v128 = f32x4.splat(0), c10: v128, c11: v128, c20: v128, c21: v128, c30: v128, c31: v128;
  const c1 = c + cStep, c2 = c1 + cStep, c3 = c2 + cStep;
  if (mode == ADD) {
    c00 = v128.load(c); c01 = v128.load(c, 16);
    c10 = v128.load(c1); c11 = v128.load(c1, 16);
    c20 = v128.load(c2); c21 = v128.load(c2, 16);
    c30 = v128.load(c3); c31 = v128.load(c3, 16);
  } else {
    if (mode == BIAS) { c00 = v128.load(bias); c01 = v128.load(bias, 16); }
    c10 = c00; c11 = c01; c20 = c00; c21 = c01; c30 = c00; c31 = c01;
  }
  let a0 = a, a1 = a0 + rowStep, a2 = a1 + rowStep, a3 = a2 + rowStep;
  for (let p = 0; p < k; p++) {
    const b0 = v128.load(b), b1 = v128.load(b, 16);
    let s = v128.load32_splat(a0);
    c00 = f32x4.add(c00, f32x4.mul(s, b0));
    c01 = f32x4.add(c01, f32x4.mul(s, b1));
    s = v128.load32_splat(a1);
    c10 = f32x4.add(c10, f32x4.mul(s, b0));
    c11 = f32x4.add(c11, f32x4.mul(s, b1));
    s = v128.load32_splat(a2);
    c20 = f32x4.add(c20, f32x4.mul(s, b0));
    c21 = f32x4.add(c21, f32x4.mul(s, b1));
    s = v128.load32_splat(a3);
    c30 = f32x4.add(c30, f32x4.mul(s, b0));
    c31 = f32x4.add(c31, f32x4.mul(s, b1));
    b += bStep;
    a0 += innerStep; a1 += innerStep; a2 += innerStep; a3 += innerStep;
  }
  v128.store(c, c00); v128.store(c, c01, 16);
  v128.store(c1, c10); v128.store(c1, c11, 16);
  v128.store(c2, c20); v128.store(c2, c21, 16);
  v128.store(c3, c30); v128.store(c3, c31, 16);
}

/** One row × eight columns of C. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
function block1(k: i32, a: usize, innerStep: usize, b: usize, bStep: usize, c: usize, mode: i32, bias: usize): void {
  let c0: v128 = f32x4.splat(0), c1: v128 = f32x4.splat(0);
  if (mode == ADD) { c0 = v128.load(c); c1 = v128.load(c, 16); }
  else if (mode == BIAS) { c0 = v128.load(bias); c1 = v128.load(bias, 16); }
  for (let p = 0; p < k; p++) {
    const s = v128.load32_splat(a);
    c0 = f32x4.add(c0, f32x4.mul(s, v128.load(b)));
    c1 = f32x4.add(c1, f32x4.mul(s, v128.load(b, 16)));
    b += bStep;
    a += innerStep;
  }
  v128.store(c, c0); v128.store(c, c1, 16);
}

/**
 * C[m×n] = A[m×k]·B[k×n]; all strides in elements, C's columns side by side, its rows `cRow` apart.
 * `bias` is n floats or 0; with `add` the product is added to C. `scratch` holds `productScratch(k)` bytes.
 */
export function product(
  m: i32, n: i32, k: i32,
  a: usize, aRow: i32, aInner: i32,
  b: usize, bInner: i32, bColumn: i32,
  c: usize, cRow: i32, bias: usize, add: bool, scratch: usize,
): void {
  const rowStep = <usize>aRow << 2, innerStep = <usize>aInner << 2, cStep = <usize>cRow << 2;
  const mode = add ? ADD : bias != 0 ? BIAS : NONE;
  const overhang = scratch;
  const panel = scratch + 128;
  const near = bColumn == 1 && (m < 8 || k * bInner <= 4096);
  for (let j = 0; j < n; j += 8) {
    const columns = min(8, n - j);
    const from = b + ((<usize>j * bColumn) << 2);
    const direct = near && columns == 8;
    let block = from, bStep = <usize>bInner << 2;
    if (!direct) {
      pack(from, bInner, bColumn, k, columns, panel);
      block = panel;
      bStep = 32;
    }
    let i = 0;
    let ai = a, ci = c + (<usize>j << 2);
    const own = bias + (<usize>j << 2);
    if (columns == 8) {
      for (; i + 4 <= m; i += 4) {
        block4(k, ai, rowStep, innerStep, block, bStep, ci, cStep, mode, own);
        ai += 4 * rowStep;
        ci += 4 * cStep;
      }
      for (; i < m; i++) {
        block1(k, ai, innerStep, block, bStep, ci, mode, own);
        ai += rowStep;
        ci += cStep;
      }
    } else {
      while (i < m) {
        const rows = m - i >= 4 ? 4 : 1;
        if (rows == 4) block4(k, ai, rowStep, innerStep, block, bStep, overhang, 32, NONE, 0);
        else block1(k, ai, innerStep, block, bStep, overhang, NONE, 0);
        for (let r = 0; r < rows; r++) {
          for (let q = 0; q < columns; q++) {
            const at = ci + <usize>r * cStep + (<usize>q << 2);
            let value = load<f32>(overhang + ((r << 5) + (q << 2)));
            if (mode == ADD) value += load<f32>(at);
            else if (mode == BIAS) value += load<f32>(own + (<usize>q << 2));
            store<f32>(at, value);
          }
        }
        i += rows;
        ai += <usize>rows * rowStep;
        ci += <usize>rows * cStep;
      }
    }
  }
}

/** out[columns] = sum over rows of x[rows×columns] (added to `out` with `add`). */
export function sumRows(rows: i32, columns: i32, x: usize, rowStride: i32, out: usize, add: bool): void {
  const step = <usize>rowStride << 2;
  let j = 0;
  for (; j + 4 <= columns; j += 4) {
    const to = out + (<usize>j << 2);
    let sum: v128 = add ? v128.load(to) : f32x4.splat(0);
    let from = x + (<usize>j << 2);
    for (let i = 0; i < rows; i++) {
      sum = f32x4.add(sum, v128.load(from));
      from += step;
    }
    v128.store(to, sum);
  }
  for (; j < columns; j++) {
    const to = out + (<usize>j << 2);
    let sum: f32 = add ? load<f32>(to) : 0;
    let from = x + (<usize>j << 2);
    for (let i = 0; i < rows; i++) {
      sum += load<f32>(from);
      from += step;
    }
    store<f32>(to, sum);
  }
}
