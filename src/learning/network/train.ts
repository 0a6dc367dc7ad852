/**
 * The training loop, one for our networks and for tfjs models: a generator of steps, and `trainNetwork`,
 * which drains it and lets the event loop breathe. It deals batches, asks the learner for a gradient,
 * shortens it, takes the step, judges after each epoch, and stops before a NaN does harm. No clock, no
 * output: who wants to see something passes `onStep` or `onEpoch`.
 */
import { check, complaint, InputError } from "../../base/check.js";
import {
  checkCheckpoint,
  runHash,
  type Checkpoint,
  type EpochRow,
  type RunState,
} from "./checkpoint.js";
import { batchesOf, someRows, split, toDataset, type LooseDataset } from "./dataset.js";
import { networkLearner, type Learner, type NamedNumbers, type Trainable } from "./learner.js";
import { Network } from "./network.js";
import { rateAt } from "./schedule.js";
import { toTrainingOptions, type TrainingOptions } from "./training-options.js";

/** One step of training. */
export interface NetworkStep {
  /** Steps taken, from 1. */
  readonly step: number;
  /** Epochs done, with fraction: 1.5 is half-way through the second. */
  readonly epoch: number;
  /** J on the step's batch, at the weights before the step. */
  readonly loss: number;
  readonly learningRate: number;
  /** ‖∂J/∂θ‖ before clipping. */
  readonly gradientNorm: number;
  /** The epoch that ended with this step, if one did. */
  readonly row?: EpochRow;
  /** The run as it stands now, to go on from later. */
  checkpoint(): Promise<Checkpoint>;
}

/** What a training run comes to. */
export interface TrainingResult {
  /** One row per epoch. */
  readonly history: readonly EpochRow[];
  /** The epoch whose weights the model has: the best one under patience, else the last. */
  readonly epoch: number;
  readonly stopped: "epochs" | "patience";
}

/** What `trainNetwork` can be told beside the options of the run. */
export interface TrainNetworkOptions extends TrainingOptions {
  /** Called after every step; training waits for a promise that it returns. */
  readonly onStep?: (step: NetworkStep) => void | Promise<void>;
  /** Called after every epoch; training waits for a promise that it returns. */
  readonly onEpoch?: (row: EpochRow, step: NetworkStep) => void | Promise<void>;
  /** Goes on from here, as if the run had never stopped. */
  readonly resume?: Checkpoint;
}

/** Training ran into NaN or infinity and stopped; the model keeps the last good weights. */
export class DivergenceError extends InputError {
  override name = "DivergenceError";
  constructor(
    message: string,
    /** The step that could not be taken, from 1. */
    readonly step: number,
    /** Where the first bad number was found: `J`, or a parameter's name. */
    readonly tensor: string,
  ) {
    super(message);
  }
}

/**
 * Trains, one step at a time.
 *
 * @param model one of our networks, or something else that trains
 * @param data examples: x [m, …] and y [m, …]
 * @param options loss, optimizer, epochs, …; see `TrainingOptions`
 * @param resume where an earlier run stood
 * @returns a generator of steps that returns the history
 * @throws InputError where options, shapes, labels or the checkpoint do not fit, or data are not finite.
 * @throws DivergenceError where a loss, gradient or weight becomes NaN or infinite.
 */
export async function* trainingSteps(
  model: Network | Trainable,
  data: LooseDataset,
  options: TrainingOptions,
  resume?: Checkpoint,
): AsyncGenerator<NetworkStep, TrainingResult, void> {
  const settings = toTrainingOptions(options);
  const { epochs, batchSize, clipNorm, schedule, learningRate, finalLearningRate } = settings;
  const all = toDataset(data);
  const [examples, validation] = split(all, settings.validation, settings.seed);
  const { loss: J, optimizer } = settings;
  const trains = model instanceof Network || typeof model?.learner === "function";
  check(trains, "model", model, "a Network, or what toTfjs returns");
  const learner =
    model instanceof Network ? networkLearner(model, J, optimizer) : model.learner(J, optimizer);
  const run = runHash(settings, all);
  const rows = examples.x.shape[0]!;
  const stepsPerEpoch = Math.ceil(rows / batchSize);
  const lastStep = Math.max(1, epochs * stepsPerEpoch - 1);
  let at: RunState = { epoch: 0, batch: 0, step: 0, lossSum: 0, gradientNorm: 0, history: [] };
  let best: readonly NamedNumbers[] | undefined;
  if (resume !== undefined) {
    checkCheckpoint(resume, learner.architecture, run);
    await learner.restore(resume.numbers);
    at = { ...resume.at };
    best = resume.best;
  }
  const checkpoint = async (): Promise<Checkpoint> => ({
    ...{ architecture: learner.architecture, run, at: { ...at }, numbers: await learner.state() },
    ...(best === undefined ? {} : { best }),
  });

  while (at.epoch < epochs && waited(at.history) < settings.patience) {
    const batches = batchesOf(rows, settings, at.epoch);
    while (at.batch < batches.length) {
      const batch = batches[at.batch]!;
      const { loss, gradientNorm } = await learner.gradient(someRows(examples, batch));
      await checkStep(learner, at.step + 1, loss, gradientNorm);
      const rate = rateAt(schedule, learningRate, finalLearningRate, at.step / lastStep);
      await learner.update(rate, gradientNorm > clipNorm ? clipNorm / gradientNorm : 1);
      at.step += 1;
      at.batch += 1;
      at.lossSum += loss * batch.length;
      at.gradientNorm = Math.max(at.gradientNorm, gradientNorm);
      let row: EpochRow | undefined;
      if (at.batch === batches.length) {
        await checkWeights(learner, at.step);
        const judged = validation === undefined ? undefined : await learner.loss(validation);
        if (judged !== undefined) await checkLoss(learner, "validation loss", at.step + 1, judged);
        row = {
          ...{ epoch: at.epoch + 1, step: at.step, loss: at.lossSum / rows },
          ...(judged === undefined ? {} : { validationLoss: judged }),
          ...{ learningRate: rate, gradientNorm: at.gradientNorm },
        };
        const history = [...at.history, row];
        at = { ...at, epoch: at.epoch + 1, batch: 0, lossSum: 0, gradientNorm: 0, history };
        if (settings.patience < Infinity && waited(history) === 0) best = await learner.state();
      }
      const epoch = at.epoch + at.batch / stepsPerEpoch;
      const done = { step: at.step, epoch, loss, learningRate: rate, gradientNorm, checkpoint };
      yield row === undefined ? done : { ...done, row };
      if (row !== undefined) break;
    }
  }
  const { history } = at;
  if (best === undefined) return { history, epoch: at.epoch, stopped: "epochs" };
  await learner.restore(best);
  const stopped = waited(history) >= settings.patience ? "patience" : "epochs";
  return { history, epoch: history.length - waited(history), stopped };
}

/** Epochs since the best validation loss. */
function waited(history: readonly EpochRow[]): number {
  let best = Infinity;
  let at = 0;
  history.forEach(({ validationLoss = Infinity }, i) => {
    if (validationLoss < best) [best, at] = [validationLoss, i + 1];
  });
  return best === Infinity ? 0 : history.length - at;
}

/** Stops before a step from a loss or gradient that is not finite. */
async function checkStep(
  learner: Learner,
  step: number,
  loss: number,
  gradientNorm: number,
): Promise<void> {
  await checkLoss(learner, "loss J", step, loss);
  if (Number.isFinite(gradientNorm)) return;
  const { tensor, value } = (await learner.nonFinite("gradients")) ?? {
    tensor: "θ",
    value: gradientNorm,
  };
  const kept = "the weights from before this step are kept";
  const what = `gradient of ${tensor} in step ${step}`;
  throw new DivergenceError(complaint(what, value, "finite numbers", kept), step, tensor);
}

/** Stops where a loss is not finite: the update before it was too large, and is taken back. */
async function checkLoss(
  learner: Learner,
  what: string,
  step: number,
  loss: number,
): Promise<void> {
  if (Number.isFinite(loss)) return;
  const bad = await learner.nonFinite("weights");
  await learner.undo();
  const cause =
    bad === undefined ? "the weights are too large" : `${bad.tensor} holds ${bad.value}`;
  const kept =
    step === 1 ? "no step was taken" : `the weights from before step ${step - 1} are kept`;
  const remedy = `${cause}: lower learningRate or set clipNorm; ${kept}`;
  const message = complaint(`${what} in step ${step}`, loss, "a finite number", remedy);
  throw new DivergenceError(message, step, bad?.tensor ?? "J");
}

/** Stops where the last step of an epoch left a weight that is not finite. */
async function checkWeights(learner: Learner, step: number): Promise<void> {
  const bad = await learner.nonFinite("weights");
  if (bad === undefined) return;
  await learner.undo();
  const remedy = `lower learningRate or set clipNorm; the weights from before step ${step} are kept`;
  const what = `${bad.tensor} after step ${step}`;
  throw new DivergenceError(complaint(what, bad.value, "finite numbers", remedy), step, bad.tensor);
}

/** Longest time between two turns of the event loop. */
const breathMs = 20;

/**
 * Trains to the end. The event loop turns between steps, so a notebook can draw and be interrupted meanwhile.
 *
 * @param model one of our networks, or something else that trains; its weights change
 * @param data examples: x [m, …] and y [m, …]
 * @param options those of the run, `onStep`, `onEpoch` and `resume`
 * @returns the history, one row per epoch
 * @throws InputError, DivergenceError as `trainingSteps`.
 * @example
 * const xor = { x: [[0, 0], [0, 1], [1, 0], [1, 1]], y: [0, 1, 1, 0] };
 * const mlp = new Network([dense(8, "tanh"), dense(1)], { inputs: 2, seed: 3 });
 * const options = { loss: "binary-cross-entropy", epochs: 500, learningRate: 0.05 };
 * (await trainNetwork(mlp, xor, options)).history.at(-1).loss < 0.01; // true
 */
export async function trainNetwork(
  model: Network | Trainable,
  data: LooseDataset,
  options: TrainNetworkOptions,
): Promise<TrainingResult> {
  check(typeof options === "object" && options !== null, "options", options, "at least a loss");
  const { onStep, onEpoch, resume, ...settings } = options;
  check(onStep === undefined || typeof onStep === "function", "onStep", onStep, "a function");
  check(onEpoch === undefined || typeof onEpoch === "function", "onEpoch", onEpoch, "a function");
  const steps = trainingSteps(model, data, settings, resume);
  let breathedMs = performance.now();
  for (;;) {
    const next = await steps.next();
    if (next.done === true) return next.value;
    await onStep?.(next.value);
    if (next.value.row !== undefined) await onEpoch?.(next.value.row, next.value);
    if (performance.now() - breathedMs < breathMs) continue;
    await new Promise<void>((resolve) => setTimeout(resolve, 0));
    breathedMs = performance.now();
  }
}
