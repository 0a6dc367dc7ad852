/**
 * Rows by number: gathering them (embeddings, batches) and its gradient, the sum by segment. An id outside
 * the table is left to the caller's check; a negative segment is dropped, as TensorFlow does.
 */

/** y[i] = x[ids[i]], rows of `width` bytes; the first id outside 0 … size−1, or −1. */
export function gatherRows(count: i32, width: i32, size: i32, x: usize, ids: usize, y: usize): i32 {
  for (let i = 0; i < count; i++) {
    const id = load<i32>(ids + (<usize>i << 2));
    if (<u32>id >= <u32>size) return i;
    memory.copy(y, x + <usize>id * width, width);
    y += width;
  }
  return -1;
}

/** out[ids[i]] += x[i], rows of `width` floats; `out` is cleared first unless `add`. */
export function sumSegments(count: i32, width: i32, segments: i32, x: usize, ids: usize, out: usize, add: bool): void {
  const bytes = <usize>width << 2;
  if (!add) memory.fill(out, 0, bytes * segments);
  const whole = width & ~3;
  for (let i = 0; i < count; i++) {
    const id = load<i32>(ids + (<usize>i << 2));
    if (<u32>id < <u32>segments) {
      const to = out + <usize>id * bytes;
      let j = 0;
      for (; j < whole; j += 4) {
        const at = <usize>j << 2;
        v128.store(to + at, f32x4.add(v128.load(to + at), v128.load(x + at)));
      }
      for (; j < width; j++) {
        const at = <usize>j << 2;
        store<f32>(to + at, load<f32>(to + at) + load<f32>(x + at));
      }
    }
    x += bytes;
  }
}

/** The same for int32 values. */
export function sumSegmentsInteger(count: i32, width: i32, segments: i32, x: usize, ids: usize, out: usize): void {
  const bytes = <usize>width << 2;
  memory.fill(out, 0, bytes * segments);
  for (let i = 0; i < count; i++) {
    const id = load<i32>(ids + (<usize>i << 2));
    if (<u32>id < <u32>segments) {
      const to = out + <usize>id * bytes;
      for (let j = 0; j < width; j++) {
        const at = <usize>j << 2;
        store<i32>(to + at, load<i32>(to + at) + load<i32>(x + at));
      }
    }
    x += bytes;
  }
}

/** y[step, batch] = x[batch, step], rows of `width` floats; with `reverse` the last step comes first. */
export function toTimeMajor(batch: i32, steps: i32, width: i32, x: usize, y: usize, reverse: bool): void {
  const bytes = <usize>width << 2;
  for (let b = 0; b < batch; b++) {
    for (let t = 0; t < steps; t++) {
      memory.copy(y + <usize>((reverse ? steps - 1 - t : t) * batch + b) * bytes, x, bytes);
      x += bytes;
    }
  }
}

/** The way back: y[batch, step] = x[step, batch]. */
export function toBatchMajor(batch: i32, steps: i32, width: i32, x: usize, y: usize, reverse: bool): void {
  const bytes = <usize>width << 2;
  for (let b = 0; b < batch; b++) {
    for (let t = 0; t < steps; t++) {
      memory.copy(y, x + <usize>((reverse ? steps - 1 - t : t) * batch + b) * bytes, bytes);
      y += bytes;
    }
  }
}

/** y[columns×rows] = transposed x[rows×columns]. */
export function transpose(rows: i32, columns: i32, x: usize, y: usize): void {
  const step = <usize>rows << 2;
  for (let i = 0; i < rows; i++) {
    let to = y + (<usize>i << 2);
    for (let j = 0; j < columns; j++) {
      store<f32>(to, load<f32>(x));
      x += 4;
      to += step;
    }
  }
}
