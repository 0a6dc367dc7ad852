/**
 * Optimizer steps in place: one pass over each weight (and Adam's two moments) instead of tfjs's dozen of
 * operations, by the same float32 operations in the same order. State lies in tfjs's own variables, so that
 * saving and loading an optimizer works as ever. The other optimizers are tfjs's.
 */
import type * as Tfjs from "@tensorflow/tfjs";
import type { Memory } from "./memory.js";

type Tf = typeof Tfjs;

/** What tfjs's AdamOptimizer keeps; it declares it protected. */
export interface AdamView {
  learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly accBeta1: Tfjs.Variable;
  readonly accBeta2: Tfjs.Variable;
  readonly accumulatedFirstMoment: { originalName: string; variable: Tfjs.Variable }[];
  readonly accumulatedSecondMoment: { originalName: string; variable: Tfjs.Variable }[];
  incrementIterations(): void;
}

/**
 * The address of a variable that is about to be written. Where another tensor shares its numbers (a clone
 * taken as a snapshot), the variable gets numbers of its own first.
 */
export function ownAddress(tf: Tf, memory: Memory, variable: Tfjs.Variable): number {
  const { backend } = memory;
  // Asked first: this also brings the numbers here from another backend.
  const from = memory.address(variable);
  if (backend.refCount(variable.dataId) > 1) {
    const info = backend.makeOutput(variable.shape, variable.dtype);
    memory.loops.copy(4 * variable.size, from, memory.address(info));
    const own = tf.engine().makeTensorFromTensorInfo(info);
    variable.assign(own);
    own.dispose();
  }
  return memory.address(variable);
}

const zeros = (tf: Tf, shape: number[]) => tf.tidy(() => tf.variable(tf.zeros(shape), false));

/** One step of Adam; `gradients[i]` is the address of variable i's gradient, 0 where it has none. */
export function adamStep(
  tf: Tf,
  memory: Memory,
  adam: AdamView,
  variables: readonly Tfjs.Variable[],
  gradients: readonly number[],
): void {
  const { loops } = memory;
  const { beta1, beta2, epsilon } = adam;
  const power1 = ownAddress(tf, memory, adam.accBeta1);
  const power2 = ownAddress(tf, memory, adam.accBeta2);
  const correction1 = Math.fround(1 - memory.float(power1));
  const correction2 = Math.fround(1 - memory.float(power2));
  const firsts = adam.accumulatedFirstMoment;
  const seconds = adam.accumulatedSecondMoment;
  variables.forEach((variable, i) => {
    const { name, shape } = variable;
    firsts[i] ??= { originalName: `${name}/m`, variable: zeros(tf, shape) };
    seconds[i] ??= { originalName: `${name}/v`, variable: zeros(tf, shape) };
    if (gradients[i] === 0) return;
    loops.adam(
      variable.size,
      ownAddress(tf, memory, variable),
      gradients[i]!,
      ownAddress(tf, memory, firsts[i]!.variable),
      ownAddress(tf, memory, seconds[i]!.variable),
      beta1,
      beta2,
      1 - beta1,
      1 - beta2,
      correction1,
      correction2,
      epsilon,
      adam.learningRate,
    );
    memory.changed(variable);
  });
  memory.setFloat(power1, memory.float(power1) * beta1);
  memory.setFloat(power2, memory.float(power2) * beta2);
  adam.incrementIterations();
}

/** What tfjs's SGDOptimizer keeps. */
export interface DescentView {
  readonly learningRate: number;
  incrementIterations(): void;
}

/** One step of plain gradient descent. */
export function descentStep(
  tf: Tf,
  memory: Memory,
  descent: DescentView,
  variables: readonly Tfjs.Variable[],
  gradients: readonly number[],
): void {
  variables.forEach((variable, i) => {
    const at = ownAddress(tf, memory, variable);
    memory.loops.descend(variable.size, at, gradients[i]!, descent.learningRate);
    memory.changed(variable);
  });
  descent.incrementIterations();
}

/** Gives every Adam of this tfjs the step above while the WASM backend is at work. */
export function installAdam(tf: Tf, memory: Memory): void {
  const prototype = tf.AdamOptimizer.prototype;
  const stock = prototype.applyGradients;
  prototype.applyGradients = function (this: Tfjs.AdamOptimizer, given) {
    const named = Array.isArray(given)
      ? given
      : Object.entries(given).map(([name, tensor]) => ({ name, tensor: tensor as Tfjs.Tensor }));
    const variables = named.map(({ name }) => tf.engine().registeredVariables[name]!);
    const usable =
      tf.getBackend() === "wasm" &&
      variables.every((each) => each?.dtype === "float32") &&
      named.every(({ tensor }) => tensor == null || tensor.dtype === "float32");
    if (!usable) return stock.call(this, given);
    memory.runs.set("Adam", (memory.runs.get("Adam") ?? 0) + 1);
    const gradients = named.map(({ tensor }) => (tensor == null ? 0 : memory.address(tensor)));
    adamStep(tf, memory, this as unknown as AdamView, variables, gradients);
  };
}
