/** Pooling in NHWC, and back. The geometry is the convolution's row of integers. */

// @ts-expect-error: a decorator of AssemblyScript
@inline
function field(geometry: usize, index: i32): i32 {
  return load<i32>(geometry + (<usize>index << 2));
}

/** The largest of each window; `places` gets where in the image it stood (the first of equals). */
export function maxPool(geometry: usize, x: usize, y: usize, places: usize): void {
  const batch = field(geometry, 0), inHeight = field(geometry, 1), inWidth = field(geometry, 2), channels = field(geometry, 3);
  const outHeight = field(geometry, 4), outWidth = field(geometry, 5);
  const filterHeight = field(geometry, 7), filterWidth = field(geometry, 8);
  const strideHeight = field(geometry, 9), strideWidth = field(geometry, 10);
  const dilationHeight = field(geometry, 11), dilationWidth = field(geometry, 12);
  const top = field(geometry, 13), left = field(geometry, 14);
  const image = <usize>(inHeight * inWidth * channels) << 2;
  const whole = channels & ~3;
  for (let b = 0; b < batch; b++) {
    for (let oh = 0; oh < outHeight; oh++) {
      for (let ow = 0; ow < outWidth; ow++) {
        const h0 = oh * strideHeight - top, w0 = ow * strideWidth - left;
        let c = 0;
        for (; c < whole; c += 4) {
          let best = f32x4.splat(f32.NEGATIVE_INFINITY), place = i32x4.splat(0);
          for (let fh = 0; fh < filterHeight; fh++) {
            const ih = h0 + fh * dilationHeight;
            if (<u32>ih >= <u32>inHeight) continue;
            for (let fw = 0; fw < filterWidth; fw++) {
              const iw = w0 + fw * dilationWidth;
              if (<u32>iw >= <u32>inWidth) continue;
              const at = (ih * inWidth + iw) * channels + c;
              const value = v128.load(x + (<usize>at << 2));
              // A NaN, once met, stays.
              const better = v128.or(f32x4.gt(value, best), f32x4.ne(value, value));
              best = v128.bitselect(value, best, better);
              place = v128.bitselect(i32x4.splat(at), place, better);
            }
          }
          v128.store(y, best);
          v128.store(places, i32x4.add(place, i32x4(0, 1, 2, 3)));
          y += 16;
          places += 16;
        }
        for (; c < channels; c++) {
          let best: f32 = f32.NEGATIVE_INFINITY, place = 0;
          for (let fh = 0; fh < filterHeight; fh++) {
            const ih = h0 + fh * dilationHeight;
            if (<u32>ih >= <u32>inHeight) continue;
            for (let fw = 0; fw < filterWidth; fw++) {
              const iw = w0 + fw * dilationWidth;
              if (<u32>iw >= <u32>inWidth) continue;
              const at = (ih * inWidth + iw) * channels + c;
              const value = load<f32>(x + (<usize>at << 2));
              if (value > best || value != value) {
                best = value;
                place = at;
              }
            }
          }
          store<f32>(y, best);
          store<i32>(places, place);
          y += 4;
          places += 4;
        }
      }
    }
    x += image;
  }
}

/** dx at each window's place += dy. */
export function maxPoolBack(geometry: usize, dy: usize, places: usize, dx: usize): void {
  const batch = field(geometry, 0);
  const image = <usize>(field(geometry, 1) * field(geometry, 2) * field(geometry, 3)) << 2;
  const count = field(geometry, 4) * field(geometry, 5) * field(geometry, 3);
  memory.fill(dx, 0, image * batch);
  for (let b = 0; b < batch; b++) {
    for (let i = 0; i < count; i++) {
      const to = dx + (<usize>load<i32>(places) << 2);
      store<f32>(to, load<f32>(to) + load<f32>(dy));
      dy += 4;
      places += 4;
    }
    dx += image;
  }
}

/** The mean of each window's pixels inside the image, or (with `back`) its gradient: x gathers y. */
export function averagePool(geometry: usize, x: usize, y: usize, back: bool): void {
  const batch = field(geometry, 0), inHeight = field(geometry, 1), inWidth = field(geometry, 2), channels = field(geometry, 3);
  const outHeight = field(geometry, 4), outWidth = field(geometry, 5);
  const image = <usize>(inHeight * inWidth * channels) << 2;
  if (back) memory.fill(x, 0, image * batch);
  for (let b = 0; b < batch; b++) {
    for (let oh = 0; oh < outHeight; oh++) {
      const h0 = oh * field(geometry, 9) - field(geometry, 13);
      const h1 = max(h0, 0), h2 = min(h0 + field(geometry, 7), inHeight);
      for (let ow = 0; ow < outWidth; ow++) {
        const w0 = ow * field(geometry, 10) - field(geometry, 14);
        const w1 = max(w0, 0), w2 = min(w0 + field(geometry, 8), inWidth);
        const share: f32 = 1 / <f32>((h2 - h1) * (w2 - w1));
        for (let c = 0; c < channels; c++) {
          let sum: f32 = 0;
          const own: f32 = back ? load<f32>(y) * share : 0;
          for (let ih = h1; ih < h2; ih++) {
            for (let iw = w1; iw < w2; iw++) {
              const at = x + (<usize>((ih * inWidth + iw) * channels + c) << 2);
              if (back) store<f32>(at, load<f32>(at) + own);
              else sum += load<f32>(at);
            }
          }
          if (!back) store<f32>(y, sum * share);
          y += 4;
        }
      }
    }
    x += image;
  }
}
