/**
 * A training run, stopped between two steps: all that the loop needs to go on as if nothing had happened,
 * bit for bit. Kept in memory, or in a file of one line of JSON (what, sizes, SHA-256) and the numbers.
 */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { check } from "../../base/check.js";
import { writeFileAtomically } from "../../base/file.js";
import type { Dataset } from "./dataset.js";
import type { NamedNumbers } from "./learner.js";
import type { CompleteTrainingOptions } from "./training-options.js";

/** A row of a training history. */
export interface EpochRow {
  /** From 1. */
  readonly epoch: number;
  /** Steps taken so far. */
  readonly step: number;
  /** Mean J over the batches of the epoch, each at the weights that it found. */
  readonly loss: number;
  /** J on the rows put aside, after the epoch. */
  readonly validationLoss?: number;
  /** η of the epoch's last step. */
  readonly learningRate: number;
  /** The largest ‖∂J/∂θ‖ of the epoch, before clipping. */
  readonly gradientNorm: number;
}

/** Where a run stands. */
export interface RunState {
  /** Epochs that are over. */
  epoch: number;
  /** Batches of the present epoch that are done. */
  batch: number;
  /** Steps taken. */
  step: number;
  /** Σ J · examples over the present epoch. */
  lossSum: number;
  /** Largest gradient norm of the present epoch. */
  gradientNorm: number;
  history: readonly EpochRow[];
}

/** A stopped run. */
export interface Checkpoint {
  /** `Learner.architecture`. */
  readonly architecture: string;
  /** Options and data of the run, hashed. */
  readonly run: string;
  readonly at: RunState;
  readonly numbers: readonly NamedNumbers[];
  /** The numbers of the best epoch so far, where the run has patience. */
  readonly best?: readonly NamedNumbers[];
}

/** A hash of what decides about the steps of a run. The number of epochs counts only if the schedule uses it. */
export function runHash(options: CompleteTrainingOptions, { x, y }: Dataset): string {
  const { epochs, ...others } = options;
  const hash = createHash("sha256");
  hash.update(JSON.stringify(options.schedule === "constant" ? others : { ...others, epochs }));
  for (const { shape, values } of [x, y]) {
    hash.update(JSON.stringify(shape));
    hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  }
  return hash.digest("hex");
}

/**
 * Checks that a checkpoint belongs to this model and this run.
 *
 * @throws InputError where it does not.
 */
export function checkCheckpoint(checkpoint: Checkpoint, architecture: string, run: string): void {
  const found = checkpoint.architecture;
  check(found === architecture, "checkpoint of another model", found, architecture);
  const same = checkpoint.run === run;
  check(
    same,
    "checkpoint of another run",
    checkpoint.run.slice(0, 12),
    `${run.slice(0, 12)}, the hash of these options and data`,
  );
}

/** What stands in the first line of a checkpoint file. */
interface Header {
  readonly format: "tidebook checkpoint 1";
  readonly architecture: string;
  readonly run: string;
  readonly at: RunState;
  readonly tensors: readonly { name: string; length: number; precision: string; best: boolean }[];
  readonly sha256: string;
}

/**
 * Writes a checkpoint: afterwards the file holds all of it, or it is unchanged.
 *
 * @throws InputError where the file cannot be written.
 */
export async function writeCheckpoint(path: string, checkpoint: Checkpoint): Promise<void> {
  const { architecture, run, at, numbers, best = [] } = checkpoint;
  const all = [...numbers, ...best];
  const body = Buffer.concat(
    all.map(({ values }) => Buffer.from(values.buffer, values.byteOffset, values.byteLength)),
  );
  const header: Header = {
    format: "tidebook checkpoint 1",
    architecture,
    run,
    at,
    tensors: all.map(({ name, values }, i) => ({
      name,
      length: values.length,
      precision: values instanceof Float32Array ? "float32" : "float64",
      best: i >= numbers.length,
    })),
    sha256: createHash("sha256").update(body).digest("hex"),
  };
  await writeFileAtomically(
    path,
    Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), body]),
  );
}

/**
 * Reads what `writeCheckpoint` wrote.
 *
 * @throws InputError where the file is missing, is no checkpoint, or its numbers are not those that were written.
 */
export async function readCheckpoint(path: string): Promise<Checkpoint> {
  const bytes = await readFile(path).catch(() => undefined);
  check(bytes !== undefined, "checkpoint", path, "a file that can be read");
  const header = headerOf(bytes);
  check(header !== undefined, "checkpoint", path, "a file that writeCheckpoint wrote");
  const body = bytes.subarray(bytes.indexOf(10) + 1);
  const whole = createHash("sha256").update(body).digest("hex") === header.sha256;
  check(
    whole,
    "checkpoint",
    path,
    "numbers with the SHA-256 of its first line",
    "the file is damaged",
  );
  let from = 0;
  const tensors = header.tensors.map(({ name, length, precision, best }) => {
    const Storage = precision === "float32" ? Float32Array : Float64Array;
    const to = from + length * Storage.BYTES_PER_ELEMENT;
    const copy = Uint8Array.from(body.subarray(from, to)); // aligned at 0
    from = to;
    return { name, values: new Storage(copy.buffer), best };
  });
  const plain = (best: boolean) =>
    tensors.filter((each) => each.best === best).map(({ name, values }) => ({ name, values }));
  const { architecture, run, at } = header;
  const best = plain(true);
  return { architecture, run, at, numbers: plain(false), ...(best.length > 0 ? { best } : {}) };
}

function headerOf(bytes: Buffer): Header | undefined {
  try {
    const header = JSON.parse(bytes.toString("utf8", 0, bytes.indexOf(10))) as Header;
    return header.format === "tidebook checkpoint 1" ? header : undefined;
  } catch {
    return undefined;
  }
}
