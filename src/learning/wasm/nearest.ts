/**
 * The search for nearest neighbours: dot products of a few directions with many rows of length 1, and for each
 * question the best rows so far in a heap. Works in memory that the caller shares among threads; each thread
 * brings a region of its own for scores and heaps. Scores are float32: the caller scores the winners again.
 * Left out: what a question means, and the exact order of its answers.
 */

/** Rows that are scored before the heaps look at them: their scores stay in the first cache. */
const block: i32 = 256;

/** Bytes of the region for scores, for each direction. */
export function scoreBytes(): i32 {
  return block << 2;
}

/** Scales `count` rows of `stride` bytes to length 1; rows of zeros, or with a number that is none, become zeros. */
export function normalise(rows: usize, count: i32, stride: i32): void {
  for (let i = 0; i < count; i++) {
    const end = rows + <usize>stride;
    let sums = f64x2.splat(0);
    for (let at = rows; at < end; at += 16) {
      const four = v128.load(at);
      const low = f64x2.promote_low_f32x4(four);
      const high = f64x2.promote_low_f32x4(v128.shuffle<f32>(four, four, 2, 3, 2, 3));
      sums = f64x2.add(sums, f64x2.add(f64x2.mul(low, low), f64x2.mul(high, high)));
    }
    const sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
    if (sum > 0 && sum < Infinity) {
      const scale = f64x2.splat(1 / Math.sqrt(sum));
      for (let at = rows; at < end; at += 16) {
        const four = v128.load(at);
        const low = f64x2.mul(f64x2.promote_low_f32x4(four), scale);
        const high = f64x2.mul(f64x2.promote_low_f32x4(v128.shuffle<f32>(four, four, 2, 3, 2, 3)), scale);
        v128.store(
          at,
          v128.shuffle<f32>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 1, 4, 5),
        );
      }
    } else {
      memory.fill(rows, 0, <usize>stride);
    }
    rows = end;
  }
}

/** The four sums of four vectors of four, as one vector. */
// @ts-ignore: decorator
@inline
function sumEach(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
}

/** Four rows against one direction. */
function scoreOne(a: usize, stride: usize, direction: usize, to: usize): void {
  const b = a + stride;
  const c = b + stride;
  const d = c + stride;
  let sa = f32x4.splat(0);
  let sb = sa;
  let sc = sa;
  let sd = sa;
  for (let k: usize = 0; k < stride; k += 16) {
    const q = v128.load(direction + k);
    sa = f32x4.add(sa, f32x4.mul(q, v128.load(a + k)));
    sb = f32x4.add(sb, f32x4.mul(q, v128.load(b + k)));
    sc = f32x4.add(sc, f32x4.mul(q, v128.load(c + k)));
    sd = f32x4.add(sd, f32x4.mul(q, v128.load(d + k)));
  }
  v128.store(to, sumEach(sa, sb, sc, sd));
}

/** Four rows against two directions: each row is loaded once for both. */
function scoreTwo(a: usize, stride: usize, direction: usize, to: usize): void {
  const b = a + stride;
  const c = b + stride;
  const d = c + stride;
  const second = direction + stride;
  let sa = f32x4.splat(0);
  let sb = sa;
  let sc = sa;
  let sd = sa;
  let ta = sa;
  let tb = sa;
  let tc = sa;
  let td = sa;
  for (let k: usize = 0; k < stride; k += 16) {
    const q = v128.load(direction + k);
    const p = v128.load(second + k);
    let row = v128.load(a + k);
    sa = f32x4.add(sa, f32x4.mul(q, row));
    ta = f32x4.add(ta, f32x4.mul(p, row));
    row = v128.load(b + k);
    sb = f32x4.add(sb, f32x4.mul(q, row));
    tb = f32x4.add(tb, f32x4.mul(p, row));
    row = v128.load(c + k);
    sc = f32x4.add(sc, f32x4.mul(q, row));
    tc = f32x4.add(tc, f32x4.mul(p, row));
    row = v128.load(d + k);
    sd = f32x4.add(sd, f32x4.mul(q, row));
    td = f32x4.add(td, f32x4.mul(p, row));
  }
  v128.store(to, sumEach(sa, sb, sc, sd));
  v128.store(to + (<usize>block << 2), sumEach(ta, tb, tc, td));
}

/** Puts a row into a heap whose first entry is the worst: [entries, room, then score and row of each]. */
function offer(heap: usize, score: f32, row: i32): void {
  const size = load<i32>(heap);
  const entries = heap + 8;
  if (size < load<i32>(heap, 4)) {
    let at = size;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (load<f32>(entries + (<usize>parent << 3)) <= score) break;
      store<u64>(entries + (<usize>at << 3), load<u64>(entries + (<usize>parent << 3)));
      at = parent;
    }
    store<f32>(entries + (<usize>at << 3), score);
    store<i32>(entries + (<usize>at << 3), row, 4);
    store<i32>(heap, size + 1);
    return;
  }
  if (!(score > load<f32>(entries))) return;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= size) break;
    if (
      child + 1 < size &&
      load<f32>(entries + (<usize>(child + 1) << 3)) < load<f32>(entries + (<usize>child << 3))
    )
      child++;
    if (load<f32>(entries + (<usize>child << 3)) >= score) break;
    store<u64>(entries + (<usize>at << 3), load<u64>(entries + (<usize>child << 3)));
    at = child;
  }
  store<f32>(entries + (<usize>at << 3), score);
  store<i32>(entries + (<usize>at << 3), row, 4);
}

/** Offers a block of scores to a heap; four that are no better than the worst are passed over at once. */
function select(heap: usize, scores: usize, first: i32, count: i32): void {
  const room = load<i32>(heap, 4);
  let i = 0;
  for (; i < count && load<i32>(heap) < room; i++) offer(heap, load<f32>(scores + (<usize>i << 2)), first + i);
  for (; i < count && (i & 3) !== 0; i++) offer(heap, load<f32>(scores + (<usize>i << 2)), first + i);
  let worst = f32x4.splat(load<f32>(heap, 8));
  for (; i + 4 <= count; i += 4) {
    if (v128.any_true(f32x4.gt(v128.load(scores + (<usize>i << 2)), worst))) {
      for (let j = i; j < i + 4; j++) offer(heap, load<f32>(scores + (<usize>j << 2)), first + j);
      worst = f32x4.splat(load<f32>(heap, 8));
    }
  }
  for (; i < count; i++) offer(heap, load<f32>(scores + (<usize>i << 2)), first + i);
}

/** 3CosMul of a block, in place of its first term: the most that it can be where each cosine is off by `error`. */
function multiply(scores: usize, count: i32, positive: i32, negative: i32, error: f64): void {
  for (let i = 0; i < count; i++) {
    let at = scores + (<usize>i << 2);
    const to = at;
    let above: f64 = 1;
    let below: f64 = 1;
    for (let t = 0; t < positive; t++, at += <usize>block << 2)
      above *= Math.max(0, (1 + <f64>load<f32>(at) + error) / 2);
    for (let t = 0; t < negative; t++, at += <usize>block << 2)
      below *= Math.max(0, (1 + <f64>load<f32>(at) - error) / 2);
    store<f32>(to, <f32>((above / (below + 0.000001)) * (1 + 0.000001)));
  }
}

/**
 * Scores `count` rows, the first of which has number `first`, and offers them to the heaps. There are rows up
 * to the next multiple of four. A question is five int32: 1 where cosines are multiplied, its first direction, its
 * positive and its negative directions, how many rows of all it asks; heaps follow each other, as do directions.
 */
export function search(
  rows: usize,
  first: i32,
  count: i32,
  stride: i32,
  directions: usize,
  directionCount: i32,
  questions: usize,
  questionCount: i32,
  scores: usize,
  heaps: usize,
  error: f64,
): void {
  const width = <usize>stride;
  for (let done = 0; done < count; done += block) {
    const some = min(block, count - done);
    for (let i = 0; i < some; i += 4) {
      const from = rows + <usize>(done + i) * width;
      let direction = directions;
      let to = scores + (<usize>i << 2);
      let t = 0;
      for (; t + 2 <= directionCount; t += 2) {
        scoreTwo(from, width, direction, to);
        direction += width << 1;
        to += <usize>block << 3;
      }
      if (t < directionCount) scoreOne(from, width, direction, to);
    }
    let heap = heaps;
    for (let q = 0; q < questionCount; q++) {
      const question = questions + <usize>q * 20;
      const asked = min(some, load<i32>(question, 16) - first - done);
      const own = scores + <usize>load<i32>(question, 4) * (<usize>block << 2);
      if (asked > 0) {
        if (load<i32>(question) !== 0)
          multiply(own, asked, load<i32>(question, 8), load<i32>(question, 12), error);
        select(heap, own, first + done, asked);
      }
      heap += 8 + (<usize>load<i32>(heap, 4) << 3);
    }
  }
}
