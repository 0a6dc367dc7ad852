/**
 * `tidebook vectors evaluate`: word vectors judged by files of word pairs and of analogies. The scores are the
 * library's; here they become tables or JSON.
 */
import { Command } from "commander";
import { readText } from "../base/file.js";
import { columns } from "./columns.js";
import { withTypedNames } from "./option-names.js";
import { toCount } from "./values.js";
import {
  files,
  jsonOption,
  limitOption,
  methodOption,
  names,
  open,
  type Method,
} from "./vectors-file.js";

interface EvaluateFlags {
  readonly restrict: string;
  readonly caseSensitive?: true;
  readonly method: Method;
  readonly limit?: string;
  readonly json?: true;
}

export function evaluateCommand(): Command {
  return new Command("evaluate")
    .description("judge vectors by word pairs with scores of people, and by analogies")
    .argument("<file>", "word vectors")
    .argument("<set...>", "files of word pairs or of analogies; their content tells which")
    .option("--restrict <n>", "only the first n words take part", "300000")
    .option("--case-sensitive", '"Paris" and "paris" are two words')
    .addOption(methodOption())
    .addOption(limitOption())
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
Word pairs are lines of two words and a score (WordSim-353, SimLex-999, MEN); analogies are lines of four
words below lines ": section" (Google's questions-words.txt). Unknown words are left out and counted, and
case is folded, as gensim does. Intervals hold 95 %.

Examples:
  $ tidebook vectors evaluate words.bin wordsim353.txt simlex999.txt
  $ tidebook vectors evaluate words.bin questions-words.txt --json
${files}`,
    )
    .action(withTypedNames(names, evaluate));
}

async function evaluate(
  file: string,
  sets: readonly string[],
  flags: EvaluateFlags,
): Promise<void> {
  const restrict = toCount("--restrict", flags.restrict);
  const options = { restrict, foldCase: flags.caseSensitive !== true };
  const { evaluateAnalogies, evaluatePairs, readAnalogies, readWordPairs } =
    await import("../index.js");
  // All files are read before anything long begins.
  const tests = [];
  for (const set of sets) {
    const kind = await kindOf(set);
    tests.push(
      kind === "pairs"
        ? { set, kind, pairs: await readWordPairs(set) }
        : { set, kind, sections: await readAnalogies(set) },
    );
  }
  const vectors = await open(file, flags.limit);
  const pairRows: (string | number)[][] = [];
  const analogyTables: string[] = [];
  const json: object[] = [];
  for (const test of tests) {
    if (test.kind === "pairs") {
      const { rows: _rows, ...scores } = evaluatePairs(vectors, test.pairs, options);
      json.push({ set: test.set, kind: "pairs", ...scores });
      pairRows.push([
        test.set,
        three(scores.spearman),
        `${three(scores.spearmanLower)} … ${three(scores.spearmanUpper)}`,
        three(scores.pearson),
        scores.known,
        scores.outOfVocabulary,
      ]);
    } else {
      const { method } = flags;
      const found = await evaluateAnalogies(vectors, test.sections, { ...options, method });
      json.push({ set: test.set, kind: "analogies", sections: found.sections, total: found.total });
      const rows = [...found.sections, found.total].map((score) => [
        score.section,
        three(score.accuracy),
        score.asked === 0 ? "" : `${three(score.lower)} … ${three(score.upper)}`,
        score.correct,
        score.asked,
        score.outOfVocabulary,
      ]);
      const headings = [test.set, "accuracy", "interval", "correct", "asked", "unknown"];
      analogyTables.push(columns(headings, rows));
    }
  }
  vectors.close();
  if (flags.json === true) {
    console.log(JSON.stringify(json));
    return;
  }
  const headings = ["word pairs", "Spearman", "interval", "Pearson", "pairs", "unknown"];
  const tables = pairRows.length === 0 ? [] : [columns(headings, pairRows)];
  console.log([...tables, ...analogyTables].join("\n\n"));
}

const three = (value: number): string => (Number.isNaN(value) ? "–" : value.toFixed(3));

/** Analogies have sections, or lines of four words none of which is a number; all else are pairs. */
async function kindOf(set: string): Promise<"pairs" | "analogies"> {
  const lines = (await readText(set)).split(/\r\n|\r|\n/).map((line) => line.trim());
  const first = lines.find((line) => line !== "" && !line.startsWith("#")) ?? "";
  const fields = first.split(/\s+/);
  const isQuestion = fields.length === 4 && fields.every((field) => Number.isNaN(Number(field)));
  return first.startsWith(":") || (isQuestion && !/[\t,;]/.test(first)) ? "analogies" : "pairs";
}
