import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  toWord2VecOptions,
  type Word2VecOptions,
} from "../../../../src/learning/embedding/options.js";
import { TrainingRun, trainingRunSteps } from "../../../../src/learning/embedding/training/run.js";
import {
  readRun,
  resumeRun,
  saveRun,
} from "../../../../src/learning/embedding/training/run-file.js";
import { toEncoded } from "../../../../src/learning/embedding/trainer.js";
import { sentences } from "../../../../src/learning/text/grammar.js";
import { smallWorld } from "../../../../src/learning/text/small-world.js";
import { small } from "../small.js";

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "tidebook-run-"))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const corpus = sentences(smallWorld, { count: 300, seed: 7 });

async function start(options: Word2VecOptions = {}): Promise<TrainingRun> {
  const complete = toWord2VecOptions({ ...small, epochs: 2, reportEvery: 500, ...options });
  return new TrainingRun(await toEncoded(corpus, complete), complete);
}

/** Trains to the end, or through so many reports. */
function drain(run: TrainingRun, reports = Infinity): void {
  let seen = 0;
  for (const _step of trainingRunSteps(run)) if ((seen += 1) >= reports) return;
}

describe("a saved run", () => {
  test.each<Word2VecOptions>([
    {},
    { model: "skip-gram", dimension: 10 },
    { loss: "hierarchical", dimension: 7 },
    { negatives: "shared", sample: 1e-2, shrinkWindow: true, maxSize: 40 },
  ])("goes on as if it had never been stopped: %j", async (options) => {
    const whole = await start(options);
    drain(whole);
    const stopped = await start(options);
    drain(stopped, 4);
    expect(stopped.isDone).toBe(false);
    const path = join(folder, "stopped.run");
    await saveRun(path, stopped);

    const saved = await readRun(path);
    const resumed = resumeRun(saved, await toEncoded(corpus, saved.options));
    expect(resumed.position).toEqual(stopped.position);
    drain(resumed);
    expect(resumed.isDone).toBe(true);
    expect(resumed.position).toEqual(whole.position);
    expect(resumed.vocabulary.words).toEqual(whole.vocabulary.words);
    expect(resumed.model.input).toEqual(whole.model.input);
    expect(resumed.model.output).toEqual(whole.model.output);
  });

  test("trains on with another corpus", async () => {
    const run = await start();
    drain(run);
    const path = join(folder, "done.run");
    await saveRun(path, run);
    const saved = await readRun(path);
    const more = sentences(smallWorld, { count: 300, seed: 8 });
    const encoded = await toEncoded(more, saved.options, { vocabulary: saved.vocabulary });
    const further = new TrainingRun(encoded, saved.options, saved.model);
    const before = further.vectors.snapshot();
    drain(further);
    expect(further.vectors.words).toEqual(before.words);
    expect(further.vectors.similarity("king", "queen")).not.toBe(
      before.similarity("king", "queen"),
    );
  });

  test("is refused for another corpus, when cut, when changed, and when it is something else", async () => {
    const run = await start();
    drain(run, 2);
    const path = join(folder, "odd.run");
    await saveRun(path, run);
    const saved = await readRun(path);
    const other = await toEncoded(sentences(smallWorld, { count: 299, seed: 7 }), saved.options);
    expect(() => resumeRun(saved, other)).toThrow(
      /^words and ends of sentences in the corpus: \d+; expected \d+, as in the stopped run$/,
    );

    const renamed = [...corpus].map((words) =>
      words.map((word) => word.replace("king", "emperor")),
    );
    const otherWords = await toEncoded(renamed, saved.options);
    expect(() => resumeRun(saved, otherWords)).toThrow(
      'vocabulary: "other words"; expected those of the stopped run',
    );

    const bytes = readFileSync(path);
    const changed = Buffer.from(bytes);
    changed[changed.length - 1]! ^= 1;
    writeFileSync(path, changed);
    await expect(readRun(path)).rejects.toThrow(/^checksum of .*; it is damaged$/);
    truncateSync(path, bytes.length - 1);
    await expect(readRun(path)).rejects.toThrow(
      `bytes of ${path}: ${bytes.length - 1}; expected ${bytes.length}; it was cut or is damaged`,
    );
    writeFileSync(path, "the king\n");
    await expect(readRun(path)).rejects.toThrow(
      `file: ${JSON.stringify(path)}; expected a training run saved by tidebook`,
    );
    await expect(readRun(join(folder, "none.run"))).rejects.toThrow(
      "no such file or folder (ENOENT)",
    );
    await expect(saveRun(join(folder, "no", "where.run"), run)).rejects.toThrow(
      "no such file or folder (ENOENT); the file is unchanged",
    );
  });
});
