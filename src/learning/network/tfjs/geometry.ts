/** Sizes of arrays: of a shape, and a convolution's or pooling's numbers in the loops' order. */
import type { backend_util } from "@tensorflow/tfjs";

export const geometryNumbers = (info: backend_util.Conv2DInfo): number[] => [
  info.batchSize,
  info.inHeight,
  info.inWidth,
  info.inChannels,
  info.outHeight,
  info.outWidth,
  info.outChannels,
  info.filterHeight,
  info.filterWidth,
  info.strideHeight,
  info.strideWidth,
  info.dilationHeight,
  info.dilationWidth,
  info.padInfo.top,
  info.padInfo.left,
];

export const sizeOf = (shape: readonly number[]) => shape.reduce((size, each) => size * each, 1);
