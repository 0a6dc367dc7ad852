/**
 * The kernels that training needs and tfjs's WASM backend lacks, and the gradients of pooling, of which its own
 * are slow (max) or wrong at the border (average). Each shapes as the cpu backend does; the work is a loop's.
 */
import type * as Tfjs from "@tensorflow/tfjs";
import { check } from "../../../base/check.js";
import { geometryNumbers, sizeOf } from "./geometry.js";
import type { Run } from "./kernels.js";
import type { Memory } from "./memory.js";

type Tf = typeof Tfjs;
type ConvolutionInfo = Tfjs.backend_util.Conv2DInfo;

export function trainingKernels(tf: Tf, memory: Memory): Readonly<Record<string, Run>> {
  const { backend, loops, address, scratch } = memory;
  const make = (shape: readonly number[], dtype: Tfjs.DataType = "float32") =>
    backend.makeOutput(shape, dtype);

  const geometry = (info: ConvolutionInfo): number => memory.integers(geometryNumbers(info));
  type Shape4 = [number, number, number, number];
  interface ConvolutionAttrs {
    strides: [number, number] | number;
    pad: "valid" | "same" | number;
    dataFormat?: "NHWC" | "NCHW";
    dimRoundingMode?: "floor" | "round" | "ceil";
    dilations?: [number, number] | number;
  }
  const convolutionInfo = (x: number[], filter: number[], attrs: object, depthwise: boolean) => {
    const { strides, pad, dimRoundingMode, dilations, dataFormat } = attrs as ConvolutionAttrs;
    check(dataFormat !== "NCHW", "data format of a convolution on WASM", "NCHW", '"NHWC"');
    return tf.backend_util.computeConv2DInfo(
      x as Shape4,
      filter as Shape4,
      strides,
      depthwise ? (dilations ?? 1) : 1,
      pad,
      dimRoundingMode,
      depthwise,
    );
  };

  const poolingInfo = (x: number[], attrs: object) => {
    const { filterSize, strides, pad, dimRoundingMode } = attrs as ConvolutionAttrs & {
      filterSize: [number, number] | number;
    };
    return tf.backend_util.computePool2DInfo(
      x as Shape4,
      filterSize,
      strides,
      1,
      pad,
      dimRoundingMode,
    );
  };

  return {
    UnsortedSegmentSum({ x, segmentIds }, attrs) {
      const { numSegments } = attrs as { numSegments: number };
      const count = sizeOf(segmentIds!.shape);
      const rest = x!.shape.slice(segmentIds!.shape.length);
      const out = make([numSegments, ...rest], x!.dtype);
      const at = [address(x!), address(segmentIds!), address(out)] as const;
      if (x!.dtype === "int32") loops.sumSegmentsInteger(count, sizeOf(rest), numSegments, ...at);
      else loops.sumSegments(count, sizeOf(rest), numSegments, ...at, 0);
      return out;
    },

    Conv2DBackpropFilter({ x, dy }, attrs) {
      const { filterShape } = attrs as { filterShape: number[] };
      const info = convolutionInfo(x!.shape, filterShape, attrs, false);
      const out = make(filterShape);
      const table = geometry(info);
      const room = scratch(loops.convolutionScratch(table));
      loops.convolveFilterBack(table, address(x!), address(dy!), address(out), room);
      return out;
    },

    Conv2DBackpropInput({ dy, filter }, attrs) {
      const { inputShape } = attrs as { inputShape: number[] };
      const info = convolutionInfo(inputShape, filter!.shape, attrs, false);
      const out = make(inputShape);
      const table = geometry(info);
      const room = scratch(loops.convolutionScratch(table));
      loops.convolveInputBack(table, address(dy!), address(filter!), address(out), room);
      return out;
    },

    MaxPoolGrad({ dy, input }, attrs) {
      const info = poolingInfo(input!.shape, attrs);
      const out = make(input!.shape);
      const table = geometry(info);
      // The maxima again (nobody reads them), for their places.
      const bytes = 4 * sizeOf(info.outShape);
      const maxima = scratch(2 * bytes);
      loops.maxPool(table, address(input!), maxima, maxima + bytes);
      loops.maxPoolBack(table, address(dy!), maxima + bytes, address(out));
      return out;
    },

    /** tfjs divides by the window's size even where a part of the window lies outside the image. */
    AvgPoolGrad({ dy, input }, attrs) {
      const info = poolingInfo(input!.shape, attrs);
      const out = make(input!.shape);
      loops.averagePool(geometry(info), address(out), address(dy!), 1);
      return out;
    },

    DepthwiseConv2dNativeBackpropFilter({ x, dy }, attrs) {
      const { filterShape } = attrs as { filterShape: number[] };
      const info = convolutionInfo(x!.shape, filterShape, attrs, true);
      const out = make(filterShape);
      loops.clear(4 * sizeOf(filterShape), address(out));
      loops.depthwiseBack(geometry(info), address(x!), address(dy!), address(out), 1);
      return out;
    },

    DepthwiseConv2dNativeBackpropInput({ dy, filter }, attrs) {
      const { inputShape } = attrs as { inputShape: number[] };
      const info = convolutionInfo(inputShape, filter!.shape, attrs, true);
      const out = make(inputShape);
      loops.clear(4 * sizeOf(inputShape), address(out));
      loops.depthwiseBack(geometry(info), address(out), address(dy!), address(filter!), 0);
      return out;
    },
  };
}
