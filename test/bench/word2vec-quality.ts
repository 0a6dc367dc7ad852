/**
 * How good the vectors of each contender are, all judged by our own evaluation: word pairs and analogies from
 * the folder that EVAL names (../shared/data/eval if not given). A set that is not there is left out.
 */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { evaluateAnalogies } from "../../src/learning/embedding/evaluation/evaluation-analogies.js";
import { evaluatePairs } from "../../src/learning/embedding/evaluation/evaluation-pairs.js";
import {
  readAnalogies,
  readWordPairs,
} from "../../src/learning/embedding/evaluation/evaluation-sets.js";
import { openVectors } from "../../src/learning/embedding/formats/open.js";
import type { Vectors } from "../../src/learning/embedding/vectors.js";

const folder =
  process.env["EVAL"] ?? join(import.meta.dirname, "..", "..", "..", "shared", "data", "eval");

/** A figure with its 95 % interval. */
export interface Judged {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/** The English test sets that are there: name and file. */
export function testSets(): { pairs: Map<string, string>; analogies: string | undefined } {
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  const pairs = new Map<string, string>();
  for (const [label, pattern] of [
    ["WordSim-353", /WS-?353-ALL|wordsim-?353/i],
    ["MEN", /^(EN-)?MEN/i],
    ["SimLex-999", /simlex/i],
    ["RG-65", /RG-?65/i],
  ] as const) {
    const found = names.find((name) => pattern.test(name));
    if (found !== undefined) pairs.set(label, join(folder, found));
  }
  const questions = join(folder, "questions-words.txt");
  return { pairs, analogies: existsSync(questions) ? questions : undefined };
}

/** Judges a file of vectors by every set. */
export async function judge(path: string): Promise<Map<string, Judged>> {
  const all = await openVectors(path);
  // fastText writes its end of line as a word.
  const vectors = all.has("</s>") ? withoutLineEnd(all) : all;
  const { pairs, analogies } = testSets();
  const judged = new Map<string, Judged>();
  for (const [name, file] of pairs) {
    const scores = evaluatePairs(vectors, await readWordPairs(file));
    const { spearman, spearmanLower, spearmanUpper } = scores;
    judged.set(`${name} (${scores.known} pairs), ρ`, {
      value: spearman,
      lower: spearmanLower,
      upper: spearmanUpper,
    });
  }
  if (analogies !== undefined) {
    const { total } = await evaluateAnalogies(vectors, await readAnalogies(analogies));
    const name = `analogies (${total.asked} questions), accuracy`;
    judged.set(name, { value: total.accuracy, lower: total.lower, upper: total.upper });
  }
  return judged;
}

function withoutLineEnd(vectors: Vectors): Vectors {
  return vectors.subset(vectors.words.filter((word) => word !== "</s>"));
}
