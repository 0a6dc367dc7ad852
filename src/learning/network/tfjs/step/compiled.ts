/** The compiled steps of each model, kept until something of the model changes that they were compiled for. */
import type * as Tfjs from "@tensorflow/tfjs";
import type { Memory } from "../memory.js";
import { chainOf, type ModelView } from "./chain.js";
import { compileStep, type BatchShape, type Step } from "./step.js";

/** Finds a model's step for a shape of batch; undefined where tfjs must train. */
export type StepFinder = (model: ModelView, x: BatchShape, y: BatchShape) => Step | undefined;

export function stepFinder(tf: typeof Tfjs, memory: Memory): StepFinder {
  const kept = new WeakMap<
    object,
    { readonly for: readonly unknown[]; readonly steps: Map<string, Step | undefined> }
  >();
  return (model, x, y) => {
    if (tf.getBackend() !== "wasm" || y.dtype !== "float32") return undefined;
    if (x.shape.includes(0) || y.shape.includes(0)) return undefined;
    const chain = chainOf(model);
    if (chain === undefined) return undefined;
    const weights = model.collectedTrainableWeights.map(({ id }) => id).join();
    const rates = chain.map((layer) => layer["rate"]).join();
    const now = [model.lossFunctions, model.metricsTensors, weights, rates];
    let own = kept.get(model);
    if (own === undefined || own.for.some((each, i) => each !== now[i])) {
      own = { for: now, steps: new Map() };
      kept.set(model, own);
    }
    const key = `${x.dtype} ${x.shape.join()} ${y.shape.join()}`;
    if (!own.steps.has(key)) own.steps.set(key, compileStep(tf, memory, model, x, y));
    return own.steps.get(key);
  };
}
