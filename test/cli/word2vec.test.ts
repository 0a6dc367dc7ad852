import { spawn, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openVectors } from "../../src/learning/embedding/formats/open.js";
import { sentences } from "../../src/learning/text/grammar.js";
import { smallWorld } from "../../src/learning/text/small-world.js";

const main = join(import.meta.dirname, "..", "..", "dist", "cli", "main.js");
const small = ["--dim", "16", "--min-count", "1", "--sample", "0", "--threads", "1"];

let folder: string;
let corpus: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tidebook-word2vec-"));
  corpus = join(folder, "corpus.txt");
  const lines = [...sentences(smallWorld, { count: 2000, seed: 7 })];
  writeFileSync(corpus, lines.map((words) => `${words.join(" ")}\n`).join(""));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command; `meanwhile` may look at what it says and stop it. */
function word2vec(args: readonly string[], meanwhile?: (stop: () => void) => void) {
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    const child = spawn(process.execPath, [main, "word2vec", ...args], { cwd: folder });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (data: Buffer) => (stdout += data.toString()));
    child.stderr.on("data", (data: Buffer) => {
      stderr += data.toString();
      if (stderr.includes("words of text")) meanwhile?.(() => child.kill("SIGINT"));
    });
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

describe("tidebook word2vec", () => {
  it("trains, writes the vectors and says what it did", async () => {
    const { code, stdout, stderr } = await word2vec(["corpus.txt", "-o", "v.txt", ...small]);
    expect([code, stdout]).toEqual([0, "v.txt\n"]);
    expect(stderr).toMatch(
      /^60 words × 16, from [\d,]+ words of text\ntrained in [\d.]+ s, [\d,]+ words a second; last loss \d\.\d{3}\n$/,
    );
    expect(readFileSync(join(folder, "v.txt"), "utf8")).toMatch(/^60 16\n/);
    expect(existsSync(join(folder, "v.txt.run"))).toBe(false);
  });

  it("gives the same bytes again with one thread and a seed, and others with another", async () => {
    await word2vec(["corpus.txt", "-o", "a.bin", ...small, "--seed", "3"]);
    await word2vec(["corpus.txt", "-o", "b.bin", ...small, "--seed", "3"]);
    await word2vec(["corpus.txt", "-o", "c.bin", ...small, "--seed", "4"]);
    const [a, b, c] = ["a.bin", "b.bin", "c.bin"].map((name) => readFileSync(join(folder, name)));
    expect(a!.equals(b!)).toBe(true);
    expect(a!.equals(c!)).toBe(false);
  });

  it("prints facts for programs with --json", async () => {
    const args = ["corpus.txt", "-o", "v.vectors", ...small, "--epochs", "2", "--json"];
    const { stdout, stderr } = await word2vec(args);
    expect(stderr).toBe("");
    const facts = JSON.parse(stdout) as Record<string, unknown>;
    expect(facts).toMatchObject({ output: "v.vectors", vocabulary: 60, dimension: 16, threads: 1 });
    const words = [...sentences(smallWorld, { count: 2000, seed: 7 })].flat().length;
    expect(facts["words"]).toBe(2 * words);
    const vectors = await openVectors(join(folder, "v.vectors"));
    expect(vectors.words).toHaveLength(60);
  });

  it.runIf(process.platform !== "win32")(
    "stops at Ctrl-C, and goes on with --resume to the same bytes as a run that was not stopped",
    async () => {
      const args = ["corpus.txt", "-o", "v.bin", ...small, "--epochs", "400"];
      const stopped = await word2vec(args, (stop) => setTimeout(stop, 100));
      expect(stopped.code).toBe(130);
      expect(stopped.stderr).toMatch(/stopped at \d+ %; --resume goes on from v\.bin\.run\n$/);
      expect(existsSync(join(folder, "v.bin"))).toBe(false);
      const resumed = await word2vec([...args, "--resume"]);
      expect(resumed.code).toBe(0);
      expect(existsSync(join(folder, "v.bin.run"))).toBe(false);
      await word2vec(["corpus.txt", "-o", "whole.bin", ...args.slice(3)]);
      const [v, whole] = ["v.bin", "whole.bin"].map((name) => readFileSync(join(folder, name)));
      expect(v!.equals(whole!)).toBe(true);
    },
    60_000,
  );

  it.runIf(process.platform !== "win32")("ends at once at a second Ctrl-C", async () => {
    const args = ["corpus.txt", "-o", "v.bin", ...small, "--epochs", "1000000"];
    const { code } = await word2vec(args, (stop) => {
      stop();
      stop();
      stop();
    });
    expect(code === 130 || code === null).toBe(true);
    expect(existsSync(join(folder, "v.bin"))).toBe(false);
  });

  it.each([
    [["corpus.txt", "-o", "v.bin", "--dim", "0"], '--dim: "0"; expected a whole number from 1'],
    [
      ["corpus.txt", "-o", "v.bin", "--dim", "many"],
      '--dim: "many"; expected a whole number from 1',
    ],
    [["corpus.txt", "-o", "v.bin", "--sample", "-1"], '--sample: "-1"; expected a number from 0'],
    [["corpus.txt", "-o", "v.bin", "--threads", "4096"], "--threads: 4096; expected at most"],
    [["corpus.txt", "-o", "v.bin", "--threads", "0"], '--threads: "0"; expected a whole number'],
    [["corpus.txt", "-o", "v.bin", "--window", "0"], '--window: "0"; expected a whole number from'],
    [["corpus.txt", "-o", "v.bin", "--epochs", "0"], '--epochs: "0"; expected a whole number from'],
    [
      ["corpus.txt", "-o", "v.bin", "--learning-rate", "0"],
      '--learning-rate: "0"; expected a number above 0',
    ],
    [
      ["corpus.txt", "-o", "v.bin", "--negative", "100000"],
      "--negative: 100000; expected a whole number from 1 to 1000",
    ],
    [
      ["corpus.txt", "-o", "v.bin", "--dim", "1000001"],
      "--dim: 1000001; expected a whole number from 1 to 1000000",
    ],
    [
      ["corpus.txt", "-o", "v.bin", "--dim", "1000000", "--window", "100000", "--threads", "1"],
      "what WebAssembly addresses; lower --window, --dim, --negative or --threads",
    ],
    [["corpus.txt", "-o", "v.csv"], "or name the --format"],
    [["none.txt", "-o", "v.bin"], "none.txt"],
    [["corpus.txt", "-o", "no/v.bin"], "no such file or folder (ENOENT)"],
    [
      ["corpus.txt", "-o", "v.bin", "--min-count", "99999"],
      "0 of 60 words kept; lower --min-count (now 99999)",
    ],
    [["corpus.txt", "-o", "v.bin", "--resume"], "no such file or folder (ENOENT)"],
    [["corpus.txt", "-o", "v.bin", "--model", "bert"], "Allowed choices are cbow, skip-gram"],
  ])("refuses %j with one line and exit code 2", async (args, message) => {
    const { code, stdout, stderr } = await word2vec(args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
  });

  it("never writes over its corpus, by whatever name", async () => {
    const before = readFileSync(corpus);
    symlinkSync(corpus, join(folder, "link.txt"));
    for (const [read, written] of [
      ["corpus.txt", "corpus.txt"],
      [".", "./corpus.txt"],
      ["link.txt", "corpus.txt"],
    ] as const) {
      const { code, stderr } = await word2vec([read, "-o", written, ...small]);
      expect([code, stderr]).toEqual([
        2,
        `tidebook: --output: "${written}"; expected another file than those of the corpus, which it would replace\n`,
      ]);
    }
    expect(readFileSync(corpus).equals(before)).toBe(true);
  });

  it("says that steps were too large, and writes no vectors of NaN", async () => {
    // So many epochs would take days: it is said at once.
    const rate = ["--learning-rate", "1e308", "--epochs", "1000000000"];
    const args = ["corpus.txt", "-o", "v.bin", ...small, ...rate];
    const { code, stdout, stderr } = await word2vec(args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(
      /\ntidebook: training: the numbers of ".+" became NaN or infinite; expected finite numbers; lower --learning-rate \(now 1e\+308\)\n$/,
    );
    expect(existsSync(join(folder, "v.bin"))).toBe(false);
  });

  it("refuses a text without sentences, with one word, and a binary file", async () => {
    const cases: [string | Buffer, RegExp][] = [
      ["", /vocabulary is empty: 0 of 0 words kept; give a corpus with words/],
      [
        "king\n".repeat(9),
        /predicted words: 0; expected a sentence with at least two known words; the vocabulary has one word\n$/,
      ],
      [Buffer.from([0x74, 0, 0x1f, 0x0a]), /odd\.txt.*NUL/],
      [Buffer.from([0x74, 0xff, 0x20, 0x0a]), /odd\.txt.*UTF-8/],
    ];
    for (const [text, message] of cases) {
      writeFileSync(join(folder, "odd.txt"), text);
      const { code, stderr } = await word2vec(["odd.txt", "-o", "v.bin", ...small]);
      expect(code).toBe(2);
      expect(stderr).toMatch(message);
      expect(stderr.trimEnd().split("\n").length).toBeLessThanOrEqual(2);
    }
  });

  it.runIf(process.platform === "linux")("says that a limit leaves too little memory", () => {
    const command = 'ulimit -v 2000000; exec "$0" "$@"';
    const args = ["-c", command, process.execPath, main, "word2vec", "corpus.txt", "-o", "v.bin"];
    const { status, stderr } = spawnSync("sh", [...args, ...small], { cwd: folder });
    expect(stderr.toString()).toMatch(
      /^tidebook: memory: not enough \(.*allocat.*\); expected more, or a limit \(ulimit\) that lets this process have it\n$/,
    );
    expect(status).toBe(2);
  });

  it.runIf(existsSync("/dev/full"))("goes on where a run on the way has no room", async () => {
    symlinkSync("/dev/full", join(folder, "v.bin.run"));
    const often = ["--checkpoint", "1e-6", "--epochs", "2"];
    const { code, stderr } = await word2vec(["corpus.txt", "-o", "v.bin", ...small, ...often]);
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /tidebook: cannot write "v\.bin\.run": no space is left on the disk \(ENOSPC\).*; the training goes on without\n/,
    );
    expect(existsSync(join(folder, "v.bin"))).toBe(true);
  });

  it.runIf(existsSync("/dev/full"))("keeps the run when the disk is full at the end", async () => {
    // The output leads to a device that is always full; the run beside it does not.
    symlinkSync("/dev/full", join(folder, "v.bin"));
    const full = await word2vec(["corpus.txt", "-o", "v.bin", ...small]);
    expect(full.code).toBe(2);
    expect(full.stderr).toMatch(
      /cannot write "v\.bin": no space is left on the disk \(ENOSPC\).*; the trained run is in v\.bin\.run, --resume writes it again\n$/,
    );
    unlinkSync(join(folder, "v.bin"));
    const again = await word2vec(["corpus.txt", "-o", "v.bin", ...small, "--resume"]);
    expect(again.code).toBe(0);
    expect(existsSync(join(folder, "v.bin"))).toBe(true);
    expect(existsSync(join(folder, "v.bin.run"))).toBe(false);
  });
});
