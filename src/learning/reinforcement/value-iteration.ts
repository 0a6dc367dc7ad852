/**
 * Value iteration: Bellman's optimality equation, applied to all states again and again until nothing
 * changes. With ε it finds the best of all policies that explore with probability ε. `policyIteration`
 * gets to the same place by linear solves; `finiteHorizonValues` plays with a limited number of steps.
 * Source: Sutton & Barto (2018), section 4.4.
 */
import { check, complaint, InputError } from "../../base/check.js";
import { ActionValues } from "./action-values.js";
import type { DecisionProcess } from "./decision-process.js";
import { checkPolicy, toGamma, type Discount } from "./evaluation.js";
import { Policy } from "./policy.js";

/** What a search for the best policy can be told. */
export interface OptimumOptions extends Discount {
  /** ε: probability with which every policy must take any action at random; 0 if not given. */
  readonly epsilon?: number;
}

/** A solution of Bellman's optimality equation. */
export interface Optimum {
  /** V*(s), one number per state. */
  readonly values: Float64Array;
  /** Q*(s, a). */
  readonly q: ActionValues;
  /** A best policy; where ε is given, the one that is to explore with probability ε. */
  readonly policy: Policy;
  /** Rounds that it took. */
  readonly rounds: number;
}

const tolerance = 1e-12;
const maxRounds = 100_000;

/**
 * The best values and a best policy, by value iteration.
 *
 * @returns values that miss the exact ones by at most 1e-12 for γ < 1, and change by at most that per
 *   round for γ = 1
 * @throws InputError for a γ or ε outside [0, 1], and where the values grow for ever.
 * Formula: V(s) ← max_a Σ p(s', r | s, a) (r + γ V(s'))
 * @example
 * valueIteration(cliffWalking().process).values[36]; // -13
 */
export function valueIteration(process: DecisionProcess, options: OptimumOptions = {}): Optimum {
  const gamma = toGamma(options);
  const epsilon = toEpsilon(options);
  const enough = gamma < 1 ? (tolerance * (1 - gamma)) / Math.max(gamma, tolerance) : tolerance;
  let values = new Float64Array(process.states);
  for (let rounds = 1; rounds <= maxRounds; rounds += 1) {
    const q = ActionValues.after(process, values, gamma);
    const improved = values.map((_, state) => softMaximum(q, state, epsilon));
    const change = improved.reduce((most, v, s) => Math.max(most, Math.abs(v - values[s]!)), 0);
    values = improved;
    if (change <= Math.max(enough, rounding(values))) {
      return { values, q, policy: endingPolicy(process, q), rounds };
    }
  }
  const rule = "values that settle";
  const received = `still changing after ${maxRounds} rounds`;
  throw new InputError(complaint("value iteration", received, rule, "use gamma < 1"));
}

/** Checks ε. */
export function toEpsilon({ epsilon = 0 }: OptimumOptions): number {
  check(epsilon >= 0 && epsilon <= 1, "epsilon", epsilon, "a number from 0 to 1");
  return epsilon;
}

/** (1 − ε) max_a Q(s, a) + ε mean_a Q(s, a). */
function softMaximum(q: ActionValues, state: number, epsilon: number): number {
  let sum = 0;
  for (let action = 0; action < q.actions; action += 1) sum += q.of(state, action);
  return (1 - epsilon) * q.best(state) + (epsilon * sum) / q.actions;
}

/** What the last bits of Float64 make of the largest value. */
function rounding(values: Float64Array): number {
  return 4 * Number.EPSILON * values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/**
 * A policy of best actions that ends episodes: among equally good actions the one on the shortest way to
 * an end. With γ = 1 this matters: to wait for ever where waiting costs nothing also looks best.
 */
function endingPolicy(process: DecisionProcess, q: ActionValues): Policy {
  const chosen = Int32Array.from({ length: process.states }, (_, state) => q.bestAction(state));
  const ends = Uint8Array.from(process.terminal);
  for (let grew = true; grew;) {
    const before = ends.slice();
    grew = false;
    before.forEach((done, state) => {
      const action = done === 1 ? -1 : bestActionTo(process, q, state, before);
      if (action < 0) return;
      chosen[state] = action;
      ends[state] = 1;
      grew = true;
    });
  }
  return Policy.deterministic(chosen, process.actions);
}

/** A best action that may lead to one of the marked states, or −1. */
function bestActionTo(
  process: DecisionProcess,
  q: ActionValues,
  state: number,
  marked: Uint8Array,
): number {
  const best = q.best(state);
  const slack = 1e-8 * Math.max(1, Math.abs(best));
  for (let action = 0; action < q.actions; action += 1) {
    if (q.of(state, action) < best - slack) continue;
    const pair = state * q.actions + action;
    const followers = process.next.subarray(process.offset[pair], process.offset[pair + 1]);
    if (followers.some((next) => marked[next] === 1)) return action;
  }
  return -1;
}

/**
 * What can be earned in a limited number of steps: by the best choice at every step, or by a policy.
 *
 * @param steps how many steps there are, a whole number ≥ 0
 * @returns the expected discounted return from each state with all steps to go
 * @throws InputError for a γ outside [0, 1], a number of steps that is none, a policy of another size.
 * @example
 * finiteHorizonValues(frozenLake().process, 100)[0].toFixed(6); // "0.744190"
 */
export function finiteHorizonValues(
  process: DecisionProcess,
  steps: number,
  options: Discount & { readonly policy?: Policy } = {},
): Float64Array {
  const gamma = toGamma(options);
  check(Number.isSafeInteger(steps) && steps >= 0, "steps", steps, "a whole number ≥ 0");
  const { policy } = options;
  if (policy !== undefined) checkPolicy(process, policy);
  let values = new Float64Array(process.states);
  for (let step = 0; step < steps; step += 1) {
    const q = ActionValues.after(process, values, gamma);
    values = values.map((_, state) =>
      policy === undefined ? q.best(state) : mean(q, policy, state),
    );
  }
  return values;
}

/** Σ_a π(a|s) Q(s, a). */
export function mean(q: ActionValues, policy: Policy, state: number): number {
  let sum = 0;
  for (let action = 0; action < q.actions; action += 1) {
    const chosen = policy.probability(state, action);
    if (chosen > 0) sum += chosen * q.of(state, action);
  }
  return sum;
}
