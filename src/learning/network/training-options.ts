/**
 * What a training run can be told: the loose options that a caller writes and the complete ones that the
 * loop reads. Each default is stated once, in `toTrainingOptions`.
 */
import { check } from "../../base/check.js";
import { losses, type Loss } from "./loss.js";
import { adam, toOptimizer, type OptimizerSpec } from "./optimizer.js";
import { schedules, type Schedule } from "./schedule.js";

/** What a caller may choose; all but the loss can be left out. */
export interface TrainingOptions {
  /** J. */
  readonly loss: Loss;
  readonly optimizer?: OptimizerSpec;
  /** η, the step size at the start. */
  readonly learningRate?: number;
  /** η at the end of the last epoch, where the schedule is not constant. */
  readonly finalLearningRate?: number;
  readonly schedule?: Schedule;
  /** Times that all training rows are read. */
  readonly epochs?: number;
  /** Examples per step. */
  readonly batchSize?: number;
  /** Whether each epoch has an order of its own. */
  readonly shuffle?: boolean;
  /** Share of the rows put aside to judge the model after each epoch, in [0, 1). */
  readonly validation?: number;
  /** Stop after so many epochs without a better validation loss, and go back to the best weights. */
  readonly patience?: number;
  /** Gradients whose norm ‖∂J/∂θ‖ is larger are shortened to it. */
  readonly clipNorm?: number;
  /** Seed of the split and of the order of the examples. */
  readonly seed?: number;
}

/** The same with nothing missing; `Infinity` patience or norm means that there is no limit. */
export type CompleteTrainingOptions = Required<TrainingOptions>;

/**
 * Completes and checks the options of a training run.
 *
 * @throws InputError for a value out of its range or an option of another name.
 * @example
 * toTrainingOptions({ loss: "squared-error" }).batchSize; // 32
 */
export function toTrainingOptions(options: TrainingOptions): CompleteTrainingOptions {
  const complete: CompleteTrainingOptions = {
    loss: options.loss,
    optimizer: adam(),
    learningRate: 0.01,
    finalLearningRate: options.learningRate ?? 0.01,
    schedule: "constant",
    epochs: 10,
    batchSize: 32,
    shuffle: true,
    validation: 0,
    patience: Infinity,
    clipNorm: Infinity,
    seed: 1,
  };
  for (const [name, value] of Object.entries(options)) {
    check(name in complete, "option", name, `one of ${Object.keys(complete).join(", ")}`);
    if (value !== undefined) Object.assign(complete, { [name]: value });
  }
  const { loss, schedule, patience, validation } = complete;
  check(losses.includes(loss), "loss", loss, listed(losses));
  check(schedules.includes(schedule), "schedule", schedule, listed(schedules));
  for (const name of ["epochs", "batchSize"] as const) {
    const value = complete[name];
    check(Number.isSafeInteger(value) && value >= 1, name, value, "a whole number ≥ 1");
  }
  for (const name of ["learningRate", "finalLearningRate"] as const) {
    const value = complete[name];
    check(value > 0 && value < Infinity, name, value, "a finite number > 0");
  }
  check(complete.clipNorm > 0, "clipNorm", complete.clipNorm, "a number > 0");
  const isPatience = patience === Infinity || (Number.isSafeInteger(patience) && patience >= 1);
  check(isPatience, "patience", patience, "a whole number ≥ 1");
  check(validation >= 0 && validation < 1, "validation", validation, "a share in [0, 1)");
  const judged = patience === Infinity || validation > 0;
  check(judged, "validation", validation, "a share > 0", "patience needs rows to judge by");
  check(Number.isSafeInteger(complete.seed), "seed", complete.seed, "a safe integer");
  check(typeof complete.shuffle === "boolean", "shuffle", complete.shuffle, "true or false");
  return { ...complete, optimizer: toOptimizer(complete.optimizer) };
}

function listed(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(", ");
}
