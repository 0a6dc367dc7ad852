/**
 * `tidebook vectors`: questions to word vectors in a file, of any format that can be opened: neighbours, analogies,
 * judgement by test sets, another format. The answers are the library's; here they become tables or JSON.
 */
import { Command, Option } from "commander";
import { complaint } from "../base/check.js";
import { fileReason, findObstacle } from "../base/file.js";
import type { Neighbour, SimilarityQuestion, Vectors, VectorFormat } from "../index.js";
import { columns } from "./columns.js";
import { CliError } from "./error.js";
import { withTypedNames } from "./option-names.js";
import { closeWords } from "./spelling.js";
import { toCount } from "./values.js";
import { evaluateCommand } from "./vectors-evaluate.js";
import {
  files,
  jsonOption,
  limitOption,
  methodOption,
  names,
  open,
  type Method,
} from "./vectors-file.js";

interface AskFlags {
  readonly count: string;
  readonly without?: readonly string[];
  readonly among?: string;
  readonly method?: Method;
  readonly limit?: string;
  readonly json?: true;
}

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
    .action(
      withTypedNames(names, async (file: string, words: readonly string[], flags: AskFlags) => {
        await ask(file, { positive: words, negative: flags.without ?? [] }, flags);
      }),
    );
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
    .action(
      withTypedNames(
        names,
        async (file: string, a: string, b: string, c: string, flags: AskFlags) => {
          await ask(file, { positive: [b, c], negative: [a] }, flags);
        },
      ),
    );
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
    .action(withTypedNames(names, convert));
}

async function convert(from: string, to: string, flags: ConvertFlags): Promise<void> {
  const { toVectorFormat, saveVectors } = await import("../index.js");
  const format = flags.format ?? toVectorFormat(to);
  const obstacle = await findObstacle(to);
  if (obstacle !== undefined)
    throw new CliError(`cannot write ${JSON.stringify(to)}: ${fileReason(obstacle)}`, 2);
  const vectors = await open(from, flags.limit);
  await saveVectors(to, vectors, { format });
  vectors.close();
  console.log(to);
}
