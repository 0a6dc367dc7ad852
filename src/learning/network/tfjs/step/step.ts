/**
 * A model's training step compiled for one shape of batch: forward, loss and back through all layers on fixed
 * places in the backend's memory, then the optimizer. No tensor is made but the loss, no operation dispatched.
 * Takes chains of the layers in stages.ts; every other model is left to tfjs.
 */
import type * as Tfjs from "@tensorflow/tfjs";
import { adamStep, descentStep, type AdamView, type DescentView } from "../descent.js";
import { layerClasses } from "../fused.js";
import type { Memory } from "../memory.js";
import { chainOf, type ModelView } from "./chain.js";
import { stepLoss } from "./loss.js";
import { type Stage } from "./stage.js";
import { sizeOf } from "../geometry.js";
import { stages } from "./stages.js";
import { Workspace } from "./workspace.js";

type Tf = typeof Tfjs;

/**
 * Trains on one batch at two addresses; returns the loss, and the metrics as scalars that the caller disposes.
 * `labels` gives the batch's labels as a tensor, for the metrics.
 */
export type Step = (
  x: number,
  y: number,
  labels: () => Tfjs.Tensor,
) => { readonly loss: number; readonly metrics: readonly Tfjs.Tensor[] };

/** Shape and type of a batch. */
export interface BatchShape {
  readonly shape: readonly number[];
  readonly dtype: Tfjs.DataType;
}

/** A step for batches of this shape, or undefined where tfjs must train the model itself. */
export function compileStep(
  tf: Tf,
  memory: Memory,
  model: ModelView,
  x: BatchShape,
  y: BatchShape,
): Step | undefined {
  const chain = chainOf(model);
  if (chain === undefined || chain.length === 0) return undefined;
  const classes = layerClasses(tf);
  const space = new Workspace(memory);
  const { at } = space;
  const { loops } = memory;
  const input = { slot: space.given(), shape: x.shape, dtype: x.dtype };
  const built: Stage[] = [];
  for (const layer of chain) {
    const name = layer.getClassName();
    const known =
      (classes[name]?.[0].prototype as object | undefined) === Object.getPrototypeOf(layer);
    // What a layer adds to the loss (regularizers) is known to tfjs only.
    if (layer["activityRegularizer"] != null || layer.losses.length > 0) return undefined;
    const site = { tf, layer, input: built.at(-1)?.output ?? input, space, loops };
    const stage = known ? stages[name]?.(site) : undefined;
    if (stage === undefined) return undefined;
    built.push(stage);
  }
  const { output } = built.at(-1)!;
  const target = space.given();
  const lossName = Array.isArray(model.loss) ? (model.loss as unknown[])[0] : model.loss;
  const loss = stepLoss(lossName, chain.at(-1)!, output, space, loops);
  if (loss === undefined || sizeOf(y.shape) !== sizeOf(output.shape)) return undefined;
  const weights = built.flatMap((stage) => stage.weights);
  const trained = model.collectedTrainableWeights.map((each) =>
    weights.find(({ weight }) => weight.id === each.id),
  );
  if (trained.includes(undefined) || trained.length === 0) return undefined;
  // Back to the first layer with weights, no further.
  const first = built.findIndex((stage) => stage.weights.length > 0);
  const gradients = built.map(({ output: { shape } }, i) =>
    i >= first ? space.floats(sizeOf(shape)) : undefined,
  );

  return (batch, answers, labels) => {
    space.open();
    at[input.slot] = batch;
    at[target] = answers;
    for (const { weight, slot } of weights) at[slot] = memory.address(weight.read());
    for (const stage of built) stage.forward();
    const value = loss.run(target, gradients.at(-1)!);
    for (let i = built.length - 1; i >= first; i -= 1) {
      const before = i > first ? gradients[i - 1] : undefined;
      built[i]!.back(gradients[i]!, before, i === built.length - 1 && loss.atLogits);
    }
    const metrics =
      model.metricsTensors.length === 0
        ? []
        : measure(tf, memory, model, labels(), output, at[output.slot]!);
    const variables = trained.map((each) => each!.weight.read() as Tfjs.Variable);
    const { optimizer } = model as unknown as { optimizer: Tfjs.Optimizer };
    const kind = Object.getPrototypeOf(optimizer) as object;
    const found = () => trained.map((each) => at[each!.gradient]!);
    if (kind === tf.AdamOptimizer.prototype) {
      adamStep(tf, memory, optimizer as unknown as AdamView, variables, found());
    } else if (kind === tf.SGDOptimizer.prototype) {
      descentStep(tf, memory, optimizer as unknown as DescentView, variables, found());
    } else {
      tf.tidy(() =>
        optimizer.applyGradients(
          variables.map((variable, i) => ({
            name: variable.name,
            tensor: tensorAt(tf, memory, at[trained[i]!.gradient]!, variable.shape),
          })),
        ),
      );
    }
    return { loss: value, metrics };
  };
}

/** A copy of the numbers at an address as a tensor. */
export function tensorAt(
  tf: Tf,
  memory: Memory,
  address: number,
  shape: readonly number[],
): Tfjs.Tensor {
  const info = memory.backend.makeOutput(shape, "float32");
  memory.loops.copy(4 * sizeOf(shape), address, memory.address(info));
  return tf.engine().makeTensorFromTensorInfo(info);
}

/** The metrics by tfjs's own functions, on the step's output. */
function measure(
  tf: Tf,
  memory: Memory,
  model: ModelView,
  labels: Tfjs.Tensor,
  output: { shape: readonly number[] },
  address: number,
): Tfjs.Tensor[] {
  return tf.tidy(() => {
    const p = tensorAt(tf, memory, address, output.shape);
    return model.metricsTensors.map(([metric]) => tf.mean(metric(labels, p) as Tfjs.Tensor));
  });
}
