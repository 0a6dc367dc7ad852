/**
 * The same world with other rewards. `shaped` adds the difference of a potential, which helps a learner and
 * leaves every best policy best; `withReward` adds or takes anything, which may not. Both return a process
 * of its own, so that value iteration says exactly what a change of the reward does.
 * Source: A. Ng, D. Harada, S. Russell, "Policy invariance under reward transformations" (1999).
 */
import { check } from "../../base/check.js";
import { DecisionProcess } from "./decision-process.js";
import { toGamma, type Discount } from "./evaluation.js";

/** The reward of a step from `state` by `action` to `next`, given the one that it had. */
export type RewardRule = (state: number, action: number, next: number, reward: number) => number;

/**
 * A process with other rewards and the same moves.
 *
 * @param rule asked once for each thing that may happen
 * @throws InputError where a reward is not finite.
 * @example
 * const tired = withReward(frozenLake().process, (_state, _action, _next, reward) => reward - 0.01);
 * tired.outcomes(0, 0)[0].reward; // -0.01
 */
export function withReward(process: DecisionProcess, rule: RewardRule): DecisionProcess {
  return new DecisionProcess({
    states: process.states,
    actions: process.actions,
    start: process.start,
    isTerminal: (state) => process.terminal[state] === 1,
    outcomes: (state, action) =>
      process.outcomes(state, action).map((outcome) => ({
        ...outcome,
        reward: rule(state, action, outcome.next, outcome.reward),
      })),
  });
}

/**
 * A process whose rewards are shaped by a potential Φ: each step also brings γ Φ(s') − Φ(s). The best values
 * become V*(s) − Φ(s), Q*(s, a) becomes Q*(s, a) − Φ(s), and so the best actions stay what they were.
 *
 * @param potential Φ, one finite number per state, asked once; it counts as 0 where the episode is over
 * @param discount the γ that the learner and value iteration use
 * @throws InputError for a γ outside [0, 1], and where a potential is not finite.
 * Formula: r'(s, a, s') = r(s, a, s') + γ Φ(s') − Φ(s)
 */
export function shaped(
  process: DecisionProcess,
  potential: (state: number) => number,
  discount: Discount = {},
): DecisionProcess {
  const gamma = toGamma(discount);
  const Φ = Float64Array.from(process.terminal, (over, state) =>
    over === 1 ? 0 : potential(state),
  );
  Φ.forEach((value, state) => {
    check(Number.isFinite(value), `potential of state ${state}`, value, "a finite number");
  });
  return withReward(
    process,
    (state, _action, next, reward) => reward + gamma * Φ[next]! - Φ[state]!,
  );
}
