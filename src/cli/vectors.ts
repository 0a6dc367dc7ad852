/**
 * `tidebook vectors`: questions to word vectors in a file, of any format that can be opened: neighbours, analogies,
 * judgement by test sets, another format. The answers are the library's; here they become tables or JSON.
 */
import { Command, Option } from "commander";
import { complaint } from "../base/check.js";
import { readText } from "../base/file.js";
import type { Neighbour, SimilarityQuestion, Vectors, VectorFormat } from "../index.js";
import { columns } from "./columns.js";
import { CliError } from "./error.js";
import { closeWords } from "./spelling.js";
import { toCount } from "./values.js";

type Method = "3CosAdd" | "3CosMul";

interface AskFlags {
  readonly count: string;
  readonly without?: readonly string[];
  readonly among?: string;
  readonly method?: Method;
  readonly limit?: string;
  readonly json?: true;
}

const files = `
FILE is word2vec's text or binary form, fastText's .vec or .bin, GloVe's text, or Tidebook's .vectors,
each also with gzip; its content tells, not its name.

Exit codes: 0 done, 2 usage or bad input.`;

/** The command, for the command line's front. */
export function vectorsCommand(): Command {
  return new Command("vectors")
    .description("ask word vectors: neighbours, analogies, test sets; convert them")
    .addCommand(similarCommand())
    .addCommand(analogyCommand())
    .addCommand(evaluateCommand())
    .addCommand(convertCommand())
    .addHelpText(
      "after",
      `
Examples:
  $ tidebook vectors similar words.bin king
  $ tidebook vectors analogy words.bin man woman king
  $ tidebook vectors evaluate words.bin wordsim353.txt questions-words.txt
  $ tidebook vectors convert words.bin words.vectors
${files}`,
    );
}

const countOption = () => new Option("-n, --count <n>", "how many words").default("10");
const amongOption = () => new Option("--among <n>", "answers are among the first n words alone");
const limitOption = () => new Option("--limit <n>", "read only the first n words of the file");
const jsonOption = () => new Option("--json", "print JSON instead of a table");
const methodOption = () =>
  new Option("--method <method>", "add cosines, or multiply them")
    .choices(["3CosAdd", "3CosMul"])
    .default("3CosAdd");

function similarCommand(): Command {
  return new Command("similar")
    .description("the words most similar to a word, or to several together")
    .argument("<file>", "word vectors")
    .argument("<word...>", "what the answers shall be similar to")
    .addOption(countOption())
    .option("--without <word...>", "what the answers shall not be similar to")
    .addOption(methodOption())
    .addOption(amongOption())
    .addOption(limitOption())
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
Examples:
  $ tidebook vectors similar words.bin king -n 5
  $ tidebook vectors similar words.bin king woman --without man
${files}`,
    )
    .action(async (file: string, words: readonly string[], flags: AskFlags) => {
      await ask(file, { positive: words, negative: flags.without ?? [] }, flags);
    });
}

function analogyCommand(): Command {
  return new Command("analogy")
    .description("answer: a is to b as c is to …")
    .argument("<file>", "word vectors")
    .argument("<a>", "a word")
    .argument("<b>", "what it belongs to")
    .argument("<c>", "another word; what belongs to it is the answer")
    .addOption(countOption())
    .addOption(methodOption())
    .addOption(amongOption())
    .addOption(limitOption())
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
Examples:
  $ tidebook vectors analogy words.bin man woman king       queen, one hopes
  $ tidebook vectors analogy words.bin paris france rome --method 3CosMul -n 1
${files}`,
    )
    .action(async (file: string, a: string, b: string, c: string, flags: AskFlags) => {
      await ask(file, { positive: [b, c], negative: [a] }, flags);
    });
}

/** Asks for similar words and prints them. */
async function ask(file: string, question: SimilarityQuestion, flags: AskFlags): Promise<void> {
  const count = toCount("--count", flags.count);
  const among = flags.among === undefined ? {} : { among: toCount("--among", flags.among) };
  const vectors = await open(file, flags.limit);
  for (const word of [question.positive ?? [], question.negative ?? []].flat() as string[])
    checkKnown(vectors, word);
  const answers: Neighbour[] = vectors.mostSimilar({
    ...question,
    ...among,
    count,
    method: flags.method ?? "3CosAdd",
  });
  vectors.close();
  if (flags.json === true) console.log(JSON.stringify(answers));
  else
    console.log(
      columns(
        ["word", flags.method === "3CosMul" ? "3CosMul" : "cosine"],
        answers.map(({ word, similarity }) => [word, similarity.toFixed(4)]),
      ),
    );
}

/** Refuses a word that has no vector, and names words that look like it. */
function checkKnown(vectors: Vectors, word: string): void {
  if (vectors.has(word)) return;
  const close = closeWords(word, vectors.words).map((each) => JSON.stringify(each));
  const rule = `one of ${vectors.size} known words`;
  const remedy = close.length === 0 ? undefined : `did you mean ${close.join(" or ")}?`;
  throw new CliError(complaint("word", word, rule, remedy), 2);
}

async function open(file: string, limit: string | undefined): Promise<Vectors> {
  const most = limit === undefined ? {} : { limit: toCount("--limit", limit) };
  const { openVectors } = await import("../index.js");
  const onNotice = (message: string) => console.error(`tidebook: ${message}`);
  return openVectors(file, { ...most, onNotice });
}

interface EvaluateFlags {
  readonly restrict: string;
  readonly caseSensitive?: true;
  readonly method: Method;
  readonly limit?: string;
  readonly json?: true;
}

function evaluateCommand(): Command {
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
    .action(evaluate);
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

interface ConvertFlags {
  readonly format?: VectorFormat;
  readonly limit?: string;
}

function convertCommand(): Command {
  return new Command("convert")
    .description("write vectors in another format")
    .argument("<in>", "word vectors")
    .argument("<out>", "where they are written: .txt, .vec, .bin or .vectors, each also with .gz")
    .addOption(limitOption())
    .addOption(
      new Option(
        "--format <format>",
        "form of the vectors (default: by the file's ending)",
      ).choices(["text", "binary", "native"]),
    )
    .addHelpText(
      "after",
      `
Examples:
  $ tidebook vectors convert GoogleNews.bin.gz news.vectors     opens at once from now on
  $ tidebook vectors convert cc.en.300.vec.gz en.bin --limit 200000
${files}`,
    )
    .action(async (from: string, to: string, flags: ConvertFlags) => {
      const { toVectorFormat, saveVectors } = await import("../index.js");
      const format = flags.format ?? toVectorFormat(to);
      const vectors = await open(from, flags.limit);
      await saveVectors(to, vectors, { format });
      vectors.close();
      console.log(to);
    });
}
