/**
 * Evidence on the uses of section 6 in closed form: what a forecast does to a risk, how well an image can be read at
 * best, what a treatment seems to do when the sick are treated more, and what is found among many tests.
 */
import { Random } from "../../../base/random.js";
import { formatNumber } from "../../../show/number.js";
import { normalDensity, normalProbability, normalQuantile } from "../../statistics/normal.js";
import { areaUnderRoc } from "../../statistics/roc.js";
import { both, toEvidence, type EvidenceOf } from "./evidence.js";

/** 61, 64, 65, 66. */
export const usesEvidence: EvidenceOf = {
  "61": toEvidence({
    measure() {
      // Two positions of which the forecast says the same, a mean gain of 0, with standard deviations 1 and 3.
      const lossAt = (deviation: number): number => deviation * normalQuantile(0.99);
      return { calm: lossAt(1), wild: lossAt(3) };
    },
    judge: ({ calm, wild }) => (Math.abs(wild - calm) < 1e-9 ? "ok" : "unsupported"),
    say: ({ calm, wild }) =>
      both(
        `two positions with the same forecast: the loss that is exceeded one time in a hundred is ${formatNumber(calm)} for one and ${formatNumber(wild)} for the other`,
        `预测相同的两个头寸：百分之一概率超过的损失，一个是 ${formatNumber(calm)}，另一个是 ${formatNumber(wild)}`,
      ),
  }),
  "64": toEvidence({
    measure(seed) {
      const random = new Random(seed);
      // The ideal observer's score is normal, its mean moved by d' = 1 where the lesion is.
      const scores = (mean: number): number[] =>
        Array.from({ length: 4000 }, () => mean + random.normal());
      return {
        none: normalProbability(0),
        ideal: normalProbability(1 / Math.SQRT2),
        simulated: areaUnderRoc(scores(1), scores(0)),
      };
    },
    judge({ none, ideal, simulated }) {
      if (Math.abs(simulated - ideal) > 0.02) return "vague";
      return none < 0.51 && ideal < 0.99 ? "conditional" : "ok";
    },
    say: ({ none, ideal, simulated }) =>
      both(
        `area under the ROC of the ideal observer: ${formatNumber(none)} without signal, ${formatNumber(ideal)} where signal and noise are equally strong (simulated ${formatNumber(simulated)}); nobody gets beyond`,
        `理想观察者的 ROC 曲线下面积：无信号时 ${formatNumber(none)}，信号与噪声一样强时 ${formatNumber(ideal)}（模拟 ${formatNumber(simulated)}）；无人能超过`,
      ),
  }),
  "65": toEvidence({
    measure() {
      // Health = ½ · treated − severity, severity ~ N(0, 1), and those with severity > 0 are treated.
      const effect = 0.5;
      const meanSeverity = normalDensity(0) / 0.5; // of the sicker half; of the other half minus this
      // With an effect x − ½ that differs between people, treating where it helps earns E max(0, x − ½).
      const oracle = normalDensity(0.5) - 0.5 * (1 - normalProbability(0.5));
      return { effect, seen: effect - 2 * meanSeverity, oracle };
    },
    judge: ({ effect, seen }) => (effect * seen < 0 ? "wrong" : "ok"),
    say: ({ effect, seen, oracle }) =>
      both(
        `a cure that helps everybody by ${formatNumber(effect)} seems to change health by ${formatNumber(seen)} where the sicker half is treated; if effects are N(−½, 1), treating only where it helps earns ${formatNumber(oracle)}`,
        `对每人有益 ${formatNumber(effect)} 的疗法，若只治较重的一半，看上去效果是 ${formatNumber(seen)}；若效果服从 N(−½, 1)，只治有益者得 ${formatNumber(oracle)}`,
      ),
  }),
  "66": toEvidence({
    measure() {
      // A thousand candidates, ten of which work; tests at 5 % that find a true one in eight of ten cases.
      const [candidates, real, level, power] = [1000, 10, 0.05, 0.8];
      const falseFinds = (candidates - real) * level;
      return {
        trueFinds: real * power,
        falseFinds,
        share: falseFinds / (falseFinds + real * power),
      };
    },
    judge: ({ share }) => (share > 0.5 ? "vague" : "ok"),
    say: ({ trueFinds, falseFinds, share }) =>
      both(
        `of a thousand candidates ten work; tests at 5 % find ${formatNumber(trueFinds)} of them and ${formatNumber(falseFinds, 1)} others: ${formatNumber(share)} of the finds are chance`,
        `一千个候选中十个有效；5% 水平的检验找到其中 ${formatNumber(trueFinds)} 个和另外 ${formatNumber(falseFinds, 1)} 个：所获的 ${formatNumber(share)} 是碰巧`,
      ),
  }),
};
