/**
 * n-step Sarsa and n-step expected Sarsa: a target made of n real rewards before it relies on Q, so news
 * of a goal travels n states at once. With n = 1 it is `sarsa`, number by number. The last n states,
 * actions and rewards lie in rings. Sections 7.2 and 7.3 of Sutton & Barto (2018).
 *
 *   G = r_{t+1} + γ r_{t+2} + … + γ^{n−1} r_{t+n} + γ^n Q(s_{t+n}, a_{t+n}),   Q(s_t,a_t) ← Q(s_t,a_t) + α [G − Q(s_t,a_t)]
 *
 * Expected Sarsa puts Σ_a π(a|s_{t+n}) Q(s_{t+n}, a) for the last term.
 */
import { chooseAction, expected, rateOf, type Learner } from "./learner.js";
import type { Walk } from "./walk.js";

/** What the rings of an n-step rule hold: n + 1 pairs and rewards, by time modulo n + 1. */
export interface Rings {
  readonly pairs: Int32Array;
  readonly rewards: Float64Array;
}

/** Rings for n steps. */
export function createRings(steps: number): Rings {
  return { pairs: new Int32Array(steps + 1), rewards: new Float64Array(steps + 1) };
}

/** One episode of n-step Sarsa, or of n-step expected Sarsa. */
export function nStepEpisode(
  walk: Walk,
  learner: Learner,
  rings: Rings,
  isExpected: boolean,
): void {
  const { actions, q, gamma, steps: n } = learner;
  const { pairs, rewards } = rings;
  const size = n + 1;
  let total = 0;
  walk.start();
  let action = chooseAction(learner, walk.state);
  pairs[0] = walk.state * actions + action;
  let end = Infinity;
  let time = 0;
  for (; time - n + 1 < end; time += 1) {
    if (time < end) {
      walk.step(action);
      total += walk.reward;
      rewards[(time + 1) % size] = walk.reward;
      if (walk.terminated || walk.truncated) end = time + 1;
      action = walk.terminated ? 0 : chooseAction(learner, walk.state);
      pairs[(time + 1) % size] = walk.state * actions + action;
    }
    const updated = time - n + 1;
    if (updated < 0) continue;
    const last = Math.min(updated + n, end);
    let target = 0;
    if (last < end || !walk.terminated) {
      const pair = pairs[last % size]!;
      const base = pair - (pair % actions);
      target = isExpected ? expected(q, base, actions, learner.epsilon) : q[pair]!;
    }
    for (let k = last; k > updated; k -= 1) target = rewards[k % size]! + gamma * target;
    const pair = pairs[updated % size]!;
    q[pair]! += rateOf(learner, pair) * (target - q[pair]!);
  }
  learner.episodeReturn = total;
  learner.episodeSteps = end;
}
