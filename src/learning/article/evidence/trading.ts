/**
 * Evidence on trading (section 6.1): a price that is drawn back to its mean, a cost for each change of position, and
 * the best that any policy, learned or not, can earn; beside it the rule that ignores the cost.
 */
import { formatNumber } from "../../../show/number.js";
import { normalDensity, normalProbability } from "../../statistics/normal.js";
import { averageOptimum } from "./average-reward.js";
import { both, toEvidence, type EvidenceOf } from "./evidence.js";

/** Prices from −9 to 9. */
const points = 241;
const price = (i: number): number => -9 + (18 * i) / (points - 1);

/** p(j | i) of x' = keep · x + N(0, 1) on the grid, row by row. */
function transitions(keep: number): Float64Array {
  const half = 9 / (points - 1);
  const rows = new Float64Array(points * points);
  for (let i = 0; i < points; i += 1) {
    for (let j = 0; j < points; j += 1) {
      const from = j === 0 ? -Infinity : price(j) - half - keep * price(i);
      const to = j === points - 1 ? Infinity : price(j) + half - keep * price(i);
      rows[i * points + j] = mass(to) - mass(from);
    }
  }
  return rows;
}

const mass = (x: number): number =>
  x === Infinity ? 1 : x === -Infinity ? 0 : normalProbability(x);

/**
 * The best gain per step with positions −1, 0, 1.
 *
 * @param keep what is left of a price after a step; 1 is a random walk
 * @param cost of a change of position by 1
 */
export function bestTradingGain(keep: number, cost: number): number {
  const rows = transitions(keep);
  const drift = Float64Array.from({ length: points }, (_, i) => {
    let sum = -price(i);
    for (let j = 0; j < points; j += 1) sum += rows[i * points + j]! * price(j);
    return sum;
  });
  const position = (action: number): number => action - 1;
  const { gain } = averageOptimum({
    states: 3 * points, // price, and the position held before
    actions: 3,
    allows: () => true,
    reward: (state, action) =>
      position(action) * drift[Math.floor(state / 3)]! -
      cost * Math.abs(position(action) - position(state % 3)),
    prepare(h) {
      const expected = new Float64Array(3 * points);
      for (let i = 0; i < points; i += 1) {
        for (let j = 0; j < points; j += 1) {
          const p = rows[i * points + j]!;
          if (p < 1e-15) continue;
          for (let a = 0; a < 3; a += 1) expected[3 * i + a]! += p * h[3 * j + a]!;
        }
      }
      return (state, action) => expected[3 * Math.floor(state / 3) + action]!;
    },
  });
  return gain;
}

/**
 * What "always against the price", −sign(x), earns per step in the long run, costs taken off; exact for the price
 * without a grid.
 *
 * Formula: (1 − k) E|x| − 2c P(sign changes), E|x| = 2σφ(0), P = arccos(k)/π for a stationary Gaussian x
 */
export function contraryGain(keep: number, cost: number): number {
  const deviation = 1 / Math.sqrt(1 - keep * keep);
  const changes = Math.acos(keep) / Math.PI;
  return (1 - keep) * 2 * deviation * normalDensity(0) - 2 * cost * changes;
}

/** 62. */
export const tradingEvidence: EvidenceOf = {
  "62": toEvidence({
    measure: () => ({
      best: bestTradingGain(0.9, 0.5),
      naive: contraryGain(0.9, 0.5),
      free: contraryGain(0.9, 0),
    }),
    judge: ({ best, naive, free }) => (naive < 0.9 * best && best < free ? "unsupported" : "ok"),
    say: ({ best, naive, free }) =>
      both(
        `a price that reverts to its mean: at best ${formatNumber(best)} per step after costs; ${formatNumber(naive)} for the rule that would earn ${formatNumber(free)} if trading were free`,
        `均值回归的价格：扣除成本后每步至多 ${formatNumber(best)}；交易免费时能得 ${formatNumber(free)} 的规则只得 ${formatNumber(naive)}`,
      ),
  }),
};
