/**
 * Evidence on stock (section 6.4): demand by Poisson, an order that costs K, and the best (s, S) rule by the renewal
 * formula, beside the best of all policies by dynamic programming, which learning can reach and not beat.
 */
import { formatNumber } from "../../../show/number.js";
import { averageOptimum } from "./average-reward.js";
import { both, toEvidence, type EvidenceOf } from "./evidence.js";

/** Order cost K, holding cost, penalty, mean demand per period. */
const [order, holding, penalty, demand] = [8, 1, 9, 4];

/** P(demand = d). */
function poisson(d: number): number {
  let p = Math.exp(-demand);
  for (let k = 1; k <= d; k += 1) p *= demand / k;
  return p;
}

const chances = Array.from({ length: 40 }, (_, d) => poisson(d));

/** Expected cost of a period that begins with y in stock (or owed, where y < 0). */
function periodCost(y: number): number {
  return chances.reduce((sum, p, d) => {
    const left = y - d;
    return sum + p * (left >= 0 ? holding * left : -penalty * left);
  }, 0);
}

/**
 * Cost per period of ordering up to `upTo` whenever the stock is at `below` or less.
 *
 * Formula: [K + Σ_{j<S−s} m(j) G(S−j)] / Σ_{j<S−s} m(j), m(0) = 1/(1−p₀), m(j) = m(0) Σ_{l≥1} p_l m(j−l)
 * Source: Y.-S. Zheng, A. Federgruen, Operations Research 39 (1991), pp. 654–665.
 */
export function ruleCost(below: number, upTo: number): number {
  const m: number[] = [];
  let [cost, length] = [order, 0];
  for (let j = 0; j < upTo - below; j += 1) {
    const sum = m.reduce((total, value, at) => total + value * (chances[j - at] ?? 0), 0);
    m.push((j === 0 ? 1 : sum) / (1 - chances[0]!));
    cost += m[j]! * periodCost(upTo - j);
    length += m[j]!;
  }
  return cost / length;
}

/** The cheapest (s, S) rule. */
export function bestRule(): { below: number; upTo: number; cost: number } {
  let best = { below: 0, upTo: 1, cost: Infinity };
  for (let below = -5; below <= 12; below += 1) {
    for (let upTo = below + 1; upTo <= 25; upTo += 1) {
      const cost = ruleCost(below, upTo);
      if (cost < best.cost) best = { below, upTo, cost };
    }
  }
  return best;
}

/** The lowest cost per period of any policy at all, with at most 25 in stock and 25 owed. */
export function lowestCost(): number {
  const [lowest, highest] = [-25, 25];
  const stocks = highest - lowest + 1;
  const cost = Array.from({ length: stocks }, (_, y) => periodCost(y + lowest));
  const { gain } = averageOptimum({
    states: stocks,
    actions: stocks, // the stock after ordering
    allows: (stock, after) => after >= stock,
    reward: (stock, after) => -(after > stock ? order : 0) - cost[after]!,
    prepare(h) {
      const expected = cost.map((_, after) =>
        chances.reduce((sum, p, d) => sum + p * h[Math.max(0, after - d)]!, 0),
      );
      return (_, after) => expected[after]!;
    },
  });
  return -gain;
}

/** 69. */
export const stockEvidence: EvidenceOf = {
  "69": toEvidence({
    measure() {
      const { below, upTo, cost } = bestRule();
      const everyPeriod = Math.min(...[3, 4, 5, 6, 7, 8, 9, 10, 11].map((S) => {
        return order * (1 - chances[0]!) + periodCost(S);
      })); // prettier-ignore
      return { below, upTo, cost, lowest: lowestCost(), everyPeriod };
    },
    judge({ cost, lowest, everyPeriod }) {
      if (lowest > everyPeriod - 0.01) return "wrong";
      return Math.abs(cost - lowest) < 1e-6 ? "conditional" : "ok";
    },
    say: ({ below, upTo, cost, lowest, everyPeriod }) =>
      both(
        `cost per period: ${formatNumber(cost)} by the rule "at ${below} or less order up to ${upTo}", ${formatNumber(lowest)} by the best of all policies, ${formatNumber(everyPeriod)} when ordering every time`,
        `每期成本：“降到 ${below} 即补到 ${upTo}”为 ${formatNumber(cost)}，所有策略中最优为 ${formatNumber(lowest)}，每期都订货为 ${formatNumber(everyPeriod)}`,
      ),
  }),
};
