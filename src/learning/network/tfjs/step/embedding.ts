/** Embeddings: rows by number; back, the sum of the gradients by number. */
import { InputError, complaint } from "../../../../base/check.js";
import { weightOf, type StageMaker } from "./stage.js";
import { sizeOf } from "../geometry.js";

export const embeddingStage: StageMaker = (site) => {
  const { layer, input, space, loops } = site;
  if (layer["maskZero"] === true || !["int32", "float32"].includes(input.dtype)) return undefined;
  const size = layer["inputDim"] as number;
  const width = layer["outputDim"] as number;
  const count = sizeOf(input.shape);
  const table = weightOf(site, layer["embeddings"]);
  const whole = input.dtype === "int32" ? undefined : space.floats(count);
  const y = space.floats(count * width);
  const { at, memory } = space;
  const ids = () => at[whole ?? input.slot]!;
  return {
    output: { slot: y, shape: [...input.shape, width], dtype: "float32" },
    weights: [table],
    forward() {
      if (whole !== undefined) loops.truncate(count, at[input.slot]!, at[whole]!);
      const wrong = loops.gatherRows(count, 4 * width, size, at[table.slot]!, ids(), at[y]!);
      if (wrong >= 0) {
        const id = memory.int(ids() + 4 * wrong);
        throw new InputError(complaint(`id in layer "${layer.name}"`, id, `0 … ${size - 1}`));
      }
    },
    back(dy) {
      loops.sumSegments(count, width, size, at[dy]!, ids(), at[table.gradient]!, 0);
    },
  };
};
