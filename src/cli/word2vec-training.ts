/**
 * The training behind `tidebook word2vec`: reads the corpus into numbers, trains with a bar on a terminal, and
 * writes the vectors. A run that is stopped, or whose vectors cannot be written, is saved beside the output, and
 * so is a long one now and then, so that `--resume` loses nothing. What the options mean is in the library.
 */
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { complaint, quote } from "../base/check.js";
import { isSameFile } from "../base/file.js";
import type {
  CompleteWord2VecOptions,
  EncodedCorpus,
  Progress,
  TextFiles,
  Tokens,
  TrainingRun,
  VectorFormat,
} from "../index.js";
import { CliError } from "./error.js";

/** What is to be done. */
export interface Order {
  readonly corpus: string;
  readonly tokens: Tokens;
  readonly settings: CompleteWord2VecOptions;
  readonly output: string;
  readonly format: VectorFormat;
  /** Where a stopped run is saved. */
  readonly runPath: string;
  readonly resume: boolean;
  /** Threads that go on with a resumed run; as many as before if undefined. */
  readonly threads: number | undefined;
  /** Time between two saved runs; 0 for none. */
  readonly checkpointMs: number;
  /** Says something to a person. */
  readonly say: (text: string) => void;
  readonly signal: AbortSignal;
}

/** What was done, for `--json`. */
export interface Done {
  readonly output: string;
  readonly vocabulary: number;
  readonly dimension: number;
  /** Words of the corpus that were read, all epochs together. */
  readonly words: number;
  /** Mean loss of the last report, in nats. */
  readonly loss: number;
  readonly readSeconds: number;
  readonly trainSeconds: number;
  readonly trainCpuSeconds: number;
  readonly wordsPerSecond: number;
  readonly threads: number;
}

const inThousands = (count: number) => Math.round(count).toLocaleString("en");

/** Does it; undefined where the signal came first. */
export async function trainVectors(order: Order): Promise<Done | undefined> {
  const { runPath, output, format, say, signal } = order;
  const library = await import("../index.js");
  const saved = order.resume ? await library.readRun(runPath, order.threads) : undefined;
  const files = await library.textFiles(order.corpus, { tokens: order.tokens });
  for (const path of [output, runPath]) await refuseCorpus(path, files);
  const startedMs = performance.now();
  const corpus = await read(files, saved?.options ?? order.settings, signal);
  if (corpus === undefined) return undefined;
  const readSeconds = (performance.now() - startedMs) / 1000;
  try {
    const run =
      saved === undefined
        ? new library.TrainingRun(corpus, order.settings)
        : library.resumeRun(saved, corpus);
    const { vocabulary, options } = run;
    const found = `${inThousands(vocabulary.size)} words × ${options.dimension}`;
    say(`${found}, from ${inThousands(vocabulary.tokens)} words of text`);
    const trained = await train(run, order);
    checkFinite(run, vocabulary.size);
    if (!run.isDone) {
      await library.saveRun(runPath, run);
      const share = Math.floor((run.position.place / run.schedule.length) * 100);
      console.error(`stopped at ${share} %; --resume goes on from ${runPath}`);
      return undefined;
    }
    const late = () =>
      console.error(`the training is done: ${output} is being written; Ctrl-C again gives it up`);
    signal.addEventListener("abort", late);
    try {
      await library.saveVectors(output, run.vectors, { format });
    } catch (error) {
      await library.saveRun(runPath, run);
      const kept = `the trained run is in ${runPath}, --resume writes it again`;
      throw new CliError(`${(error as Error).message}; ${kept}`, 2);
    } finally {
      signal.removeEventListener("abort", late);
    }
    await rm(runPath, { force: true });
    const { words, seconds, cpuSeconds, loss } = trained;
    const wordsPerSecond = seconds > 0 ? Math.round(words / seconds) : 0;
    if (words > 0) {
      const rate = `${inThousands(wordsPerSecond)} words a second`;
      say(`trained in ${seconds.toFixed(1)} s, ${rate}; last loss ${loss.toFixed(3)}`);
    }
    return {
      output,
      vocabulary: vocabulary.size,
      dimension: options.dimension,
      words: run.position.words,
      loss,
      readSeconds,
      trainSeconds: seconds,
      trainCpuSeconds: cpuSeconds,
      wordsPerSecond,
      threads: options.threads,
    };
  } finally {
    await corpus.close();
  }
}

/** What is written must not take the place of what is read, by whatever name or link it is called. */
async function refuseCorpus(path: string, files: TextFiles): Promise<void> {
  if (!existsSync(path)) return;
  for (const each of new Set(files.paths)) {
    if (!(await isSameFile(path, each))) continue;
    const rule = "another file than those of the corpus, which it would replace";
    throw new CliError(complaint("--output", path, rule), 2);
  }
}

/**
 * Steps that are too large end in NaN; such vectors answer nothing, and no reader takes them.
 *
 * @param count how many words are looked at, the most frequent first
 */
function checkFinite({ model, vocabulary, options }: TrainingRun, count: number): void {
  const { input, stride } = model;
  for (let place = 0; place < Math.min(count, vocabulary.size); place += 1) {
    let sum = 0;
    for (let k = place * stride; k < (place + 1) * stride; k += 1) sum += (input[k] as number) * 0;
    if (sum === 0) continue;
    const found = `the numbers of ${quote(vocabulary.words[place])} became NaN or infinite`;
    const remedy = `lower --learning-rate (now ${options.learningRate})`;
    throw new CliError(`training: ${found}; expected finite numbers; ${remedy}`, 2);
  }
}

/** Words that every report looks at: what becomes NaN anywhere is soon in the most frequent ones. */
const watched = 100;

/** The corpus as numbers, with a bar on a terminal; undefined where the signal came first. */
async function read(
  files: TextFiles,
  options: CompleteWord2VecOptions,
  signal: AbortSignal,
): Promise<EncodedCorpus | undefined> {
  const { progress, toEncoded } = await import("../index.js");
  let bar: Progress | undefined;
  try {
    return await toEncoded(files, options, {
      signal,
      onProgress: ({ bytes, total }) => {
        if (total !== undefined && total > 0) bar ??= progress({ label: "read, bytes", total });
        bar?.update(bytes);
      },
    });
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  } finally {
    bar?.finish();
  }
}

/** Drains the run until it is done or stopped. */
async function train(run: TrainingRun, { runPath, signal, ...order }: Order) {
  const { progress, runSteps } = await import("../index.js");
  const bar = progress({ label: "train", total: run.options.epochs * run.vocabulary.tokens });
  const startedMs = performance.now();
  const cpu = process.cpuUsage();
  const before = run.position.words;
  let savedMs = startedMs;
  let loss = 0;
  if (!signal.aborted && !run.isDone) {
    for await (const step of runSteps(run)) {
      loss = step.loss;
      checkFinite(run, watched);
      bar.update(step.words);
      if (signal.aborted) break;
      if (order.checkpointMs > 0 && performance.now() - savedMs > order.checkpointMs) {
        await checkpoint(run, runPath);
        savedMs = performance.now();
      }
      await new Promise((resolve) => setImmediate(resolve)); // lets a signal in
      if (signal.aborted) break;
    }
  }
  const seconds = (performance.now() - startedMs) / 1000;
  if (run.isDone) bar.finish();
  else if (process.stderr.isTTY) process.stderr.write("\n");
  const { user, system } = process.cpuUsage(cpu);
  return { seconds, cpuSeconds: (user + system) / 1e6, words: run.position.words - before, loss };
}

/** Saves the run on the way. A disk that has no room for it ends no training. */
async function checkpoint(run: TrainingRun, runPath: string): Promise<void> {
  const { saveRun } = await import("../index.js");
  checkFinite(run, run.vocabulary.size); // the last good one is not replaced by NaN
  try {
    await saveRun(runPath, run);
  } catch (error) {
    console.error(`tidebook: ${(error as Error).message}; the training goes on without`);
  }
}
