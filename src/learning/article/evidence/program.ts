/**
 * Evidence on the printed program (section 5.2) by reading it and its corpus: what it imports, what its preparation
 * makes of two sentences, what the trainer would take for words. What it would print is in `program-output.ts`.
 */
import { formatNumber } from "../../../show/number.js";
import { splitWords } from "../program-corpora.js";
import {
  importRows,
  namedOptions,
  overwrittenParameters,
  printedCorpus,
} from "../program-listing.js";
import { evaluateAsPrinted, isAlpha, preprocessAsPrinted } from "../program-metric.js";
import { messageOf } from "../program-run.js";
import { trainAsPrinted } from "../program-training.js";
import { both, toEvidence, type Evidence, type EvidenceOf } from "./evidence.js";

const words = splitWords(printedCorpus);
const types = [...new Set(words.flat())];

/** Stop words of the corpus. */
const stopWords = ["this", "is", "a", "another"];

function usesOf(module: string): number {
  return importRows().find((row) => row.module === module)?.uses ?? 0;
}

const tensorflow: Evidence = toEvidence({
  measure: () => ({ uses: usesOf("tensorflow") }),
  judge: ({ uses }) => (uses > 0 ? "ok" : "wrong"),
  say: ({ uses }) => both(`lines that use TensorFlow: ${uses}`, `用到 TensorFlow 的行：${uses}`),
});

const kept: Evidence = toEvidence({
  measure: () => ({
    stopWords: stopWords.length,
    kept: stopWords.filter(isAlpha).length,
    lost: ["GPT4", "don't", "well-known"].filter((word) => !isAlpha(word)).length,
  }),
  judge: (figures) => (figures.kept > 0 ? "wrong" : "ok"),
  say: (figures) =>
    both(
      `${figures.kept} of the corpus's ${figures.stopWords} stop words pass; ${figures.lost} of the three words GPT4, don't, well-known do not`,
      `语料的 ${figures.stopWords} 个停用词有 ${figures.kept} 个通过；GPT4、don't、well-known 三个词有 ${figures.lost} 个被丢`,
    ),
});

/** 36, 42 to 48, 50, 52, 54, 56, 57, 60. */
export const programEvidence: EvidenceOf = {
  "36": toEvidence({
    measure: () => ({ texts: printedCorpus.length, tokens: words.flat().length }),
    judge: ({ texts }) => (texts >= 500_000 ? "ok" : "wrong"),
    say: ({ texts, tokens }) =>
      both(
        `the program reads ${texts} sentences, ${tokens} words in all`,
        `程序读 ${texts} 个句子，共 ${tokens} 个词`,
      ),
  }),
  "42": tensorflow,
  "43": toEvidence({
    measure: () => ({ uses: usesOf("numpy") }),
    judge: ({ uses }) => (uses > 0 ? "ok" : "wrong"),
    say: ({ uses }) => both(`lines that use NumPy: ${uses}`, `用到 NumPy 的行：${uses}`),
  }),
  "44": toEvidence({
    measure() {
      const list = preprocessAsPrinted(printedCorpus);
      return { pieces: list.length, longest: Math.max(...list.map((piece) => piece.length)) };
    },
    judge: ({ longest }) => (longest > 1 ? "ok" : "wrong"),
    say: ({ pieces, longest }) =>
      both(
        `${pieces} pieces, the longest of length ${longest}: letters`,
        `${pieces} 个片段，最长 ${longest}：都是字母`,
      ),
  }),
  "45": toEvidence({
    measure() {
      const home = words.flatMap((sentence, nth) => sentence.map(() => nth)); // sentence of each word of the list
      const near = home.flatMap((from, i) => home.slice(i + 1, i + 6).map((to) => from !== to));
      return { pairs: near.length, crossing: near.filter(Boolean).length };
    },
    judge: ({ crossing }) => (crossing > 0 ? "wrong" : "ok"),
    say: ({ pairs, crossing }) =>
      both(
        `of ${pairs} pairs of words within the window of five, ${crossing} are from two sentences`,
        `窗口五以内的 ${pairs} 对词中，${crossing} 对来自两个句子`,
      ),
  }),
  "46": kept,
  "47": toEvidence({
    measure: () => ({
      lost: overwrittenParameters().filter(({ parameter }) => parameter === "model").length,
    }),
    judge: ({ lost }) => (lost > 0 ? "wrong" : "ok"),
    say: ({ lost }) =>
      both(
        `parameters named model that are overwritten before they are read: ${lost}`,
        `未读先被覆盖、名为 model 的参数：${lost}`,
      ),
  }),
  "48": toEvidence({
    async measure(seed) {
      const flat = await trainAsPrinted(words.flat(), { seed });
      const longest = Math.max(...flat.vectors.words.map((word) => word.length));
      return { forms: flat.vectors.size, longest, expected: types.length };
    },
    judge: ({ longest }) => (longest > 1 ? "ok" : "wrong"),
    say: ({ forms, longest, expected }) =>
      both(
        `the trainer finds ${forms} forms of length ${longest} at most, where there are ${expected} words`,
        `训练器得到 ${forms} 个词形，最长 ${longest}；实际有 ${expected} 个词`,
      ),
  }),
  "50": toEvidence({
    async measure(seed) {
      const options = namedOptions("Word2Vec");
      const missing = ["seed", "workers", "epochs"].filter((name) => !options.includes(name));
      const [one, other] = await Promise.all(
        [seed, seed + 1].map((each) => trainAsPrinted(words, { seed: each })),
      );
      const cosines = [one, other].map((run) => run!.vectors.similarity("this", "is"));
      return { missing: missing.length, apart: Math.abs(cosines[0]! - cosines[1]!) };
    },
    judge: ({ missing, apart }) => (missing > 0 && apart > 1e-3 ? "vague" : "ok"),
    say: ({ missing, apart }) =>
      both(
        `${missing} of seed, workers and epochs are not given; with another seed a cosine moves by ${formatNumber(apart)}`,
        `种子、线程数、轮数中有 ${missing} 个未给出；换一个种子，余弦变动 ${formatNumber(apart)}`,
      ),
  }),
  "52": toEvidence({
    async measure(seed) {
      const { vectors } = await trainAsPrinted(words, { seed });
      const stops = messageOf(() => evaluateAsPrinted(vectors, words, "man")) === "" ? 0 : 1;
      return { words: vectors.size, stops };
    },
    judge: ({ stops }) => (stops > 0 ? "wrong" : "ok"),
    say: (figures) =>
      both(
        `words with a vector: ${figures.words}, man ${figures.stops === 0 ? "" : "not "}among them`,
        `有向量的词：${figures.words} 个，man ${figures.stops === 0 ? "在" : "不在"}其中`,
      ),
  }),
  "54": toEvidence({
    measure: () => ({
      tokens: words.flat().length,
      types: types.length,
      numbers: types.length * 100,
    }),
    judge: ({ tokens, numbers }) => (tokens < numbers ? "wrong" : "ok"),
    say: (figures) =>
      both(
        `${figures.tokens} tokens of ${figures.types} types for ${figures.numbers} numbers`,
        `${figures.types} 个词形、${figures.tokens} 个词例，要定 ${figures.numbers} 个数`,
      ),
  }),
  "56": tensorflow,
  "57": kept,
  "60": toEvidence({
    measure: () => ({ found: types.filter((word) => ["man", "woman"].includes(word)).length }),
    judge: ({ found }) => (found === 2 ? "ok" : "wrong"),
    say: ({ found }) =>
      both(`of the two words the corpus has ${found}`, `两个词中语料含有 ${found} 个`),
  }),
};
