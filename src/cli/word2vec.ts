/**
 * `tidebook word2vec`: text in, word vectors out. Here the words of the command line become options of the
 * library, and all that can be wrong with them is found before a minute of training is spent; the training
 * itself is in word2vec-training.
 */
import { availableParallelism } from "node:os";
import { Command, Option } from "commander";
import { fileReason, findObstacle } from "../base/file.js";
import type { Word2VecOptions } from "../index.js";
import { CliError } from "./error.js";
import { withTypedNames } from "./option-names.js";
import { stopOnSignals } from "./stop.js";
import { toCount, toNumber, toPositive } from "./values.js";
import { trainVectors } from "./word2vec-training.js";

interface Options {
  output: string;
  model: "cbow" | "skip-gram";
  dim: string;
  window: string;
  negative: string;
  negatives: "shared" | "own";
  sample: string;
  minCount: string;
  maxSize?: string;
  epochs: string;
  learningRate?: string;
  cbowGradient: "gensim" | "exact";
  threads: string;
  seed: string;
  loss: "negative" | "hierarchical";
  format?: "text" | "binary" | "native";
  tokens: "spaces" | "words" | "chinese-words" | "characters";
  checkpoint: string;
  resume?: boolean;
  json?: boolean;
}

const help = `
CORPUS is text, one sentence a line: a file, a folder or a pattern like "books/*.txt.gz" (plain, gzip,
bzip2 or zstd). Words are what stands between spaces; --tokens words splits running text.

VECTORS is written by its ending: .txt and .vec word2vec's text, .bin its binary form, both also with
.gz; .vectors opens at once however large it is. gensim, word2vec.c and fastText read the first two.

Ctrl-C stops within about a second and leaves VECTORS.run; the same command with --resume goes on there,
with the options that it was started with. A second Ctrl-C ends at once and keeps what was saved before.
One thread (--threads 1) gives the same bytes on every run.

Examples:
  $ tidebook word2vec corpus.txt -o vectors.bin                    CBOW, 100 numbers, 5 epochs
  $ tidebook word2vec corpus.txt -o vectors.txt --model skip-gram  slower, often better on rare words
  $ tidebook word2vec books/ -o books.bin --tokens words           running text, lower-cased words
  $ tidebook word2vec corpus.txt -o vectors.bin --resume           go on after Ctrl-C
  $ tidebook vectors similar vectors.bin king                      then ask

Exit codes: 0 done, 2 usage or bad input, 130 stopped by Ctrl-C.`;

/** The command, for the program's front. */
export function word2vecCommand(): Command {
  return new Command("word2vec")
    .description("train word vectors from a text")
    .argument("<corpus>", "text, one sentence a line: a file, a folder or a pattern")
    .requiredOption("-o, --output <vectors>", "write the vectors to this file")
    .addOption(
      new Option("--model <model>", "what is predicted from what")
        .choices(["cbow", "skip-gram"])
        .default("cbow"),
    )
    .option("--dim <n>", "numbers per word", "100")
    .option("--window <n>", "places looked at on each side of a word", "5")
    .addOption(
      new Option("--loss <loss>", "noise words, or a Huffman tree")
        .choices(["negative", "hierarchical"])
        .default("negative"),
    )
    .option("--negative <n>", "noise words for each prediction", "5")
    .addOption(
      new Option("--negatives <whose>", "noise words shared by twelve predictions (faster) or own")
        .choices(["shared", "own"])
        .default("shared"),
    )
    .option("--sample <share>", "leave out words more frequent than this now and then", "1e-3")
    .option("--min-count <n>", "leave out words seen less often", "5")
    .option("--max-size <n>", "keep only the n most frequent words (default: all)")
    .option("--epochs <n>", "times that the text is read", "5")
    .option("--learning-rate <x>", "step size at the start (default: 0.05 cbow, 0.025 skip-gram)")
    .addOption(
      new Option("--cbow-gradient <form>", "with or without the mean's factor 1/|C|")
        .choices(["gensim", "exact"])
        .default("gensim"),
    )
    .option("--threads <n>", "threads that train", String(availableParallelism()))
    .option("--seed <n>", "seed of all draws", "1")
    .addOption(
      new Option("--tokens <how>", "how a line becomes words")
        .choices(["spaces", "words", "chinese-words", "characters"])
        .default("spaces"),
    )
    .addOption(
      new Option(
        "--format <format>",
        "form of the vectors (default: by the file's ending)",
      ).choices(["text", "binary", "native"]),
    )
    .option("--checkpoint <minutes>", "save the run so often", "10")
    .option("--resume", "go on with the run that was stopped")
    .option("--json", "print what was done as one JSON object")
    .addHelpText("after", help)
    .action(withTypedNames(names, word2vec));
}

/** How the library calls what is typed. */
const names = {
  dimension: "--dim",
  window: "--window",
  negative: "--negative",
  sample: "--sample",
  minCount: "--min-count",
  maxSize: "--max-size",
  epochs: "--epochs",
  learningRate: "--learning-rate",
  threads: "--threads",
  seed: "--seed",
  format: "--format",
} as const;

function toLibraryOptions(options: Options): Word2VecOptions {
  const { maxSize, learningRate } = options;
  return {
    model: options.model,
    loss: options.loss,
    dimension: toCount("--dim", options.dim),
    window: toCount("--window", options.window),
    negative: toCount("--negative", options.negative),
    negatives: options.negatives,
    sample: toNumber("--sample", options.sample),
    minCount: toCount("--min-count", options.minCount),
    ...(maxSize === undefined ? {} : { maxSize: toCount("--max-size", maxSize) }),
    epochs: toCount("--epochs", options.epochs),
    ...(learningRate === undefined
      ? {}
      : { learningRate: toPositive("--learning-rate", learningRate) }),
    cbowGradient: options.cbowGradient,
    threads: toCount("--threads", options.threads),
    seed: toNumber("--seed", options.seed),
  };
}

async function word2vec(corpus: string, options: Options, command: Command): Promise<void> {
  const { toVectorFormat, toWord2VecOptions } = await import("../index.js");
  const { output, tokens, resume = false, json = false } = options;
  const settings = toWord2VecOptions(toLibraryOptions(options));
  const format = options.format ?? toVectorFormat(output);
  const runPath = `${output}.run`;
  for (const path of [output, runPath]) {
    const obstacle = await findObstacle(path);
    if (obstacle !== undefined)
      throw new CliError(`cannot write ${JSON.stringify(path)}: ${fileReason(obstacle)}`, 2);
  }
  const { signal, release } = stopOnSignals();
  try {
    const done = await trainVectors({
      corpus,
      tokens,
      settings,
      output,
      format,
      runPath,
      resume,
      // A resumed run keeps its options; only how many threads go on with it may be said anew.
      threads: command.getOptionValueSource("threads") === "cli" ? settings.threads : undefined,
      checkpointMs: toNumber("--checkpoint", options.checkpoint) * 60_000,
      say: json ? () => undefined : (text) => console.error(text),
      signal,
    });
    if (done === undefined) process.exitCode = Number(signal.reason);
    else console.log(json ? JSON.stringify(done) : output);
  } finally {
    release();
  }
}
