/**
 * Gives tfjs's models compiled steps: `fit`, `fitDataset` and `trainOnBatch` ask a model for its train
 * function, which from here on takes the compiled step where there is one.
 */
import type * as Tfjs from "@tensorflow/tfjs";
import type { Memory } from "../memory.js";
import type { ModelView } from "./chain.js";
import { compileStep, type Step } from "./step.js";

type TrainFunction = (data: Tfjs.Tensor[]) => Tfjs.Tensor[];

interface Training {
  makeTrainFunction(): TrainFunction;
}

export function installSteps(tf: typeof Tfjs, memory: Memory): void {
  const prototype = tf.LayersModel.prototype as unknown as Training;
  const stock = prototype.makeTrainFunction;
  prototype.makeTrainFunction = function (this: Training & ModelView) {
    const own = stock.call(this);
    const steps = new Map<string, Step | undefined>();
    return (data) => {
      const [x, y, ...weights] = data;
      const usable =
        tf.getBackend() === "wasm" &&
        data.length >= 2 &&
        weights.every((each) => each == null) &&
        y!.dtype === "float32";
      if (!usable) return own(data);
      const key = `${x!.dtype} ${x!.shape.join()} ${y!.shape.join()}`;
      if (!steps.has(key)) steps.set(key, compileStep(tf, memory, this, x!, y!));
      const step = steps.get(key);
      if (step === undefined) return own(data);
      memory.runs.set("step", (memory.runs.get("step") ?? 0) + 1);
      return step(x!, y!);
    };
  };
}
