/**
 * The word2vec bench, `node --import tsx test/bench/word2vec.ts [--only speed,quality,scaling]`: training from a
 * file against gensim and fastText, whole processes in turn, 100 numbers, window 5, 5 noise words, sample 1e-3,
 * minCount 5. Medians over ROUNDS (3), THREADS (2); CORPUS, MEGABYTES and EVAL say on what (word2vec-corpus,
 * word2vec-quality), LARGEST (1000) the megabytes up to which scaling goes.
 */
import { mkdtemp, rm, stat } from "node:fs/promises";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { findCorpus, megabytes, repeated } from "./word2vec-corpus.js";
import { judge, testSets, type Judged } from "./word2vec-quality.js";
import { findPeers, tidebook, type Job, type RunFigures, type Tool } from "./word2vec-tools.js";
import { interleave, median, ratios } from "./statistics.js";

const rounds = Number(process.env["ROUNDS"] ?? 3);
const threads = Number(process.env["THREADS"] ?? 2);
const { values } = parseArgs({ options: { only: { type: "string" } } });
const parts = values.only?.split(",") ?? ["speed", "quality", "scaling"];
const folder = await mkdtemp(join(tmpdir(), "tidebook-word2vec-"));
const corpus = findCorpus(folder);
const peers = findPeers();
const ours = tidebook("shared");
const own = tidebook("own");

type Table = Map<string, RunFigures[]>;

/** Runs tools in turn on one job each, without a warm-up: a whole process has none. */
function measured(tools: readonly Tool[], job: Omit<Job, "output" | "threads">): Promise<Table> {
  const contenders = tools.map((tool, i) => ({
    name: tool.name,
    measure: () => tool.run({ threads, ...job, output: join(folder, `vectors${i}`) }),
  }));
  return interleave(contenders, rounds, false);
}

/** One line of the goals: how many times as much a peer takes, or we do. */
function goal(what: string, ratio: number, floor: number, wanted: number, atMost = false): void {
  const [reaches, held] = atMost
    ? [ratio <= wanted, ratio <= floor]
    : [ratio >= wanted, ratio >= floor];
  const verdict = reaches ? "goal reached" : held ? "above the floor" : "below the floor";
  const sign = atMost ? "≤ " : "";
  const told = Number.isNaN(ratio)
    ? "not measured"
    : atMost && held && !reaches
      ? "within the floor"
      : verdict;
  console.log(
    `| ${what} | ${ratio.toFixed(2)}× | ${sign}${floor}× | ${sign}${wanted}× | ${told} |`,
  );
}

async function speed(): Promise<void> {
  console.log(`## Speed\n\nCBOW, 1 epoch, ${threads} threads, ${corpus.name}\n`);
  const cbow = await measured([ours, own, ...peers], {
    corpus: corpus.path,
    model: "cbow",
    epochs: 1,
  });
  console.log(`${ratios(cbow)}\n`);
  const has = (name: string) => peers.some((peer) => peer.name === name);
  const head = repeated(corpus.path, join(folder, "head.txt"), Math.min(20e6, corpus.bytes));
  const { size } = await stat(head);
  console.log(`Skip-gram, 1 epoch, ${threads} threads, the first ${megabytes(size)} MB\n`);
  const withoutFasttext = peers.filter(({ name }) => name === "gensim");
  const skipGram = await measured([ours, ...withoutFasttext], {
    corpus: head,
    model: "skip-gram",
    epochs: 1,
  });
  console.log(`${ratios(skipGram)}\n`);
  if (peers.length === 0) return;
  console.log("| how many times as fast | measured | floor | goal | |\n|---|---|---|---|---|");
  // The median of the rounds' own ratios: what disturbs a round disturbs both sides.
  const times = (table: Table, peer: string, figure: keyof RunFigures, name = ours.name) =>
    median(table.get(peer)!.map((each, round) => each[figure] / table.get(name)![round]![figure]));
  if (has("gensim")) {
    goal("CBOW train against gensim", times(cbow, "gensim", "train, s"), 4.5, 8);
    goal(
      "CBOW train against gensim, per CPU second",
      times(cbow, "gensim", "train, CPU s"),
      4.5,
      8,
    );
  }
  if (has("fastText"))
    goal("CBOW train against fastText", times(cbow, "fastText", "train, s"), 8, 15);
  if (has("gensim")) {
    goal("whole process, 1 epoch, against gensim", times(cbow, "gensim", "whole, s"), 3.5, 6);
    const perCpu = times(skipGram, "gensim", "train, CPU s");
    goal("skip-gram train against gensim, per CPU second", perCpu, 5, 8);
    const ownTimes = times(cbow, "gensim", "train, s", own.name);
    goal("own-negatives mode against gensim", ownTimes, 2, 3);
    const memory = 1 / times(cbow, "gensim", "peak RSS, MB");
    goal("peak RSS against gensim", memory, 2, 1, true);
  }
  console.log("");
}

async function quality(): Promise<void> {
  const { pairs, analogies } = testSets();
  if (!corpus.isText || (pairs.size === 0 && analogies === undefined)) {
    console.log("left out: quality needs a real corpus (CORPUS) and test sets (EVAL)\n");
    return;
  }
  console.log(
    `## Quality\n\nCBOW, 3 epochs, ${threads} threads, ${corpus.name}; mean of ${rounds} runs, 95 % interval of the first\n`,
  );
  const tools = [ours, own, ...peers];
  const all = new Map<string, Map<string, Judged>[]>(tools.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const tool of tools) {
      const output = join(folder, "judged");
      const job: Job = {
        corpus: corpus.path,
        output,
        model: "cbow",
        epochs: 3,
        threads,
        seed: round + 1,
      };
      const figures = await tool.run(job);
      const judged = await judge(tool.vectors(job));
      all.get(tool.name)!.push(judged);
      const told = [...judged].map(([set, { value }]) => `${set} ${value.toFixed(3)}`);
      const took = figures["train, s"].toFixed(1);
      process.stderr.write(`round ${round + 1} ${tool.name} ${took} s; ${told.join("; ")}\n`);
    }
  }
  const sets = [...all.get(ours.name)![0]!.keys()];
  const mean = (name: string, set: string) => {
    const found = all.get(name)!.map((each) => each.get(set)?.value ?? NaN);
    return found.reduce((sum, value) => sum + value, 0) / found.length;
  };
  console.log(`| set | ${tools.map(({ name }) => name).join(" | ")} | ours − gensim | |`);
  console.log(`|${"---|".repeat(tools.length + 3)}`);
  for (const set of sets) {
    const cells = tools.map(({ name }) => {
      const { lower, upper } = all.get(name)![0]!.get(set) ?? { lower: NaN, upper: NaN };
      return `${mean(name, set).toFixed(3)} [${lower.toFixed(3)}, ${upper.toFixed(3)}]`;
    });
    const lead = all.has("gensim") ? mean(ours.name, set) - mean("gensim", set) : NaN;
    const verdict =
      lead >= 0 ? "goal reached" : lead >= -0.01 ? "above the floor" : "below the floor";
    const told = Number.isNaN(lead) ? "" : verdict;
    console.log(`| ${set} | ${cells.join(" | ")} | ${lead.toFixed(3)} | ${told} |`);
  }
  console.log("");
}

/** Least squares of relative errors: seconds ≈ a + b x. */
function fit(x: readonly number[], seconds: readonly number[]): { a: number; b: number } {
  const weights = seconds.map((y) => 1 / (y * y));
  const sum = (of: (i: number) => number) => weights.reduce((all, w, i) => all + w * of(i), 0);
  const [n, sx, sy] = [sum(() => 1), sum((i) => x[i]!), sum((i) => seconds[i]!)];
  const [sxx, sxy] = [sum((i) => x[i]! ** 2), sum((i) => x[i]! * seconds[i]!)];
  const b = (n * sxy - sx * sy) / (n * sxx - sx * sx);
  return { a: (sy - b * sx) / n, b };
}

async function scaling(): Promise<void> {
  const output = join(folder, "scaled");
  console.log(`## Scaling\n\nCBOW, 1 epoch, ${corpus.name}, by threads\n`);
  console.log(
    "| threads | train, s | train, CPU s | whole, s | million words/s, train | times one thread |\n|---|---|---|---|---|---|",
  );
  const counts = [1, 2, 4, 8, 16, 32, 64].filter((count) => count <= availableParallelism());
  let single = NaN;
  for (const count of counts) {
    const runs: RunFigures[] = [];
    const job: Job = { corpus: corpus.path, output, model: "cbow", epochs: 1, threads: count };
    for (let round = 0; round < rounds; round += 1) runs.push(await ours.run(job));
    const of = (figure: keyof RunFigures) => median(runs.map((each) => each[figure]));
    const train = of("train, s");
    if (count === 1) single = train;
    const rate = corpus.words / train / 1e6;
    const cells = [train, of("train, CPU s"), of("whole, s"), rate].map((value) =>
      value.toFixed(2),
    );
    console.log(`| ${count} | ${cells.join(" | ")} | ${(single / train).toFixed(2)} |`);
  }
  console.log(`\nBy size, ${threads} threads, the corpus cut or repeated\n`);
  const largest = Number(process.env["LARGEST"] ?? 1000);
  const sizes = [1, 3, 10, 30, 100, 300, 1000].filter((size) => size <= largest);
  const perMegabyte = (corpus.words / corpus.bytes) * 1e6;
  const millions = sizes.map((size) => (size * perMegabyte) / 1e6);
  const rows: { size: number; whole: number; cpu: number; peak: number }[] = [];
  for (const size of sizes) {
    const path = repeated(corpus.path, join(folder, "sized.txt"), size * 1e6);
    const runs: RunFigures[] = [];
    const job: Job = { corpus: path, output, model: "cbow", epochs: 1, threads };
    for (let round = 0; round < (size > 200 ? 1 : rounds); round += 1)
      runs.push(await ours.run(job));
    const of = (figure: keyof RunFigures) => median(runs.map((each) => each[figure]));
    rows.push({ size, whole: of("whole, s"), cpu: of("whole, CPU s"), peak: of("peak RSS, MB") });
    await rm(path);
  }
  const wall = fit(
    millions,
    rows.map((row) => row.whole),
  );
  const cpu = fit(
    millions,
    rows.map((row) => row.cpu),
  );
  console.log(
    "| MB | million words | whole, s | model | whole, CPU s | model | peak RSS, MB |\n|---|---|---|---|---|---|---|",
  );
  for (const [i, row] of rows.entries()) {
    const cells = [
      row.whole,
      wall.a + wall.b * millions[i]!,
      row.cpu,
      cpu.a + cpu.b * millions[i]!,
    ];
    const told = cells.map((value) => value.toFixed(2)).join(" | ");
    console.log(`| ${row.size} | ${millions[i]!.toFixed(2)} | ${told} | ${row.peak.toFixed(0)} |`);
  }
  const model = ({ a, b }: { a: number; b: number }) =>
    `${a.toFixed(2)} s + ${b.toFixed(4)} s per million words`;
  console.log(
    `\nmodel: whole = ${model(wall)}; CPU = ${model(cpu)} (least squares of relative errors)\n`,
  );
}

console.log(
  `Node ${process.version}, ${availableParallelism()} × ${cpus()[0]?.model ?? "?"}, ${rounds} rounds\n`,
);
try {
  for (const [name, part] of Object.entries({ speed, quality, scaling })) {
    if (parts.includes(name)) await part();
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
