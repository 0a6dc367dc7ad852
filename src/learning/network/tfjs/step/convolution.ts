/** Convolution and pooling in two dimensions, channels last. */
import type * as Tfjs from "@tensorflow/tfjs";
import { geometryNumbers } from "../geometry.js";
import { activationNumber, weightless, weightOf, type StageMaker } from "./stage.js";
import { sizeOf } from "../geometry.js";

type Shape4 = [number, number, number, number];
type Pair = [number, number];

export const convolutionStage: StageMaker = (site) => {
  const { tf, layer, input, space, loops } = site;
  const activation = activationNumber(layer.activation);
  if (activation === undefined || input.dtype !== "float32") return undefined;
  if (layer["dataFormat"] !== "channelsLast" || layer["rank"] !== 2) return undefined;
  const kernel = weightOf(site, layer["kernel"]);
  const bias = layer["bias"] == null ? undefined : weightOf(site, layer["bias"]);
  const info = tf.backend_util.computeConv2DInfo(
    input.shape as Shape4,
    kernel.weight.read().shape as Shape4,
    layer["strides"] as Pair,
    layer["dilationRate"] as Pair,
    layer["padding"] as "same" | "valid",
  );
  const geometry = space.integers(geometryNumbers(info));
  const area = info.outHeight * info.outWidth;
  const size = info.batchSize * area * info.outChannels;
  const y = space.floats(size);
  const patch = info.filterHeight * info.filterWidth * info.inChannels;
  const widest = Math.max(area, patch, info.outChannels);
  const room = space.floats(area * patch + 8 * (widest + 4));
  const { at } = space;
  return {
    output: { slot: y, shape: info.outShape, dtype: "float32" },
    weights: bias === undefined ? [kernel] : [kernel, bias],
    forward() {
      const b = bias === undefined ? 0 : at[bias.slot]!;
      const [x, w, out] = [at[input.slot]!, at[kernel.slot]!, at[y]!];
      loops.convolve(at[geometry]!, x, w, b, out, at[room]!);
      if (activation !== 0) loops.activate(size, out, out, activation);
    },
    back(dy, dx, atLogits) {
      const dz = at[dy]!;
      if (!atLogits && activation !== 0) loops.activateBack(size, at[y]!, dz, dz, activation);
      const [table, scratch, filters] = [at[geometry]!, at[room]!, info.outChannels];
      loops.convolveFilterBack(table, at[input.slot]!, dz, at[kernel.gradient]!, scratch);
      if (bias !== undefined)
        loops.sumRows(info.batchSize * area, filters, dz, filters, at[bias.gradient]!, 0);
      if (dx !== undefined) loops.convolveInputBack(table, dz, at[kernel.slot]!, at[dx]!, scratch);
    },
  };
};

const poolingStage =
  (kind: "max" | "average"): StageMaker =>
  ({ tf, layer, input, space, loops }) => {
    if (layer["dataFormat"] !== "channelsLast" || input.dtype !== "float32") return undefined;
    const info: Tfjs.backend_util.Conv2DInfo = tf.backend_util.computePool2DInfo(
      input.shape as Shape4,
      layer["poolSize"] as Pair,
      layer["strides"] as Pair,
      1,
      layer["padding"] as "same" | "valid",
    );
    const geometry = space.integers(geometryNumbers(info));
    const size = sizeOf(info.outShape);
    const y = space.floats(size);
    const places = kind === "max" ? space.floats(size) : undefined;
    const { at } = space;
    return {
      output: { slot: y, shape: info.outShape, dtype: "float32" },
      weights: weightless,
      forward() {
        const [table, x] = [at[geometry]!, at[input.slot]!];
        if (places === undefined) loops.averagePool(table, x, at[y]!, 0);
        else loops.maxPool(table, x, at[y]!, at[places]!);
      },
      back(dy, dx) {
        if (dx === undefined) return;
        if (places === undefined) loops.averagePool(at[geometry]!, at[dx]!, at[dy]!, 1);
        else loops.maxPoolBack(at[geometry]!, at[dy]!, at[places]!, at[dx]!);
      },
    };
  };

export const maxPoolingStage = poolingStage("max");
export const averagePoolingStage = poolingStage("average");
