/**
 * Evidence on reinforcement learning (sections 3.1, 3.3, 4.1.2 and 4.2.2) on FrozenLake and the cliff, whose exact
 * values dynamic programming knows. Policies are judged by a linear solve, never by luck.
 */
import { formatNumber } from "../../../show/number.js";
import { ActionValues } from "../../reinforcement/action-values.js";
import { cliffWalking } from "../../reinforcement/cliff-walking.js";
import type { DecisionProcess } from "../../reinforcement/decision-process.js";
import { evaluatePolicy } from "../../reinforcement/evaluation.js";
import { frozenLake } from "../../reinforcement/frozen-lake.js";
import { learnActionValues } from "../../reinforcement/learning.js";
import { withReward } from "../../reinforcement/shaping.js";
import { valueIteration } from "../../reinforcement/value-iteration.js";
import { both, toEvidence, type EvidenceOf } from "./evidence.js";

const gamma = 0.99;

/** The exact values of the greedy policy while learning on the ice. */
async function learned(seed: number, visitPower: number, every: number): Promise<number[]> {
  const lake = frozenLake();
  const values: number[] = [];
  await learnActionValues(lake, {
    learningRate: visitPower === 0 ? 0.5 : 1,
    visitPower,
    gamma,
    epsilon: 0.5, // prettier-ignore
    episodes: 20_000,
    reportEvery: every,
    seed, // prettier-ignore
    onStep: ({ q }) => {
      values.push(evaluatePolicy(lake.process, q.greedy(), { gamma })[0]!);
    },
  });
  return values;
}

/** Rounds of value iteration until its greedy policy is worth so much. */
function roundsTo(process: DecisionProcess, enough: number): number {
  let values = new Float64Array(process.states);
  for (let round = 1; ; round += 1) {
    const q = ActionValues.after(process, values, gamma);
    if (evaluatePolicy(process, q.greedy(), { gamma })[0]! > enough) return round;
    values = values.map((_, state) => (process.terminal[state] === 1 ? 0 : q.best(state)));
  }
}

/** How many pairs of state and action break the printed equality for some outcome. */
function breaks(process: DecisionProcess, discount: number): { broken: number; pairs: number } {
  const { q, values } = valueIteration(process, { gamma: discount });
  let [broken, pairs] = [0, 0];
  for (let state = 0; state < process.states; state += 1) {
    if (process.terminal[state] === 1) continue;
    for (let action = 0; action < process.actions; action += 1) {
      const right = process.outcomes(state, action).map(({ next, reward }) => {
        return reward + (process.terminal[next] === 1 ? 0 : discount * values[next]!);
      });
      pairs += 1;
      if (right.some((value) => Math.abs(value - q.of(state, action)) > 1e-9)) broken += 1;
    }
  }
  return { broken, pairs };
}

/** 17, 24, 29, 32. */
export const valuesEvidence: EvidenceOf = {
  "17": toEvidence({
    async measure(seed) {
      const optimum = valueIteration(frozenLake().process, { gamma }).values[0]!;
      const [falling, constant] = [await learned(seed, 0.6, 500), await learned(seed, 0, 500)];
      const lowest = (values: number[]): number => Math.min(...values.slice(-15));
      return { optimum, falling: lowest(falling), constant: lowest(constant) };
    },
    judge({ optimum, falling, constant }) {
      if (Math.max(falling, constant) < 0.85 * optimum) return "wrong";
      return Math.min(falling, constant) > 0.85 * optimum ? "ok" : "conditional";
    },
    say: ({ optimum, falling, constant }) =>
      both(
        `worst of the last fifteen policies, exact: ${formatNumber(falling)} with falling rates, ${formatNumber(constant)} with a constant one; the optimum is ${formatNumber(optimum)}`,
        `最后十五个策略中最差的精确价值：学习率下降时 ${formatNumber(falling)}，不变时 ${formatNumber(constant)}；最优为 ${formatNumber(optimum)}`,
      ),
  }),
  "24": toEvidence({
    async measure(seed) {
      const { process } = frozenLake();
      const { values } = valueIteration(process, { gamma });
      const enough = 0.9 * values[0]!;
      const reports = await learned(seed, 0.6, 100);
      const first = reports.findIndex((value) => value > enough);
      const { policy } = valueIteration(
        withReward(process, (_state, _action, _next, reward) => reward + 0.05),
        {
          gamma,
        },
      );
      const bonus = evaluatePolicy(process, policy, { gamma })[0]!;
      return {
        episodes: (first + 1) * 100,
        rounds: roundsTo(process, enough),
        optimum: values[0]!,
        bonus,
      };
    },
    judge: ({ episodes, rounds, optimum, bonus }) =>
      episodes > rounds && bonus < 0.9 * optimum ? "ok" : "wrong",
    say: ({ episodes, rounds, optimum, bonus }) =>
      both(
        `Q-learning needs ${formatNumber(episodes)} episodes to nine tenths of the optimum, where value iteration, which knows the ice, takes ${formatNumber(rounds)} rounds; a bonus of 0.05 a step makes the best policy worth ${formatNumber(bonus)} instead of ${formatNumber(optimum)}`,
        `Q 学习要 ${formatNumber(episodes)} 回合达到最优的九成，知道冰面规律的价值迭代只要 ${formatNumber(rounds)} 轮；每步加 0.05 的奖励，最优策略的真实价值从 ${formatNumber(optimum)} 变为 ${formatNumber(bonus)}`,
      ),
  }),
  "29": toEvidence({
    measure() {
      const { q } = valueIteration(frozenLake().process, { gamma });
      const rated = [0, 1, 2, 3].map((action) => q.of(14, action));
      return {
        values: new Set(rated.map((value) => value.toFixed(9))).size,
        lowest: Math.min(...rated),
        highest: Math.max(...rated),
      };
    },
    judge: ({ values }) => (values > 1 ? "wrong" : "ok"),
    say: ({ values, lowest, highest }) =>
      both(
        `on one field before the goal Q* gives the four actions ${values} different ratings, from ${formatNumber(lowest)} to ${formatNumber(highest)}`,
        `在终点前一格，Q* 给四个动作 ${values} 个不同的评分，从 ${formatNumber(lowest)} 到 ${formatNumber(highest)}`,
      ),
  }),
  "32": toEvidence({
    measure() {
      const ice = breaks(frozenLake().process, gamma);
      const cliff = breaks(cliffWalking().process, 1);
      return { ...ice, onCliff: cliff.broken, cliffPairs: cliff.pairs };
    },
    judge: ({ broken }) => (broken > 0 ? "wrong" : "ok"),
    say: ({ broken, pairs, onCliff, cliffPairs }) =>
      both(
        `on the ice the printed equality fails in ${broken} of ${pairs} pairs of state and action; on the cliff, where nothing is random, in ${onCliff} of ${cliffPairs}`,
        `在冰面上，照印的等式在 ${pairs} 个状态动作对里有 ${broken} 个不成立；在没有随机性的悬崖上，${cliffPairs} 个里有 ${onCliff} 个`,
      ),
  }),
};
