/**
 * The contenders of the word2vec bench, each a whole process that reads a text and writes vectors: ours as users
 * run it, Debian's python3-gensim and fasttext where they are installed. GNU time says what a process took; the
 * training part comes from the tool itself, of fastText from the moments at which it prints and /proc.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One training run. */
export interface Job {
  readonly corpus: string;
  /** Path without ending. */
  readonly output: string;
  readonly model: "cbow" | "skip-gram";
  readonly epochs: number;
  readonly threads: number;
  readonly seed?: number;
}

/** What a run took. NaN where a system does not say. */
export type RunFigures = Record<
  "whole, s" | "whole, CPU s" | "train, s" | "train, CPU s" | "peak RSS, MB",
  number
>;

export interface Tool {
  readonly name: string;
  /** The file of vectors that a job leaves. */
  vectors(job: Job): string;
  run(job: Job): Promise<RunFigures>;
}

const root = join(import.meta.dirname, "..", "..");
const python = "/usr/bin/python3";
const fasttextPath = "/usr/bin/fasttext";
const timePath = "/usr/bin/time";
const singleThreaded = { OPENBLAS_NUM_THREADS: "1", OMP_NUM_THREADS: "1" };

/** Seconds of wall clock and of CPU. */
interface Moment {
  readonly wall: number;
  readonly cpu: number;
}

/** CPU seconds that a process and its threads have taken, from Linux's /proc. */
function cpuSeconds(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)!.split(" ");
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return NaN;
  }
}

/** The one child of a process; the process itself where /proc does not tell. */
function childOf(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ")[0]);
  } catch {
    return pid;
  }
}

/** Runs a command to its end; `onText` sees its error stream, with the moment. */
async function timed(
  command: readonly string[],
  onText: (text: string, moment: () => Moment) => void = () => {},
): Promise<{ stdout: string; figures: Omit<RunFigures, "train, s" | "train, CPU s"> }> {
  const hasTime = existsSync(timePath);
  const argv = hasTime ? [timePath, "-f", "took %e %U %S %M", ...command] : [...command];
  const started = performance.now();
  const child = spawn(argv[0]!, argv.slice(1), {
    env: { ...process.env, ...singleThreaded },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  const moment = (): Moment => ({
    wall: performance.now() / 1000,
    cpu: cpuSeconds(hasTime ? childOf(child.pid!) : child.pid!),
  });
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    onText(text, moment);
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
    onText(text, moment);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("close", resolve);
  });
  if (code !== 0) {
    throw new Error(`${command.join(" ")}: exit ${code}; expected 0; ${stderr.slice(-2000)}`);
  }
  const wall = (performance.now() - started) / 1000;
  const [, , user, system, peak] = (/took (\S+) (\S+) (\S+) (\S+)\s*$/.exec(stderr) ?? []).map(
    Number,
  );
  return {
    stdout,
    figures: {
      "whole, s": wall,
      "whole, CPU s": (user ?? NaN) + (system ?? NaN),
      "peak RSS, MB": ((peak ?? NaN) * 1024) / 1e6,
    },
  };
}

/** Ours; `negatives` as the command names them. */
export function tidebook(negatives: "shared" | "own"): Tool {
  const vectors = ({ output }: Job) => `${output}.bin`;
  return {
    name: negatives === "shared" ? "tidebook" : "tidebook, own negatives",
    vectors,
    async run(job) {
      const { stdout, figures } = await timed([
        process.execPath,
        join(root, "dist", "cli", "main.js"),
        ...["word2vec", job.corpus, "-o", vectors(job), "--json", "--checkpoint", "0"],
        ...["--model", job.model, "--negatives", negatives, "--epochs", String(job.epochs)],
        ...["--threads", String(job.threads), "--seed", String(job.seed ?? 1)],
        ...["--dim", "100", "--window", "5", "--negative", "5", "--sample", "1e-3"],
        ...["--min-count", "5"],
      ]);
      return { ...figures, ...trained(stdout) };
    },
  };
}

const gensim: Tool = {
  name: "gensim",
  vectors: ({ output }) => `${output}.bin`,
  async run(job) {
    const script = join(import.meta.dirname, "word2vec.py");
    const { corpus, model, epochs, threads } = job;
    const own = [corpus, gensim.vectors(job), model, String(epochs), String(threads)];
    const { stdout, figures } = await timed([python, script, ...own]);
    return { ...figures, ...trained(stdout) };
  },
};

const fasttext: Tool = {
  name: "fastText",
  vectors: ({ output }) => `${output}.vec`,
  async run({ corpus, output, model, epochs, threads }) {
    let start: Moment | undefined;
    let end: Moment | undefined;
    const rate = model === "cbow" ? "0.05" : "0.025";
    const command = [
      ...[fasttextPath, model === "cbow" ? "cbow" : "skipgram", "-input", corpus],
      ...["-output", output, "-dim", "100", "-ws", "5", "-neg", "5", "-t", "1e-3", "-lr", rate],
      ...["-minCount", "5", "-minn", "0", "-maxn", "0", "-epoch", String(epochs)],
      ...["-thread", String(threads)],
    ];
    const { figures } = await timed(command, (text, moment) => {
      if (text.includes("Number of labels")) start = moment();
      if (text.includes("Progress:")) end = moment();
    });
    const [from, to] = [start ?? { wall: NaN, cpu: NaN }, end ?? { wall: NaN, cpu: NaN }];
    return { ...figures, "train, s": to.wall - from.wall, "train, CPU s": to.cpu - from.cpu };
  },
};

/** The training part, from the last line that a tool prints. */
function trained(stdout: string): Pick<RunFigures, "train, s" | "train, CPU s"> {
  const { trainSeconds, trainCpuSeconds } = JSON.parse(stdout.trim().split("\n").at(-1)!) as {
    trainSeconds: number;
    trainCpuSeconds: number;
  };
  return { "train, s": trainSeconds, "train, CPU s": trainCpuSeconds };
}

/** The peers that are installed; the others are named on the console. */
export function findPeers(): Tool[] {
  const hasGensim = spawnSync(python, ["-c", "import gensim"]).status === 0;
  if (!hasGensim) console.log("left out: python3-gensim is not installed\n");
  const hasFasttext = existsSync(fasttextPath);
  if (!hasFasttext) console.log("left out: fasttext is not installed\n");
  return [...(hasGensim ? [gensim] : []), ...(hasFasttext ? [fasttext] : [])];
}
