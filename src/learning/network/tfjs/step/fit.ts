/**
 * `model.fit` over compiled steps: batches by address instead of tensors gathered, sliced and logged one by one.
 * Taken where nobody looks at single batches; any callback that might goes through tfjs's own loop, as does
 * every model without a compiled step.
 */
import type * as Tfjs from "@tensorflow/tfjs";
import { sizeOf } from "../geometry.js";
import type { Memory } from "../memory.js";
import type { ModelView } from "./chain.js";
import type { StepFinder } from "./compiled.js";
import { tensorAt, type Step } from "./step.js";

type Numbers = Record<string, number>;

/** What tfjs makes of a `callbacks` argument that is made of functions (its CustomCallback). */
interface Callback {
  readonly yieldEvery?: number | string;
  nextFrameFunc(): Promise<void>;
  onEpochBegin(epoch: number, logs?: object): Promise<void>;
  onEpochEnd(epoch: number, logs?: object): Promise<void>;
}

/** Arguments of tfjs's `fitLoop`, in its order. */
type FitArguments = [
  f: unknown,
  ins: readonly (Tfjs.Tensor | null)[],
  labels: readonly string[],
  batchSize: number | undefined,
  epochs: number | undefined,
  verbose: number | undefined,
  callbacks: readonly Callback[] | undefined,
  valF: unknown,
  valIns: readonly Tfjs.Tensor[] | undefined,
  shuffle: boolean | string | undefined,
  callbackMetrics: unknown,
  initialEpoch: number | undefined,
  stepsPerEpoch: number | undefined,
  validationSteps: number | undefined,
];

interface Fitting extends ModelView {
  readonly stopTraining_: boolean;
  fitLoop(...given: FitArguments): Promise<Tfjs.History>;
  testLoop(f: unknown, ins: unknown, batchSize: number): Tfjs.Scalar[];
}

/** Hooks that see a batch, or the training before its history is there. */
const hooks = ["trainBegin", "trainEnd", "batchBegin", "batchEnd", "yield"] as const;

const looksAtEpochsOnly = (callback: object) =>
  hooks.every((hook) => hook in callback && callback[hook as never] == null);

export function installFit(tf: typeof Tfjs, memory: Memory, find: StepFinder): void {
  const prototype = tf.LayersModel.prototype as unknown as Fitting;
  const stock = prototype.fitLoop;
  const { loops, address } = memory;

  prototype.fitLoop = async function (this: Fitting, ...given) {
    const [, ins, labels, batchSize = 32, epochs = 1, verbose, callbacks = []] = given;
    const [, , , , , , , valF, valIns, shuffle = true, , initialEpoch = 0, stepsPerEpoch] = given;
    const [x, y] = ins;
    const plain =
      ins.length >= 2 &&
      ins.slice(2).every((weights) => weights == null) &&
      stepsPerEpoch == null &&
      typeof shuffle === "boolean" &&
      // tfjs-node, once loaded, draws a progress bar.
      (verbose === 0 || tf.findBackendFactory("tensorflow") == null) &&
      callbacks.every(looksAtEpochsOnly) &&
      [x, y].every((each) => each!.dtype === "float32" || each!.dtype === "int32");
    if (!plain) return stock.apply(this, given);
    const rows = x!.shape[0]!;
    const rest = rows % batchSize;
    const stepOf = (count: number) => {
      const batch = (each: Tfjs.Tensor) => ({
        shape: [count, ...each.shape.slice(1)],
        dtype: each.dtype,
      });
      return find(this, batch(x!), batch(y!));
    };
    const whole = rows < batchSize ? undefined : stepOf(batchSize);
    const last = rest === 0 ? undefined : stepOf(rest);
    if ((rows >= batchSize && whole === undefined) || (rest > 0 && last === undefined))
      return stock.apply(this, given);

    // tfjs's loop over no epochs prepares the callbacks and the history.
    const prepared: FitArguments = [...given];
    prepared[4] = initialEpoch;
    const history = await stock.apply(this, prepared);
    (history as unknown as { params: { epochs: number } }).params.epochs = epochs;
    const widths = [x!, y!].map((each) => 4 * sizeOf(each.shape.slice(1))) as [number, number];
    const order = Array.from({ length: rows }, (_, i) => i);
    // Room for the numbers of the rows and for one batch of either side.
    const room = tf.tensor1d(new Int32Array(rows), "int32");
    const sides = [x!, y!].map(({ shape }) => tf.zeros([batchSize, ...shape.slice(1)]));
    let yielded = performance.now();

    const train = (start: number, sums: number[]): void => {
      const count = Math.min(batchSize, rows - start);
      const at = [x!, y!].map((each, side) => {
        if (!shuffle) return address(each) + start * widths[side]!;
        const to = address(sides[side]!);
        const ids = address(room) + 4 * start;
        loops.gatherRows(count, widths[side]!, rows, address(each), ids, to);
        return to;
      });
      const step = (count === batchSize ? whole : last) as Step;
      memory.runs.set("step", (memory.runs.get("step") ?? 0) + 1);
      const { loss, metrics } = step(at[0]!, at[1]!, () =>
        tensorAt(tf, memory, at[1]!, [count, ...y!.shape.slice(1)]),
      );
      sums[0]! += loss * count;
      metrics.forEach((metric, i) => {
        sums[i + 1]! += metric.dataSync()[0]! * count;
      });
    };

    try {
      for (let epoch = initialEpoch; epoch < epochs && !this.stopTraining_; epoch += 1) {
        for (const callback of callbacks) await callback.onEpochBegin(epoch, {});
        if (shuffle) {
          tf.util.shuffle(order);
          memory.setIntegers(address(room), order);
        }
        const sums = labels.map(() => 0);
        let seen = 0;
        for (let start = 0; start < rows && !this.stopTraining_; start += batchSize) {
          tf.tidy(() => train(start, sums));
          seen += Math.min(batchSize, rows - start);
          for (const { yieldEvery, nextFrameFunc } of callbacks) {
            const due =
              yieldEvery === "batch" ||
              (typeof yieldEvery === "number" && performance.now() - yielded >= yieldEvery);
            if (!due) continue;
            await nextFrameFunc();
            yielded = performance.now();
          }
        }
        const logs: Numbers = {};
        if (valF != null && valIns != null) {
          const found = tf.tidy(() =>
            this.testLoop(valF, valIns, batchSize).map((each) => each.dataSync()[0]!),
          );
          labels.forEach((label, i) => (logs[`val_${label}`] = found[i]!));
        }
        labels.forEach((label, i) => (logs[label] = sums[i]! / seen));
        for (const callback of callbacks) await callback.onEpochEnd(epoch, logs);
        history.epoch.push(epoch);
        for (const [key, value] of Object.entries(logs))
          ((history.history[key] ??= []) as number[]).push(value);
      }
    } finally {
      tf.dispose([room, ...sides]);
    }
    return history;
  };
}
