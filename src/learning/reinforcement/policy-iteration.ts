/**
 * Policy iteration: evaluate a policy exactly, take better actions where there are any, until there are
 * none. Each evaluation is a linear solve, so the result is exact up to rounding after a few rounds. An
 * action is changed only for one that is truly better: a policy that ends its episodes stays one.
 * Source: Howard (1960); Sutton & Barto (2018), section 4.3.
 */
import { check } from "../../base/check.js";
import { ActionValues } from "./action-values.js";
import type { DecisionProcess } from "./decision-process.js";
import { evaluatePolicy, toGamma } from "./evaluation.js";
import { Policy } from "./policy.js";
import { mean, toEpsilon, type Optimum, type OptimumOptions } from "./value-iteration.js";

/**
 * The best values and a best policy, by policy iteration from the uniform policy.
 *
 * @returns the exact optimum up to rounding; the policy may mix actions that are equally good
 * @throws InputError for a γ or ε outside [0, 1], and, with γ = 1, where episodes of a uniformly random
 *   agent may never end and cost or earn without end.
 * Formula: π(s) ← argmax_a Σ p(s', r | s, a) (r + γ V^π(s'))
 * @example
 * policyIteration(frozenLake().process).values[0].toFixed(6); // (14 / 17).toFixed(6)
 */
export function policyIteration(process: DecisionProcess, options: OptimumOptions = {}): Optimum {
  const gamma = toGamma(options);
  const epsilon = toEpsilon(options);
  const { states, actions } = process;
  const rows = Array.from({ length: states }, () => new Float64Array(actions).fill(1 / actions));
  for (let rounds = 1; ; rounds += 1) {
    const policy = Policy.mixed(rows);
    const values = evaluatePolicy(process, policy.exploring(epsilon), { gamma });
    const endless = values.find((value) => !Number.isFinite(value));
    check(endless === undefined, "policy iteration", endless, "finite values", "use gamma < 1");
    const q = ActionValues.after(process, values, gamma);
    if (!improve(q, policy, rows)) return { values, q, policy, rounds };
  }
}

/** Takes the best action wherever it beats the policy's mean by more than rounding; were there any? */
function improve(q: ActionValues, policy: Policy, rows: Float64Array[]): boolean {
  let improved = false;
  rows.forEach((row, state) => {
    const best = q.bestAction(state);
    const gain = q.of(state, best) - mean(q, policy, state);
    if (gain <= 1e-9 * Math.max(1, Math.abs(q.of(state, best)))) return;
    row.fill(0);
    row[best] = 1;
    improved = true;
  });
  return improved;
}
