/**
 * What the training loop needs of a model: a gradient, a step, a way back, and all its numbers by name.
 * `networkLearner` makes one of our networks, `tfjs/learner` of a tfjs model; the loop cannot tell which.
 */
import type { Dataset } from "./dataset.js";
import { lossOf, type Loss } from "./loss.js";
import type { Network } from "./network.js";
import { optimizerOf, type OptimizerSpec } from "./optimizer.js";
import { firstNonFinite, type Numbers, type Tensor } from "./tensor.js";

/** What a gradient pass found. */
export interface GradientReport {
  /** J on the batch, at the weights before the step. */
  readonly loss: number;
  /** ‖∂J/∂θ‖, over all parameters. */
  readonly gradientNorm: number;
}

/** Numbers with a name: a weight, or what an optimizer remembers. */
export interface NamedNumbers {
  readonly name: string;
  readonly values: Numbers;
}

/** A tensor that holds a number which is NaN or infinite. */
export interface NonFinite {
  readonly tensor: string;
  readonly value: number;
}

/** A model that can be trained. Answers may be promises: a graphics card gives no others. */
export interface Learner {
  /** The same for two models exactly if one can take the other's weights. */
  readonly architecture: string;
  /** J and ∂J/∂θ on a batch; the gradient is kept for `update`. */
  gradient(batch: Dataset): GradientReport | Promise<GradientReport>;
  /** One step of the optimizer with the kept gradient times `scale`. */
  update(learningRate: number, scale: number): void | Promise<void>;
  /** Takes back the last update; nothing where there was none. */
  undo(): void | Promise<void>;
  /** J on examples, without learning. */
  loss(data: Dataset): number | Promise<number>;
  /** The first weight that is not finite, else the first gradient. */
  nonFinite(of: "weights" | "gradients"): NonFinite | undefined | Promise<NonFinite | undefined>;
  /** Copies of the weights and of what the optimizer remembers. */
  state(): readonly NamedNumbers[] | Promise<readonly NamedNumbers[]>;
  /** Takes over what `state` gave. */
  restore(state: readonly NamedNumbers[]): void | Promise<void>;
}

/** Something that trains, but is not one of our networks: a tfjs model, for one. */
export interface Trainable {
  learner(loss: Loss, optimizer: OptimizerSpec): Learner;
}

/** Examples that a forward pass takes at once when nothing is learned. */
const lossRows = 1024;

/**
 * One of our networks, ready for the training loop.
 *
 * @param network its weights change
 * @param loss J
 * @param optimizer the rule of a step
 */
export function networkLearner(network: Network, loss: Loss, optimizer: OptimizerSpec): Learner {
  const { parameters } = network;
  const { slots, update } = optimizerOf(optimizer, parameters);
  const numbers: readonly NamedNumbers[] = [...parameters, ...slots];
  const before = numbers.map(({ values }) => values.slice());
  return {
    architecture: network.architecture,

    gradient({ x, y }) {
      const z = network.forward(x);
      const { loss: J, gradient } = lossOf(loss, z, y);
      network.backward({ shape: z.shape, values: gradient });
      return { loss: J, gradientNorm: normOf(parameters.map((parameter) => parameter.gradient)) };
    },

    update(learningRate, scale) {
      numbers.forEach(({ values }, i) => before[i]!.set(values));
      update(learningRate, scale);
    },

    undo() {
      numbers.forEach(({ values }, i) => values.set(before[i]!));
    },

    loss({ x, y }) {
      const m = x.shape[0]!;
      let sum = 0;
      for (let from = 0; from < m; from += lossRows) {
        const to = Math.min(m, from + lossRows);
        sum +=
          lossOf(loss, network.forward(rowRange(x, from, to)), rowRange(y, from, to)).loss *
          (to - from);
      }
      return sum / m;
    },

    nonFinite(of) {
      for (const { name, values, gradient } of parameters) {
        const looked = of === "weights" ? values : gradient;
        const at = firstNonFinite(looked);
        if (at >= 0) return { tensor: name, value: looked[at]! };
      }
      return undefined;
    },

    state() {
      return numbers.map(({ name, values }) => ({ name, values: values.slice() }));
    },

    restore(state) {
      numbers.forEach(({ values }, i) => values.set(state[i]!.values));
      numbers.forEach(({ values }, i) => before[i]!.set(values));
    },
  };
}

/** ‖·‖ over several tensors. */
function normOf(tensors: readonly ArrayLike<number>[]): number {
  let sum = 0;
  for (const values of tensors) {
    for (let i = 0; i < values.length; i += 1) sum += values[i]! * values[i]!;
  }
  return Math.sqrt(sum);
}

/** Rows from … to − 1, without a copy. */
function rowRange({ shape, values }: Tensor, from: number, to: number): Tensor {
  const width = values.length / shape[0]!;
  return {
    shape: [to - from, ...shape.slice(1)],
    values: values.subarray(from * width, to * width),
  };
}
