/** Dense layers: y = activation(x·W + b), and back: dW = xᵀ·dz, db = Σ dz, dx = dz·Wᵀ. */
import { activationNumber, weightOf, type StageMaker } from "./stage.js";
import { sizeOf } from "../geometry.js";

export const denseStage: StageMaker = (site) => {
  const { layer, input, space, loops } = site;
  const isSoftmax = layer.activation?.getClassName() === "softmax";
  const activation = isSoftmax ? 0 : activationNumber(layer.activation);
  if (activation === undefined || input.dtype !== "float32") return undefined;
  const inputs = input.shape.at(-1)!;
  const rows = sizeOf(input.shape) / inputs;
  const units = layer["units"] as number;
  const kernel = weightOf(site, layer["kernel"]);
  const bias = layer["bias"] == null ? undefined : weightOf(site, layer["bias"]);
  const y = space.floats(rows * units);
  const room = space.floats(loops.productScratch(Math.max(inputs, rows, units)) / 4);
  const { at } = space;
  return {
    output: { slot: y, shape: [...input.shape.slice(0, -1), units], dtype: "float32" },
    weights: bias === undefined ? [kernel] : [kernel, bias],
    forward() {
      const [x, w, out] = [at[input.slot]!, at[kernel.slot]!, at[y]!];
      const b = bias === undefined ? 0 : at[bias.slot]!;
      loops.product(rows, units, inputs, x, inputs, 1, w, units, 1, out, units, b, 0, at[room]!);
      if (isSoftmax) loops.softmax(rows, units, out, out);
      else if (activation !== 0) loops.activate(rows * units, out, out, activation);
    },
    back(dy, dx, atLogits) {
      const dz = at[dy]!;
      if (!atLogits && isSoftmax) loops.softmaxBack(rows, units, at[y]!, dz, dz);
      else if (!atLogits && activation !== 0)
        loops.activateBack(rows * units, at[y]!, dz, dz, activation);
      const [x, w, dw] = [at[input.slot]!, at[kernel.slot]!, at[kernel.gradient]!];
      const scratch = at[room]!;
      loops.product(inputs, units, rows, x, 1, inputs, dz, units, 1, dw, units, 0, 0, scratch);
      if (bias !== undefined) loops.sumRows(rows, units, dz, units, at[bias.gradient]!, 0);
      if (dx !== undefined)
        loops.product(
          rows,
          inputs,
          units,
          dz,
          units,
          1,
          w,
          1,
          units,
          at[dx]!,
          inputs,
          0,
          0,
          scratch,
        );
    },
  };
};
