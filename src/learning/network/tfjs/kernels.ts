/**
 * The kernels that training needs and tfjs's WASM backend lacks, and those whose own version is slow, in
 * tfjs-core's registry. Each checks and shapes as the cpu backend does and leaves the work to a loop.
 */
import type * as Tfjs from "@tensorflow/tfjs";
import { complaint, InputError } from "../../../base/check.js";
import { geometryNumbers, sizeOf } from "./geometry.js";
import type { Memory } from "./memory.js";

type Tf = typeof Tfjs;
type Run = (inputs: Record<string, Tfjs.TensorInfo>, attrs: object) => Tfjs.TensorInfo;
type ConvolutionInfo = Tfjs.backend_util.Conv2DInfo;

/** Registers all; returns their names. */
export function registerKernels(tf: Tf, memory: Memory): string[] {
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
    if (dataFormat === "NCHW") throw new Error("convolution on WASM: NCHW; expected NHWC");
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

  const kernels: Record<string, Run> = {
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
      memory.bytes(address(out), 4 * sizeOf(filterShape)).fill(0);
      loops.depthwiseBack(geometry(info), address(x!), address(dy!), address(out), 1);
      return out;
    },

    DepthwiseConv2dNativeBackpropInput({ dy, filter }, attrs) {
      const { inputShape } = attrs as { inputShape: number[] };
      const info = convolutionInfo(inputShape, filter!.shape, attrs, true);
      const out = make(inputShape);
      memory.bytes(address(out), 4 * sizeOf(inputShape)).fill(0);
      loops.depthwiseBack(geometry(info), address(out), address(dy!), address(filter!), 0);
      return out;
    },
  };

  /** Rows by number are copied whole; every other gather is tfjs's own. */
  const gather = tf.getKernel("GatherV2", "wasm").kernelFunc;
  kernels["GatherV2"] = (inputs, attrs) => {
    const { x, indices } = inputs as { x: Tfjs.TensorInfo; indices: Tfjs.TensorInfo };
    const { axis, batchDims } = attrs as { axis: number; batchDims: number };
    const rows = axis === 0 && batchDims === 0 && indices.dtype === "int32";
    if (!rows || !["float32", "int32"].includes(x.dtype) || x.shape.length === 0)
      return gather({ inputs, attrs: attrs as Tfjs.NamedAttrMap, backend }) as Tfjs.TensorInfo;
    const rest = x.shape.slice(1);
    const count = sizeOf(indices.shape);
    const out = make([...indices.shape, ...rest], x.dtype);
    const [from, ids] = [address(x), address(indices)];
    const size = x.shape[0]!;
    const wrong = loops.gatherRows(count, 4 * sizeOf(rest), size, from, ids, address(out));
    if (wrong >= 0) {
      backend.disposeData(out.dataId);
      const id = memory.int(ids + 4 * wrong);
      throw new InputError(complaint("index of gather", id, `0 … ${size - 1}`));
    }
    return out;
  };

  for (const [kernelName, run] of Object.entries(kernels)) {
    if (tf.getKernel(kernelName, "wasm") != null) tf.unregisterKernel(kernelName, "wasm");
    tf.registerKernel({
      kernelName,
      backendName: "wasm",
      kernelFunc: ({ inputs, attrs }) => {
        memory.runs.set(kernelName, (memory.runs.get(kernelName) ?? 0) + 1);
        return run(inputs as Record<string, Tfjs.TensorInfo>, attrs ?? {});
      },
    });
  }
  return Object.keys(kernels);
}
