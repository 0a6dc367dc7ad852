/**
 * The article's printed program (section 5.2) as a ladder: as printed, then one minimal repair after the other,
 * each rung with what it changes and a function that runs it on our library. Beside them stand the figures of
 * the original in Python, which are quoted. The parts are in `program-listing` (what reading shows),
 * `program-training`, `program-metric`, `program-run`; `program-epochs` asks why 0.9 appears at all. Left out:
 * pictures.
 */
import type { Bilingual } from "../../base/bilingual.js";
import { complaint } from "../../base/check.js";
import { rankCorrelation } from "../embedding/evaluation/evaluation.js";
import { toWord2VecOptions, type Word2VecOptions } from "../embedding/options.js";
import type { Vectors } from "../embedding/vectors.js";
import { pairCorpus, smallCorpus, splitWords, type ProbedCorpus } from "./program-corpora.js";
import { missingModule, printedCorpus } from "./program-listing.js";
import { preprocessAsPrinted } from "./program-metric.js";
import {
  measured,
  messageOf,
  stopped,
  type Figure,
  type StageOptions,
  type StageResult,
} from "./program-run.js";

export type { Figure, StageOptions, StageResult } from "./program-run.js";

/** A figure of the original, measured elsewhere. */
export interface QuotedFigure {
  readonly mean: number;
  readonly deviation?: number;
}

/** A rung of the ladder. */
export interface ProgramStage {
  readonly id: string;
  /** What is changed against the rung before. */
  readonly change: Bilingual;
  /** What the original does there, in Python; see `stageSource`. */
  readonly original: Bilingual;
  readonly quoted?: Readonly<Partial<Record<Figure, QuotedFigure>>>;
  /**
   * Runs it here. Every draw comes from the seeds; the same options give the same result.
   *
   * @throws InputError for runs that are not a whole number ≥ 1.
   */
  readonly run: (options?: StageOptions) => Promise<StageResult>;
}

/** Where the figures under `quoted` come from. */
export const stageSource: Bilingual = {
  en: "measured outside this project with Python 3.11.2, NumPy 1.24.2 and gensim 4.2.0",
  zh: "在本项目之外测得：Python 3.11.2、NumPy 1.24.2、gensim 4.2.0",
};

/** The letters that the program takes for words. */
const letters = preprocessAsPrinted(printedCorpus);

/** A rung on a corpus whose truth is known. */
function onCorpus(
  { read, truth, probe, partner, control, settings }: ProbedCorpus,
  epochs: number,
  options: StageOptions = {},
): Promise<StageResult> {
  const rho = (vectors: Vectors) => rankCorrelation(vectors, truth);
  const told = { input: read, probe, pair: partner, control, rho };
  return measured({ ...told, settings: { ...settings, epochs }, most: 5 }, options);
}

/** The ladder, from the program as it is printed to one that learns a language and is judged by it. */
export const programStages: readonly ProgramStage[] = [
  {
    id: "S0",
    change: { en: "nothing: as printed", zh: "不改：照原样" },
    original: {
      en: "line 2 stops: no module named tensorflow, where it is not installed",
      zh: "第 2 行停止：未安装 tensorflow 模块",
    },
    run: () => {
      const installed = ["numpy", "gensim"];
      const missing = missingModule(installed)!;
      const rule = `one of those installed, ${installed.join(" and ")}`;
      return Promise.resolve({
        stops: complaint(`module of line ${missing.line}`, missing.module, rule),
      });
    },
  },
  {
    id: "S1",
    change: { en: "the unused import is removed", zh: "删去未用到的导入" },
    original: {
      en: "stops: unexpected keyword argument 'size'",
      zh: "停止：意外的关键字参数 'size'",
    },
    run: () =>
      Promise.resolve({
        stops: messageOf(() => toWord2VecOptions({ size: 100 } as Word2VecOptions)),
      }),
  },
  {
    id: "S2",
    change: { en: "the option has its present name", zh: "选项改用现名" },
    original: {
      en: "trains on single letters, then stops: key 'man' not present",
      zh: "以单个字母训练，随后停止：没有键 'man'",
    },
    run: (options = {}) => stopped(letters, printedCorpus, options),
  },
  {
    id: "S3",
    change: { en: "split into words, still one flat list", zh: "切成单词，仍是一个平的列表" },
    original: {
      en: "each word is taken for a sentence of letters; the same stop",
      zh: "每个单词被当作字母组成的句子；同样停止",
    },
    run: (options = {}) => stopped(splitWords(printedCorpus).flat(), printedCorpus, options),
  },
  {
    id: "S4",
    change: { en: "sentences are lists of words", zh: "句子是单词的列表" },
    original: {
      en: "five words, none of them man; the same stop",
      zh: "五个单词，没有 man；同样停止",
    },
    run: (options = {}) => {
      const split = splitWords(printedCorpus);
      return stopped(split, split, options);
    },
  },
  {
    id: "S5a",
    change: { en: "as S2, with a probe that exists: t", zh: "同 S2，但探针存在：t" },
    original: { en: "prints a number near 0.14", zh: "打印约 0.14 的数" },
    quoted: { printed: { mean: 0.139, deviation: 0.033 } },
    run: (options = {}) =>
      measured({ input: () => letters, corpus: printedCorpus, probe: "t" }, options),
  },
  {
    id: "S5b",
    change: {
      en: "as S4, with a probe that exists: sentence",
      zh: "同 S4，但探针存在：sentence",
    },
    original: { en: "prints a number near 0.25", zh: "打印约 0.25 的数" },
    quoted: {
      printed: { mean: 0.254, deviation: 0.038 },
      others: { mean: 0.005, deviation: 0.05 },
    },
    run: (options = {}) =>
      measured({ input: () => splitWords(printedCorpus), probe: "sentence" }, options),
  },
  {
    id: "S6",
    change: { en: "as S4, with man and woman in the corpus", zh: "同 S4，但语料含有 man 和 woman" },
    original: { en: "0.9 is never reached", zh: "从未达到 0.9" },
    quoted: {
      printed: { mean: 0.126, deviation: 0.044 },
      pair: { mean: 0.007, deviation: 0.1 },
    },
    run: (options = {}) =>
      measured(
        { input: () => splitWords(pairCorpus), probe: "man", pair: "woman", control: "this" },
        options,
      ),
  },
  {
    id: "S7",
    change: { en: "as S6, no word left out; 100 epochs", zh: "同 S6，不丢弃任何词；100 轮" },
    original: {
      en: "all vectors point in one direction",
      zh: "所有向量都指向一个方向",
    },
    quoted: {
      pair: { mean: 0.989, deviation: 0.002 },
      control: { mean: 0.988, deviation: 0.002 },
    },
    run: (options = {}) =>
      measured(
        {
          input: () => splitWords(pairCorpus),
          probe: "man",
          pair: "woman",
          control: "this",
          settings: { sample: 0, epochs: 100 },
          most: 20,
        },
        options,
      ),
  },
  {
    id: "S8",
    change: {
      en: "as S6, with a corpus that has something to tell; 5 epochs",
      zh: "同 S6，但语料有可学之物；5 轮",
    },
    original: {
      en: "Brown corpus, ρ with WordSim-353",
      zh: "布朗语料库，ρ 对 WordSim-353",
    },
    quoted: { pair: { mean: 0.894 }, rho: { mean: 0.122 } },
    run: (options) => onCorpus(smallCorpus(), 5, options),
  },
  {
    id: "S9",
    change: { en: "as S8, 30 epochs", zh: "同 S8，30 轮" },
    original: {
      en: "Brown corpus, ρ with WordSim-353",
      zh: "布朗语料库，ρ 对 WordSim-353",
    },
    quoted: { pair: { mean: 0.647 }, rho: { mean: 0.271 } },
    run: (options) => onCorpus(smallCorpus(), 30, options),
  },
];
