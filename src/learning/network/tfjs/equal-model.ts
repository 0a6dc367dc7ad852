/**
 * The same network in tfjs layers: one of ours goes through the layers-model format into tfjs, with the
 * same weights, and trains there under the same loop, with tfjs's own losses, gradients and optimizers.
 * So two independent computations can be held against each other, and the faster one used.
 * tfjs's optimizers do not tell their state; its names for the slots (4.22) are read here, in one place.
 */
import type * as Tfjs from "@tensorflow/tfjs";
import type { Dataset } from "../dataset.js";
import type { GradientReport, Learner, NamedNumbers, NonFinite, Trainable } from "../learner.js";
import { checkAnswers, type Loss } from "../loss.js";
import { toArtifacts } from "../model-file.js";
import type { Network } from "../network.js";
import type { OptimizerSpec } from "../optimizer.js";
import { firstNonFinite, type Tensor } from "../tensor.js";
import { backend } from "./backend.js";

/** A network in tfjs. */
export interface TfjsNetwork extends Trainable {
  /** The tfjs model, whose `predict` gives z. */
  readonly model: Tfjs.LayersModel;
  /** Writes the weights of the model into a network of ours with the same layers. */
  copyTo(network: Network): Promise<void>;
  /** Gives back the memory of the weights. */
  dispose(): void;
}

/** The parts of tfjs's optimizers that hold their state. */
interface OptimizerState {
  learningRate: number;
  setLearningRate?(rate: number): void;
  accumulations?: Slot[];
  accumulatedFirstMoment?: Slot[];
  accumulatedSecondMoment?: Slot[];
  accBeta1?: Tfjs.Variable;
  accBeta2?: Tfjs.Variable;
}

interface Slot {
  originalName: string;
  variable: Tfjs.Variable;
}

/**
 * One of our networks as a tfjs model with the same layers and weights (rounded to float32).
 *
 * @param network stays as it is
 * @returns something that `trainNetwork` trains
 */
export async function toTfjs(network: Network): Promise<TfjsNetwork> {
  const { tf } = await backend();
  const model = await tf.loadLayersModel(tf.io.fromMemory(toArtifacts(network)));
  const variables = model.trainableWeights.map((weight) => weight.read() as Tfjs.Variable);
  const names = network.parameters.map(({ name }) => name);
  return {
    model,
    learner: (loss, optimizer) =>
      tfjsLearner(tf, model, { loss, optimizer, variables, names, of: network.architecture }),
    async copyTo(other) {
      const values = await Promise.all(variables.map((variable) => variable.data()));
      other.parameters.forEach((parameter, i) => parameter.values.set(values[i]!));
    },
    dispose: () => void model.dispose(),
  };
}

interface Parts {
  readonly loss: Loss;
  readonly optimizer: OptimizerSpec;
  readonly variables: readonly Tfjs.Variable[];
  /** Our names of the weights. */
  readonly names: readonly string[];
  /** The architecture of the network. */
  readonly of: string;
}

function tfjsLearner(tf: typeof Tfjs, model: Tfjs.LayersModel, parts: Parts): Learner {
  const { loss, variables, names } = parts;
  const optimizer = optimizerIn(tf, parts.optimizer);
  const slots = slotsIn(tf, parts, optimizer as unknown as OptimizerState);
  const numbers = [...names.map((name, i) => ({ name, variable: variables[i]! })), ...slots];
  let gradients: Tfjs.Tensor[] = [];
  let before: Tfjs.Tensor[] = [];

  const J = ({ x, y }: Dataset): Tfjs.Scalar =>
    tf.tidy(() => {
      const z = model.apply(toTf(tf, x), { training: true }) as Tfjs.Tensor;
      checkAnswers(loss, z.shape, y);
      return lossIn(tf, loss, z, y);
    });

  return {
    architecture: `${parts.of}, in tfjs`,

    async gradient(batch): Promise<GradientReport> {
      tf.dispose(gradients);
      const found = tf.tidy(() => {
        const { value, grads } = tf.variableGrads(() => J(batch), [...variables]);
        const list = variables.map(({ name }) => grads[name]!);
        const squares = list.map((each) => tf.sum(tf.square(each)));
        return [tf.stack([value, tf.addN(squares)]), ...list] as const;
      });
      const [report, ...list] = found;
      gradients = list;
      const [value, square] = await report.data();
      report.dispose();
      return { loss: value!, gradientNorm: Math.sqrt(square!) };
    },

    update(learningRate, scale) {
      tf.dispose(before);
      before = numbers.map(({ variable }) => variable.clone());
      const state = optimizer as unknown as OptimizerState;
      if (state.setLearningRate === undefined) state.learningRate = learningRate;
      else state.setLearningRate(learningRate);
      tf.tidy(() => {
        const scaled = scale === 1 ? gradients : gradients.map((each) => tf.mul(each, scale));
        const named = variables.map(({ name }, i) => [name, scaled[i]!] as const);
        optimizer.applyGradients(Object.fromEntries(named));
      });
    },

    undo() {
      before.forEach((tensor, i) => numbers[i]!.variable.assign(tensor));
    },

    async loss(data) {
      const value = J(data);
      const [J0] = await value.data();
      value.dispose();
      return J0!;
    },

    async nonFinite(of): Promise<NonFinite | undefined> {
      for (const [i, tensor] of (of === "weights" ? variables : gradients).entries()) {
        const values = await tensor.data();
        const at = firstNonFinite(values);
        if (at >= 0) return { tensor: names[i]!, value: values[at]! };
      }
      return undefined;
    },

    async state(): Promise<NamedNumbers[]> {
      const values = await Promise.all(numbers.map(({ variable }) => variable.data()));
      return numbers.map(({ name }, i) => ({ name, values: Float32Array.from(values[i]!) }));
    },

    restore(state) {
      numbers.forEach(({ variable }, i) => {
        const values = tf.tensor(state[i]!.values as Float32Array, variable.shape, "float32");
        variable.assign(values);
        values.dispose();
      });
    },
  };
}

function toTf(tf: typeof Tfjs, { shape, values }: Tensor): Tfjs.Tensor {
  const numbers = values instanceof Float64Array ? Float32Array.from(values) : values;
  return tf.tensor(numbers, [...shape], "float32");
}

/** J of outputs z and answers y, by tfjs. */
function lossIn(tf: typeof Tfjs, loss: Loss, z: Tfjs.Tensor, y: Tensor): Tfjs.Scalar {
  if (loss === "squared-error") {
    return tf.losses.meanSquaredError(tf.reshape(toTf(tf, y), z.shape), z);
  }
  if (loss === "binary-cross-entropy") {
    return tf.losses.sigmoidCrossEntropy(tf.reshape(toTf(tf, y), z.shape), z);
  }
  const K = z.shape[z.shape.length - 1]!;
  const labels = tf.tensor1d(Int32Array.from(y.values), "int32");
  const oneHot = tf.cast(tf.oneHot(labels, K), "float32");
  return tf.losses.softmaxCrossEntropy(oneHot, tf.reshape(z, [-1, K]));
}

function optimizerIn(tf: typeof Tfjs, spec: OptimizerSpec): Tfjs.Optimizer {
  switch (spec.kind) {
    case "sgd":
      return tf.train.sgd(1);
    case "momentum":
      return tf.train.momentum(1, spec.momentum);
    case "adam":
      return tf.train.adam(1, spec.beta1, spec.beta2, spec.epsilon);
  }
}

/** The optimizer's memory, made before its first step so that a checkpoint can be put into it. */
function slotsIn(
  tf: typeof Tfjs,
  { optimizer: { kind }, variables, names }: Parts,
  state: OptimizerState,
): { name: string; variable: Tfjs.Variable }[] {
  const zeros = (): Slot[] =>
    variables.map((variable, i) => ({
      originalName: names[i]!,
      variable: tf.tidy(() => tf.variable(tf.zerosLike(variable), false)),
    }));
  const named = (symbol: string, slots: Slot[]) =>
    slots.map(({ variable }, i) => ({ name: `${names[i]!}/${symbol}`, variable }));
  if (kind === "momentum") return named("v", (state.accumulations = zeros()));
  if (kind !== "adam") return [];
  return [
    ...named("m", (state.accumulatedFirstMoment = zeros())),
    ...named("v", (state.accumulatedSecondMoment = zeros())),
    { name: "power of beta1", variable: state.accBeta1! },
    { name: "power of beta2", variable: state.accBeta2! },
  ];
}
