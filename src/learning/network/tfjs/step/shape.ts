/** Layers that hold no weights: flatten, reshape, activation, dropout. */
import type * as Tfjs from "@tensorflow/tfjs";
import { activationNumber, weightless, type StageMaker } from "./stage.js";
import { sizeOf } from "../geometry.js";

/** The same numbers under another shape: no work, the gradient is handed on. */
const reshaped =
  (shapeOf: (shape: readonly number[], property: (name: string) => unknown) => readonly number[]) =>
  ({ layer, input, space, loops }: Parameters<StageMaker>[0]) => {
    if (layer["dataFormat"] === "channelsFirst" || input.dtype !== "float32") return undefined;
    const shape = shapeOf(input.shape, (name) => layer[name]);
    const size = sizeOf(input.shape);
    return {
      output: { slot: input.slot, shape, dtype: input.dtype },
      weights: weightless,
      forward() {},
      back(dy: number, dx: number | undefined) {
        if (dx !== undefined) loops.copy(4 * size, space.at[dy]!, space.at[dx]!);
      },
    };
  };

export const flattenStage: StageMaker = reshaped(([batch, ...rest]) => [batch!, sizeOf(rest)]);

export const reshapeStage: StageMaker = reshaped(([batch, ...rest], property) => {
  const target = property("targetShape") as number[];
  const known = target.filter((each) => each > 0).reduce((size, each) => size * each, 1);
  return [batch!, ...target.map((each) => (each > 0 ? each : sizeOf(rest) / known))];
});

export const activationStage: StageMaker = ({ layer, input, space, loops }) => {
  const isSoftmax = layer.activation?.getClassName() === "softmax";
  const activation = isSoftmax ? 0 : activationNumber(layer.activation);
  if (activation === undefined || input.dtype !== "float32") return undefined;
  const size = sizeOf(input.shape);
  const columns = input.shape.at(-1)!;
  const y = space.floats(size);
  const { at } = space;
  return {
    output: { ...input, slot: y },
    weights: weightless,
    forward() {
      if (isSoftmax) loops.softmax(size / columns, columns, at[input.slot]!, at[y]!);
      else loops.activate(size, at[input.slot]!, at[y]!, activation);
    },
    back(dy, dx, atLogits) {
      if (dx === undefined) return;
      if (atLogits) loops.copy(4 * size, at[dy]!, at[dx]!);
      else if (isSoftmax) loops.softmaxBack(size / columns, columns, at[y]!, at[dy]!, at[dx]!);
      else loops.activateBack(size, at[y]!, at[dy]!, at[dx]!, activation);
    },
  };
};

/** The mask is tfjs's own, so that a seeded layer drops the same units as there. */
export const dropoutStage: StageMaker = ({ tf, layer, input, space, loops }) => {
  const rate = layer["rate"] as number;
  const noise = layer["noiseShape"] as (number | null)[] | null | undefined;
  if (input.dtype !== "float32" || noise != null) return undefined;
  const size = sizeOf(input.shape);
  const [mask, y] = [space.floats(size), space.floats(size)];
  const { at, memory } = space;
  return {
    output: { ...input, slot: y },
    weights: weightless,
    forward() {
      const drawn = tf.tidy(() =>
        tf.dropout(
          tf.ones(input.shape as Tfjs.Shape as number[]),
          rate,
          undefined,
          layer["seed"] as number | undefined,
        ),
      );
      loops.copy(4 * size, memory.address(drawn), at[mask]!);
      drawn.dispose();
      loops.multiply(size, at[input.slot]!, at[mask]!, at[y]!);
    },
    back(dy, dx) {
      if (dx !== undefined) loops.multiply(size, at[dy]!, at[mask]!, at[dx]!);
    },
  };
};
