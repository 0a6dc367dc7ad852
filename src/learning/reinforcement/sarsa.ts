/**
 * Sarsa (Rummery & Niranjan 1994) and expected Sarsa (van Seijen et al. 2009), an episode at a time. Both
 * learn the values of the ε-greedy policy that acts ("on-policy"), so they keep away from a cliff that an
 * exploring agent falls from. Section 6.4 and 6.6 of Sutton & Barto (2018). More steps ahead: `n-step`.
 *
 *   Sarsa            Q(s,a) ← Q(s,a) + α [r + γ Q(s',a') − Q(s,a)], a' being the action taken next
 *   expected Sarsa   Q(s,a) ← Q(s,a) + α [r + γ Σ_a' π(a'|s') Q(s',a') − Q(s,a)]
 *
 * After the end of the task the term with γ is 0; after a time limit it is not.
 */
import { chooseAction, expected, rateOf, type Learner } from "./learner.js";
import type { Walk } from "./walk.js";

/** One episode of Sarsa. */
export function sarsaEpisode(walk: Walk, learner: Learner): void {
  const { actions, q, gamma } = learner;
  let total = 0;
  let steps = 0;
  walk.start();
  let action = chooseAction(learner, walk.state);
  for (;;) {
    const pair = walk.state * actions + action;
    walk.step(action);
    action = walk.terminated ? 0 : chooseAction(learner, walk.state);
    const later = walk.terminated ? 0 : q[walk.state * actions + action]!;
    q[pair]! += rateOf(learner, pair) * (walk.reward + gamma * later - q[pair]!);
    total += walk.reward;
    steps += 1;
    if (walk.terminated || walk.truncated) break;
  }
  learner.episodeReturn = total;
  learner.episodeSteps = steps;
}

/** One episode of expected Sarsa. */
export function expectedSarsaEpisode(walk: Walk, learner: Learner): void {
  const { actions, q, gamma } = learner;
  let total = 0;
  let steps = 0;
  walk.start();
  for (;;) {
    const state = walk.state;
    const action = chooseAction(learner, state);
    walk.step(action);
    const pair = state * actions + action;
    const later = walk.terminated ? 0 : expected(q, walk.state * actions, actions, learner.epsilon);
    q[pair]! += rateOf(learner, pair) * (walk.reward + gamma * later - q[pair]!);
    total += walk.reward;
    steps += 1;
    if (walk.terminated || walk.truncated) break;
  }
  learner.episodeReturn = total;
  learner.episodeSteps = steps;
}
