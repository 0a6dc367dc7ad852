/** Losses by the name that `model.compile` was given, each with its gradient at the output or its logits. */
import type { Loops } from "../memory.js";
import { type LayerView, type Value } from "./stage.js";
import { sizeOf } from "../geometry.js";
import type { Workspace } from "./workspace.js";

/** tfjs's own ε for float32 backends: probabilities are held within ε … 1−ε. */
const epsilon = 1e-7;

export interface StepLoss {
  /** Whether the gradient stands before the last layer's activation. */
  readonly atLogits: boolean;
  /** The loss of output p against target y (slots); its gradient goes to slot `dy`. */
  run(y: number, dy: number): number;
}

/** The loss's way to run, or undefined for one that tfjs must run. */
export function stepLoss(
  name: unknown,
  last: LayerView,
  output: Value,
  space: Workspace,
  loops: Loops,
): StepLoss | undefined {
  const { at } = space;
  const count = sizeOf(output.shape);
  const columns = output.shape.at(-1)!;
  const activation = last.activation?.getClassName();
  const p = () => at[output.slot]!;
  switch (name) {
    case "meanSquaredError":
      return {
        atLogits: false,
        run: (y, dy) => loops.meanSquaredError(count, p(), at[y]!, at[dy]!),
      };
    case "binaryCrossentropy": {
      const atLogits = activation === "sigmoid";
      const loss = atLogits ? loops.binaryCrossentropy : loops.binaryCrossentropyPlain;
      return { atLogits, run: (y, dy) => loss(count, p(), at[y]!, at[dy]!, epsilon) };
    }
    case "categoricalCrossentropy":
      if (activation !== "softmax") return undefined;
      return {
        atLogits: true,
        run: (y, dy) =>
          loops.categoricalCrossentropy(count / columns, columns, p(), at[y]!, at[dy]!, epsilon),
      };
    default:
      return undefined;
  }
}
