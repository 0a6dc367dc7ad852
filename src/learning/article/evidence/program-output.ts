/**
 * Evidence on what the printed program measures (sections 4.3.4 to 5.4): its metric on vectors that know nothing, on
 * vectors that have collapsed, and on vectors that have learned; and whether its 0.9 can come out at all.
 */
import { formatNumber } from "../../../show/number.js";
import { programStages } from "../program.js";
import { pairCorpus, smallCorpus, splitWords, twoSentences } from "../program-corpora.js";
import { similaritiesByEpochs } from "../program-epochs.js";
import { evaluateAsPrinted } from "../program-metric.js";
import { trainAsPrinted } from "../program-training.js";
import { both, toEvidence, type EvidenceOf } from "./evidence.js";

const stage = (id: string) => programStages.find((each) => each.id === id)!;

/** 38, 39, 41, 53, 58, 59. */
export const programOutputEvidence: EvidenceOf = {
  "38": toEvidence({
    async measure(seed) {
      const rows = await similaritiesByEpochs(smallCorpus(), { epochs: [5, 30], runs: 2, seed });
      const [early, late] = rows as [(typeof rows)[0], (typeof rows)[0]];
      return {
        earlyCosine: early.pair.mean,
        lateCosine: late.pair.mean,
        earlyRho: early.rho.mean,
        lateRho: late.rho.mean,
      };
    },
    judge: ({ earlyCosine, lateCosine, earlyRho, lateRho }) =>
      (lateCosine - earlyCosine) * (lateRho - earlyRho) < 0 ? "wrong" : "ok",
    say: ({ earlyCosine, lateCosine, earlyRho, lateRho }) =>
      both(
        `from 5 to 30 epochs cos(man, woman) goes ${formatNumber(earlyCosine)} → ${formatNumber(lateCosine)}, while the order of all pairs goes ρ = ${formatNumber(earlyRho)} → ${formatNumber(lateRho)}`,
        `从 5 轮到 30 轮，cos(man, woman) ${formatNumber(earlyCosine)} → ${formatNumber(lateCosine)}，而全部词对的次序 ρ = ${formatNumber(earlyRho)} → ${formatNumber(lateRho)}`,
      ),
  }),
  "39": toEvidence({
    async measure(seed) {
      const [row] = await similaritiesByEpochs(smallCorpus(), { epochs: [2], runs: 2, seed });
      return { pair: row!.pair.mean, control: row!.control.mean, rho: row!.rho.mean };
    },
    judge: ({ pair, control }) => (control < pair - 0.2 ? "ok" : "unsupported"),
    say: ({ pair, control, rho }) =>
      both(
        `after two epochs cos(man, woman) = ${formatNumber(pair)}, and cos(man, river) = ${formatNumber(control)}; ρ = ${formatNumber(rho)}`,
        `两轮之后 cos(man, woman) = ${formatNumber(pair)}，而 cos(man, river) = ${formatNumber(control)}；ρ = ${formatNumber(rho)}`,
      ),
  }),
  "41": toEvidence({
    async measure(seed) {
      const [row] = await similaritiesByEpochs(twoSentences(), { epochs: [100], runs: 3, seed });
      return { pair: row!.pair.mean, control: row!.control.mean };
    },
    judge: ({ pair, control }) => (pair > 0.9 && control > 0.9 ? "wrong" : "ok"),
    say: ({ pair, control }) =>
      both(
        `two sentences, trained until all vectors point the same way: cos(man, woman) = ${formatNumber(pair)}, cos(man, this) = ${formatNumber(control)}`,
        `两个句子训练到所有向量同向：cos(man, woman) = ${formatNumber(pair)}，cos(man, this) = ${formatNumber(control)}`,
      ),
  }),
  "53": toEvidence({
    async measure(seed) {
      const { printed, others } = await stage("S5b").run({ seed, runs: 50 });
      return { printed: printed!.mean, others: others!.mean };
    },
    judge: ({ printed, others }) =>
      printed > 0.1 && Math.abs(others) < printed / 3 ? "wrong" : "ok",
    say: ({ printed, others }) =>
      both(
        `vectors that learned nothing: mean ${formatNumber(printed)} with the word's similarity to itself, ${formatNumber(others)} without`,
        `什么也没学到的向量：含自身相似度时平均 ${formatNumber(printed)}，不含时 ${formatNumber(others)}`,
      ),
  }),
  "58": toEvidence({
    async measure(seed) {
      const corpus = splitWords(pairCorpus);
      const collapsed = await trainAsPrinted(corpus, { seed, sample: 0, epochs: 100 });
      const text = smallCorpus().read(seed);
      const learned = await trainAsPrinted(text, { seed, epochs: 30 });
      return {
        collapsed: evaluateAsPrinted(collapsed.vectors, corpus),
        learned: evaluateAsPrinted(learned.vectors, text),
      };
    },
    judge: ({ collapsed, learned }) => (collapsed > learned ? "wrong" : "ok"),
    say: ({ collapsed, learned }) =>
      both(
        `the printed measure gives ${formatNumber(collapsed)} to collapsed vectors and ${formatNumber(learned)} to vectors that have learned a language`,
        `印出的指标给塌缩的向量 ${formatNumber(collapsed)}，给学会一门语言的向量 ${formatNumber(learned)}`,
      ),
  }),
  "59": toEvidence({
    async measure(seed) {
      const asPrinted = await Promise.all(
        ["S0", "S1", "S2", "S3", "S4"].map((id) => stage(id).run({ seed })),
      );
      const { printed } = await stage("S6").run({ seed, runs: 50 });
      const stops = asPrinted.filter((run) => run.stops !== undefined).length;
      return { rungs: asPrinted.length, stops, largest: printed!.highest };
    },
    judge: ({ rungs, stops, largest }) => (stops === rungs && largest < 0.85 ? "invented" : "ok"),
    say: ({ rungs, stops, largest }) =>
      both(
        `${stops} of the first ${rungs} repairs end without a number; with all repairs but the metric the largest of fifty runs is ${formatNumber(largest)}`,
        `前 ${rungs} 步修补有 ${stops} 步得不到数；除指标外全部修好，五十次运行的最大值是 ${formatNumber(largest)}`,
      ),
  }),
};
