/**
 * Gives tfjs's models compiled steps: `fit`, `fitDataset` and `trainOnBatch` ask a model for its train
 * function, which from here on takes the compiled step where there is one.
 */
import type * as Tfjs from "@tensorflow/tfjs";
import type { Memory } from "../memory.js";
import type { ModelView } from "./chain.js";
import { stepFinder } from "./compiled.js";
import { installFit } from "./fit.js";

type TrainFunction = (data: Tfjs.Tensor[]) => Tfjs.Tensor[];

interface Training {
  makeTrainFunction(): TrainFunction;
}

export function installSteps(tf: typeof Tfjs, memory: Memory): void {
  const find = stepFinder(tf, memory);
  const prototype = tf.LayersModel.prototype as unknown as Training;
  const stock = prototype.makeTrainFunction;
  prototype.makeTrainFunction = function (this: Training & ModelView) {
    const own = stock.call(this);
    return (data) => {
      const [x, y, ...weights] = data as [Tfjs.Tensor, Tfjs.Tensor, ...unknown[]];
      const plain = data.length >= 2 && weights.every((each) => each == null);
      const step = plain ? find(this, x, y) : undefined;
      if (step === undefined) return own(data);
      count(memory);
      const { loss, metrics } = step(memory.address(x), memory.address(y), () => y);
      return [tf.scalar(loss), ...metrics];
    };
  };
  installFit(tf, memory, find);
}

const count = ({ runs }: Memory) => runs.set("step", (runs.get("step") ?? 0) + 1);
