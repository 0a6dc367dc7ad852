/**
 * Convolution in NHWC through matrix products: each image's patches are laid out as rows (im2col), so that
 * y = patches·w, dw = patchesᵀ·dy and dx = the patches of dy·wᵀ added back. One image's patches at a time
 * stay in the cache. The depthwise gradients are direct loops. Geometry comes as a row of integers, in the order of the
 * fields below.
 */
import { product } from "./product";

// @ts-expect-error: a decorator of AssemblyScript
@inline
function field(geometry: usize, index: i32): i32 {
  return load<i32>(geometry + (<usize>index << 2));
}

const BATCH = 0, IN_HEIGHT = 1, IN_WIDTH = 2, IN_CHANNELS = 3, OUT_HEIGHT = 4, OUT_WIDTH = 5, OUT_CHANNELS = 6,
  FILTER_HEIGHT = 7, FILTER_WIDTH = 8, STRIDE_HEIGHT = 9, STRIDE_WIDTH = 10, DILATION_HEIGHT = 11, DILATION_WIDTH = 12,
  PAD_TOP = 13, PAD_LEFT = 14;

/** One image's patches: [outHeight·outWidth, filterHeight·filterWidth·channels]. */
function patches(geometry: usize, image: usize, to: usize): void {
  const inHeight = field(geometry, IN_HEIGHT), inWidth = field(geometry, IN_WIDTH), channels = field(geometry, IN_CHANNELS);
  const outHeight = field(geometry, OUT_HEIGHT), outWidth = field(geometry, OUT_WIDTH);
  const filterHeight = field(geometry, FILTER_HEIGHT), filterWidth = field(geometry, FILTER_WIDTH);
  const strideHeight = field(geometry, STRIDE_HEIGHT), strideWidth = field(geometry, STRIDE_WIDTH);
  const dilationHeight = field(geometry, DILATION_HEIGHT), dilationWidth = field(geometry, DILATION_WIDTH);
  const top = field(geometry, PAD_TOP), left = field(geometry, PAD_LEFT);
  const pixel = channels << 2, row = filterWidth * pixel;
  for (let oh = 0; oh < outHeight; oh++) {
    for (let ow = 0; ow < outWidth; ow++) {
      const iw0 = ow * strideWidth - left;
      const inside = dilationWidth == 1 && iw0 >= 0 && iw0 + filterWidth <= inWidth;
      for (let fh = 0; fh < filterHeight; fh++) {
        const ih = oh * strideHeight - top + fh * dilationHeight;
        if (<u32>ih >= <u32>inHeight) {
          memory.fill(to, 0, row);
          to += row;
          continue;
        }
        const line = image + <usize>(ih * inWidth) * pixel;
        if (inside) {
          const from = line + <usize>iw0 * pixel;
          for (let q = 0; q < row; q += 4) store<f32>(to + q, load<f32>(from + q));
          to += row;
          continue;
        }
        for (let fw = 0; fw < filterWidth; fw++) {
          const iw = iw0 + fw * dilationWidth;
          if (<u32>iw >= <u32>inWidth) memory.fill(to, 0, pixel);
          else memory.copy(to, line + <usize>iw * pixel, pixel);
          to += pixel;
        }
      }
    }
  }
}

/** One image's patches added back to their pixels. */
function addPatches(geometry: usize, from: usize, image: usize): void {
  const inHeight = field(geometry, IN_HEIGHT), inWidth = field(geometry, IN_WIDTH), channels = field(geometry, IN_CHANNELS);
  const outHeight = field(geometry, OUT_HEIGHT), outWidth = field(geometry, OUT_WIDTH);
  const filterHeight = field(geometry, FILTER_HEIGHT), filterWidth = field(geometry, FILTER_WIDTH);
  const pixel = channels << 2;
  for (let oh = 0; oh < outHeight; oh++) {
    for (let ow = 0; ow < outWidth; ow++) {
      for (let fh = 0; fh < filterHeight; fh++) {
        const ih = oh * field(geometry, STRIDE_HEIGHT) - field(geometry, PAD_TOP) + fh * field(geometry, DILATION_HEIGHT);
        for (let fw = 0; fw < filterWidth; fw++) {
          const iw = ow * field(geometry, STRIDE_WIDTH) - field(geometry, PAD_LEFT) + fw * field(geometry, DILATION_WIDTH);
          if (<u32>ih < <u32>inHeight && <u32>iw < <u32>inWidth) {
            const to = image + <usize>(ih * inWidth + iw) * pixel;
            for (let q = 0; q < pixel; q += 4) store<f32>(to + q, load<f32>(to + q) + load<f32>(from + q));
          }
          from += pixel;
        }
      }
    }
  }
}

// @ts-expect-error: a decorator of AssemblyScript
@inline
function patchWidth(geometry: usize): i32 {
  return field(geometry, FILTER_HEIGHT) * field(geometry, FILTER_WIDTH) * field(geometry, IN_CHANNELS);
}

/** Bytes of scratch for the three functions below. */
export function convolutionScratch(geometry: usize): i32 {
  const area = field(geometry, OUT_HEIGHT) * field(geometry, OUT_WIDTH);
  const width = patchWidth(geometry);
  return (area * width + 8 * (max(max(area, width), field(geometry, OUT_CHANNELS)) + 4)) * 4;
}

/** y = x ∗ w (+ bias). */
export function convolve(geometry: usize, x: usize, w: usize, bias: usize, y: usize, scratch: usize): void {
  const area = field(geometry, OUT_HEIGHT) * field(geometry, OUT_WIDTH);
  const width = patchWidth(geometry), filters = field(geometry, OUT_CHANNELS);
  const image = <usize>(field(geometry, IN_HEIGHT) * field(geometry, IN_WIDTH) * field(geometry, IN_CHANNELS)) << 2;
  const rest = scratch + (<usize>(area * width) << 2);
  for (let i = field(geometry, BATCH); i > 0; i--) {
    patches(geometry, x, scratch);
    product(area, filters, width, scratch, width, 1, w, filters, 1, y, filters, bias, false, rest);
    x += image;
    y += <usize>(area * filters) << 2;
  }
}

/** dw = Σ patchesᵀ·dy. */
export function convolveFilterBack(geometry: usize, x: usize, dy: usize, dw: usize, scratch: usize): void {
  const area = field(geometry, OUT_HEIGHT) * field(geometry, OUT_WIDTH);
  const width = patchWidth(geometry), filters = field(geometry, OUT_CHANNELS);
  const image = <usize>(field(geometry, IN_HEIGHT) * field(geometry, IN_WIDTH) * field(geometry, IN_CHANNELS)) << 2;
  const rest = scratch + (<usize>(area * width) << 2);
  memory.fill(dw, 0, <usize>(width * filters) << 2);
  for (let i = field(geometry, BATCH); i > 0; i--) {
    patches(geometry, x, scratch);
    product(width, filters, area, scratch, 1, width, dy, filters, 1, dw, filters, 0, true, rest);
    x += image;
    dy += <usize>(area * filters) << 2;
  }
}

/** dx = the patches of dy·wᵀ, added to their pixels. */
export function convolveInputBack(geometry: usize, dy: usize, w: usize, dx: usize, scratch: usize): void {
  const area = field(geometry, OUT_HEIGHT) * field(geometry, OUT_WIDTH);
  const width = patchWidth(geometry), filters = field(geometry, OUT_CHANNELS);
  const image = <usize>(field(geometry, IN_HEIGHT) * field(geometry, IN_WIDTH) * field(geometry, IN_CHANNELS)) << 2;
  const rest = scratch + (<usize>(area * width) << 2);
  memory.fill(dx, 0, image * field(geometry, BATCH));
  for (let i = field(geometry, BATCH); i > 0; i--) {
    product(area, width, filters, dy, filters, 1, w, 1, filters, scratch, width, 0, false, rest);
    addPatches(geometry, scratch, dx);
    dx += image;
    dy += <usize>(area * filters) << 2;
  }
}

/**
 * The depthwise gradients; outChannels = inChannels · multiplier. With `toFilter` dw (cleared by the caller)
 * gathers x·dy, else dx gathers w·dy.
 */
export function depthwiseBack(geometry: usize, x: usize, dy: usize, w: usize, toFilter: bool): void {
  const inHeight = field(geometry, IN_HEIGHT), inWidth = field(geometry, IN_WIDTH), channels = field(geometry, IN_CHANNELS);
  const outHeight = field(geometry, OUT_HEIGHT), outWidth = field(geometry, OUT_WIDTH), filters = field(geometry, OUT_CHANNELS);
  const filterHeight = field(geometry, FILTER_HEIGHT), filterWidth = field(geometry, FILTER_WIDTH);
  const multiplier = channels == 0 ? 0 : filters / channels;
  const batch = field(geometry, BATCH);
  for (let b = 0; b < batch; b++) {
    for (let oh = 0; oh < outHeight; oh++) {
      for (let ow = 0; ow < outWidth; ow++) {
        for (let fh = 0; fh < filterHeight; fh++) {
          const ih = oh * field(geometry, STRIDE_HEIGHT) - field(geometry, PAD_TOP) + fh * field(geometry, DILATION_HEIGHT);
          if (<u32>ih >= <u32>inHeight) continue;
          for (let fw = 0; fw < filterWidth; fw++) {
            const iw = ow * field(geometry, STRIDE_WIDTH) - field(geometry, PAD_LEFT) + fw * field(geometry, DILATION_WIDTH);
            if (<u32>iw >= <u32>inWidth) continue;
            let xi = x + (<usize>(((b * inHeight + ih) * inWidth + iw) * channels) << 2);
            let wi = w + (<usize>((fh * filterWidth + fw) * filters) << 2);
            let di = dy + (<usize>(((b * outHeight + oh) * outWidth + ow) * filters) << 2);
            for (let c = 0; c < channels; c++) {
              for (let q = 0; q < multiplier; q++) {
                if (toFilter) store<f32>(wi, load<f32>(wi) + load<f32>(xi) * load<f32>(di));
                else store<f32>(xi, load<f32>(xi) + load<f32>(wi) * load<f32>(di));
                wi += 4;
                di += 4;
              }
              xi += 4;
            }
          }
        }
      }
    }
  }
}
