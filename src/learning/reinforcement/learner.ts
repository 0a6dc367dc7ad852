/**
 * What the learning rules have in common: the table, the draws, and the ε-greedy choice of an action.
 * Everything is a number or a typed array, so the loops in `q-learning`, `sarsa` and `n-step` make no
 * objects: they run some ten million steps a second.
 */
import type { Random } from "../../base/random.js";

/** What a rule reads and changes during an episode. */
export interface Learner {
  readonly actions: number;
  /** Q(s, a) at s · actions + a. */
  readonly q: Float64Array;
  /** How often each pair was updated; counted only where `visitPower` > 0. */
  readonly visits: Int32Array;
  readonly random: Random;
  /** γ. */
  readonly gamma: number;
  readonly visitPower: number;
  /** n of the n-step rules. */
  readonly steps: number;
  /** α in this episode. */
  learningRate: number;
  /** ε in this episode. */
  epsilon: number;
  /** Sum of the rewards of the last episode, not discounted. */
  episodeReturn: number;
  /** Number of steps of the last episode. */
  episodeSteps: number;
}

/** α for one update of a pair: the episode's, or less with each visit. */
export function rateOf(learner: Learner, pair: number): number {
  if (learner.visitPower === 0) return learner.learningRate;
  const visits = learner.visits[pair]! + 1;
  learner.visits[pair] = visits;
  return learner.learningRate / visits ** learner.visitPower;
}

/** An action that is random with probability ε, else one of the best. */
export function chooseAction(learner: Learner, state: number): number {
  const { random, actions } = learner;
  if (random.uint32() < learner.epsilon * 4294967296) return random.integer(actions);
  return greedyAction(learner.q, state * actions, actions, random);
}

/** One of the best actions of the row at `base`, all equally likely. */
export function greedyAction(
  q: Float64Array,
  base: number,
  actions: number,
  random: Random,
): number {
  let best = q[base]!;
  let action = 0;
  let ties = 1;
  for (let other = 1; other < actions; other += 1) {
    const value = q[base + other]!;
    if (value > best) {
      best = value;
      action = other;
      ties = 1;
    } else if (value === best) {
      ties += 1;
      if (random.integer(ties) === 0) action = other;
    }
  }
  return action;
}

/** max_a Q(s, a) of the row at `base`. */
export function maximum(q: Float64Array, base: number, actions: number): number {
  let best = q[base]!;
  for (let action = 1; action < actions; action += 1) {
    const value = q[base + action]!;
    if (value > best) best = value;
  }
  return best;
}

/** (1 − ε) max_a Q(s, a) + ε mean_a Q(s, a): what an ε-greedy agent expects in a state. */
export function expected(q: Float64Array, base: number, actions: number, epsilon: number): number {
  let sum = 0;
  for (let action = 0; action < actions; action += 1) sum += q[base + action]!;
  return (1 - epsilon) * maximum(q, base, actions) + (epsilon * sum) / actions;
}
