/**
 * The bench of word vectors, `node --import tsx test/bench/vectors.ts`: neighbours among 1 M words × 100, opening
 * 1 M × 300 in the own format, reading and writing 53,289 × 100 in each format, with gensim's figures (vectors.py)
 * where Debian's python3-gensim is installed. Best and median of ROUNDS (5) in milliseconds; 3 GB of disk.
 */
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { openVectors, Random, saveVectors, Vectors } from "../../src/index.js";
import { median } from "./statistics.js";

const rounds = Number(process.env["ROUNDS"] ?? 5);
const folder = await mkdtemp(join(tmpdir(), "tidebook-bench-vectors-"));

function randomVectors(size: number, dimension: number): Vectors {
  const random = new Random(1);
  const values = new Float32Array(size * dimension).map(() => random.uniform() - 0.5);
  return new Vectors(
    Array.from({ length: size }, (_, i) => `w${i}`),
    values,
  );
}

/** Runs something some times and prints a line: best and median, and megabytes a second of the best. */
async function line(what: string, run: (i: number) => unknown, bytes?: number): Promise<void> {
  const times: number[] = [];
  for (let i = 0; i < rounds; i += 1) {
    const started = performance.now();
    await run(i);
    times.push(performance.now() - started);
  }
  const best = Math.min(...times);
  const rate = bytes === undefined ? "" : `   ${(bytes / 1e3 / best).toFixed(0)} MB/s`;
  console.log(`${what.padEnd(44)} ${best.toFixed(1)}   ${median(times).toFixed(1)}${rate}`);
}

console.log(
  `Node ${process.version}, ${availableParallelism()} × ${cpus()[0]?.model ?? "?"}, ${rounds} rounds: best, median (ms)\n`,
);
try {
  const million = randomVectors(1e6, 100);
  await line("neighbours, 1 M × 100, plain loops", (i) => million.mostSimilar(`w${i}`));
  const started = performance.now();
  await million.nearest("w0");
  console.log(`the first search by threads ${(performance.now() - started).toFixed(0)} ms`);
  for (const batch of [1, 8, 32]) {
    await line(`neighbours, 1 M × 100, threads, ${batch} at once`, (i) =>
      million.nearest(Array.from({ length: batch }, (_, k) => `w${i * batch + k}`)),
    );
  }
  million.close();

  const wide = join(folder, "wide.vectors");
  await saveVectors(wide, randomVectors(1e6, 300));
  await line("open 1 M × 300, and get one word", async (i) => {
    const opened = await openVectors(wide);
    opened.get(`w${i * 1000}`);
    opened.close();
  });

  const usual = randomVectors(53_289, 100);
  for (const name of ["a.txt", "a.bin", "a.vectors", "a.txt.gz", "a.bin.gz"]) {
    const path = join(folder, name);
    await saveVectors(path, usual);
    const bytes = (await stat(path)).size;
    await line(`write ${name}, 53,289 × 100`, () => saveVectors(path, usual), bytes);
    await line(`read ${name}`, async () => (await openVectors(path)).close(), bytes);
  }
  const script = join(import.meta.dirname, "vectors.py");
  const options = { encoding: "utf8" } as const;
  const { status, stdout } = spawnSync(
    "/usr/bin/python3",
    [script, folder, String(rounds)],
    options,
  );
  console.log(status === 0 ? stdout : "left out: python3-gensim is not installed");
} finally {
  await rm(folder, { recursive: true, force: true });
}
