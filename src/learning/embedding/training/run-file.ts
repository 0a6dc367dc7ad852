/**
 * A training run in a file: all that it takes to go on with it (the next chunk, bit for bit with one thread) or
 * to train on with another corpus. One line of JSON (what, sizes, options, position), the words with their counts
 * a line each, the input and the output vectors as little-endian float32 rows, and SHA-256 of all after the line.
 * Written to a temporary name and renamed: the last good file survives whatever happens.
 */
import { createHash, type Hash } from "node:crypto";
import { open, type FileHandle } from "node:fs/promises";
import { check, InputError } from "../../../base/check.js";
import { fileReason, writeFileAtomically } from "../../../base/file.js";
import type { EncodedCorpus } from "../../text/encoded.js";
import { Vocabulary } from "../../text/vocabulary.js";
import { toWord2VecOptions, type CompleteWord2VecOptions } from "../options.js";
import { lengthOf } from "./chunk-reader.js";
import { TrainingRun, type Position } from "./run.js";
import { allocateModel, type SharedModel } from "../loop/shared-model.js";

const format = "tidebook word2vec run 1";

/** The first line of the file. */
interface Header {
  readonly format: typeof format;
  readonly options: CompleteWord2VecOptions;
  readonly position: Position;
  /** Chunks of the whole run, and numbers of the corpus with ends of sentences. */
  readonly chunks: number;
  readonly numbers: number;
  readonly words: number;
  readonly dimension: number;
  readonly outputRows: number;
  /** Bytes of the words and counts. */
  readonly vocabularyBytes: number;
}

/** A run that was read from a file. */
export interface SavedRun {
  readonly vocabulary: Vocabulary;
  readonly options: CompleteWord2VecOptions;
  readonly model: SharedModel;
  readonly position: Position;
  readonly chunks: number;
  readonly numbers: number;
}

/** The rows of a matrix without their padding, some thousand at a time. */
function* packedRows(matrix: Float32Array, rows: number, dimension: number, stride: number) {
  const atATime = Math.max(1, Math.floor(2 ** 18 / dimension));
  for (let from = 0; from < rows; from += atATime) {
    const count = Math.min(atATime, rows - from);
    const packed = new Float32Array(count * dimension);
    for (let row = 0; row < count; row += 1) {
      const at = (from + row) * stride;
      packed.set(matrix.subarray(at, at + dimension), row * dimension);
    }
    yield new Uint8Array(packed.buffer);
  }
}

/** All after the first line. Threads may train meanwhile: each piece is hashed as it is written. */
function* body(vocabulary: Uint8Array, model: SharedModel): Generator<Uint8Array> {
  const { input, output, words, outputRows, dimension, stride } = model;
  const hash = createHash("sha256").update(vocabulary);
  yield vocabulary;
  for (const [matrix, rows] of [
    [input, words],
    [output, outputRows],
  ] as const) {
    for (const piece of packedRows(matrix, rows, dimension, stride)) {
      hash.update(piece);
      yield piece;
    }
  }
  yield hash.digest();
}

/**
 * Writes a run: afterwards the file holds all of it, or it is unchanged.
 *
 * @throws InputError where the file cannot be written.
 */
export async function saveRun(path: string, run: TrainingRun): Promise<void> {
  const { vocabulary, options, model, position, schedule, corpus } = run;
  const lines = vocabulary.words.map((word, i) => `${word} ${vocabulary.counts[i]}\n`).join("");
  const words = Buffer.from(lines);
  const header: Header = {
    format,
    options: { ...options, maxSize: Number.isFinite(options.maxSize) ? options.maxSize : 0 },
    position,
    chunks: schedule.length,
    numbers: lengthOf(corpus.parts),
    words: model.words,
    dimension: model.dimension,
    outputRows: model.outputRows,
    vocabularyBytes: words.length,
  };
  const first = Buffer.from(`${JSON.stringify(header)}\n`);
  await writeFileAtomically(
    path,
    (function* () {
      yield first;
      yield* body(words, model);
    })(),
  );
}

/**
 * Reads a run.
 *
 * @param threads how many threads shall go on with it; as many as before if not given
 * @throws InputError where the file cannot be read, is no saved run, or was cut or changed.
 */
export async function readRun(path: string, threads?: number): Promise<SavedRun> {
  let file: FileHandle;
  try {
    file = await open(path);
  } catch (error) {
    const reason = `cannot read ${JSON.stringify(path)}: ${fileReason(error)}`;
    throw new InputError(reason, { cause: error });
  }
  try {
    const { header, length } = await readHeader(path, file);
    const { words, dimension, outputRows, vocabularyBytes } = header;
    const maxSize = header.options.maxSize === 0 ? Infinity : header.options.maxSize;
    const before = { ...header.options, maxSize };
    const options = toWord2VecOptions(threads === undefined ? before : { ...before, threads });
    const { size } = await file.stat();
    const expected = length + vocabularyBytes + (words + outputRows) * dimension * 4 + 32;
    const remedy = "it was cut or is damaged";
    check(size === expected, `bytes of ${path}`, size, String(expected), remedy);

    const hash = createHash("sha256");
    const text = Buffer.alloc(vocabularyBytes);
    await file.read(text, 0, vocabularyBytes, length);
    hash.update(text);
    const entries = text.toString().trimEnd().split("\n");
    const cut = entries.map((entry) => entry.lastIndexOf(" "));
    const vocabulary = Vocabulary.fromCounts(
      entries.map((entry, i) => entry.slice(0, cut[i])),
      entries.map((entry, i) => Number(entry.slice((cut[i] as number) + 1))),
    );
    const model = allocateModel(vocabulary.counts, options);
    let at = length + vocabularyBytes;
    for (const [matrix, rows] of [
      [model.input, words],
      [model.output, outputRows],
    ] as const) {
      await readRows(file, at, matrix, rows, model, hash);
      at += rows * dimension * 4;
    }
    const end = Buffer.alloc(32);
    await file.read(end, 0, 32, at);
    const found = hash.digest();
    const shown = (sum: Buffer) => `${sum.toString("hex").slice(0, 12)}…`;
    check(found.equals(end), `checksum of ${path}`, shown(found), shown(end), "it is damaged");
    const { position, chunks, numbers } = header;
    return { vocabulary, options, model, position, chunks, numbers };
  } finally {
    await file.close();
  }
}

async function readHeader(path: string, file: FileHandle) {
  const start = Buffer.alloc(4096);
  const { bytesRead } = await file.read(start, 0, start.length, 0);
  const end = start.subarray(0, bytesRead).indexOf(10);
  let header: Header | undefined;
  try {
    header = JSON.parse(start.subarray(0, Math.max(0, end)).toString()) as Header;
  } catch {
    // Said below, like a header of something else.
  }
  const rule = "a training run saved by tidebook";
  check(header?.format === format, "file", path, rule);
  return { header, length: end + 1 };
}

async function readRows(
  file: FileHandle,
  from: number,
  matrix: Float32Array,
  rows: number,
  { dimension, stride }: SharedModel,
  hash: Hash,
): Promise<void> {
  const atATime = Math.max(1, Math.floor(2 ** 18 / dimension));
  const packed = new Float32Array(atATime * dimension);
  for (let first = 0; first < rows; first += atATime) {
    const count = Math.min(atATime, rows - first);
    const bytes = new Uint8Array(packed.buffer, 0, count * dimension * 4);
    await file.read(bytes, 0, bytes.length, from + first * dimension * 4);
    hash.update(bytes);
    for (let row = 0; row < count; row += 1) {
      const values = packed.subarray(row * dimension, (row + 1) * dimension);
      matrix.set(values, (first + row) * stride);
    }
  }
}

/**
 * Goes on with a saved run on the corpus that it was made for, encoded as it was then. With one thread the result is the same bytes as
 * that of a run that was never stopped.
 *
 * @throws InputError where the corpus is another one.
 */
export function resumeRun(saved: SavedRun, corpus: EncodedCorpus): TrainingRun {
  const numbers = lengthOf(corpus.parts);
  const rule = `${saved.numbers}, as in the stopped run`;
  check(numbers === saved.numbers, "words and ends of sentences in the corpus", numbers, rule);
  const { words } = corpus.vocabulary;
  const same = saved.vocabulary.words.every((word, i) => words[i] === word);
  const asThen = "those of the stopped run";
  check(same && words.length === saved.vocabulary.size, "vocabulary", "other words", asThen);
  const run = new TrainingRun(corpus, saved.options, saved.model, saved.position);
  // Another number of threads may have cut the corpus into other chunks: go on at the same share of the run.
  if (run.schedule.length !== saved.chunks)
    run.position.place = Math.floor((saved.position.place / saved.chunks) * run.schedule.length);
  return run;
}
