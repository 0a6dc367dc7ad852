/**
 * Q-learning (Watkins 1989) and double Q-learning (van Hasselt 2010), an episode at a time. Both learn the
 * values of the best policy while an ε-greedy one acts ("off-policy"). Boxes 6.5 and 6.7 of Sutton & Barto
 * (2018). Left out: more than one step ahead, which off-policy would need corrections.
 *
 *   Q-learning   Q(s,a) ← Q(s,a) + α [r + γ max_a' Q(s',a') − Q(s,a)]
 *   double Q     Q₁(s,a) ← Q₁(s,a) + α [r + γ Q₂(s', argmax_a' Q₁(s',a')) − Q₁(s,a)], or with 1 and 2 swapped
 *
 * After the end of the task the term with γ is 0; after a time limit it is not.
 */
import { chooseAction, greedyAction, maximum, rateOf, type Learner } from "./learner.js";
import type { Walk } from "./walk.js";

/** One episode of Q-learning. */
export function qLearningEpisode(walk: Walk, learner: Learner): void {
  const { actions, q, gamma } = learner;
  let total = 0;
  let steps = 0;
  walk.start();
  for (;;) {
    const state = walk.state;
    const action = chooseAction(learner, state);
    walk.step(action);
    const pair = state * actions + action;
    const later = walk.terminated ? 0 : maximum(q, walk.state * actions, actions);
    q[pair]! += rateOf(learner, pair) * (walk.reward + gamma * later - q[pair]!);
    total += walk.reward;
    steps += 1;
    if (walk.terminated || walk.truncated) break;
  }
  learner.episodeReturn = total;
  learner.episodeSteps = steps;
}

/** One episode of double Q-learning: the mean of two tables acts, a coin says which of them learns. */
export function doubleQEpisode(walk: Walk, learner: Learner, tables: DoubleTables): void {
  const { actions, q, random, gamma } = learner;
  let total = 0;
  let steps = 0;
  walk.start();
  for (;;) {
    const state = walk.state;
    const action = chooseAction(learner, state);
    walk.step(action);
    const pair = state * actions + action;
    const chosen = random.uint32() >= 2147483648 ? tables.one : tables.two;
    const other = chosen === tables.one ? tables.two : tables.one;
    const base = walk.state * actions;
    const later = walk.terminated ? 0 : other[base + greedyAction(chosen, base, actions, random)]!;
    chosen[pair]! += rateOf(learner, pair) * (walk.reward + gamma * later - chosen[pair]!);
    q[pair] = (tables.one[pair]! + tables.two[pair]!) / 2;
    total += walk.reward;
    steps += 1;
    if (walk.terminated || walk.truncated) break;
  }
  learner.episodeReturn = total;
  learner.episodeSteps = steps;
}

/** The two tables of double Q-learning; `q` of the learner is always their mean. */
export interface DoubleTables {
  readonly one: Float64Array;
  readonly two: Float64Array;
}
