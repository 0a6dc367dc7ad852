/**
 * What a policy is worth, exactly: v = r + γ P v, solved as a system of linear equations, so no roll-out
 * and no luck is involved. This is the judge of every learner here. With γ = 1 the system has a solution
 * only where episodes end; a policy that runs in a circle for ever gets 0, −∞ or +∞, as its rewards say.
 * Left out: sparse solvers; a few thousand states are the limit.
 * Source: Sutton & Barto (2018), equations 4.3 and 4.4.
 */
import { check, complaint, InputError } from "../../base/check.js";
import { solveLinear } from "../../base/matrix.js";
import type { DecisionProcess } from "./decision-process.js";
import type { Policy } from "./policy.js";

/** How later rewards count. */
export interface Discount {
  /** γ: what a reward one step later is worth; 1 if not given. */
  readonly gamma?: number;
}

/** Completes and checks a discount. */
export function toGamma({ gamma = 1 }: Discount): number {
  check(gamma >= 0 && gamma <= 1, "gamma", gamma, "a number from 0 to 1");
  return gamma;
}

/** Throws unless the policy is one for this process. */
export function checkPolicy(process: DecisionProcess, policy: Policy): void {
  const [given, needed] = [policy, process].map((each) => `${each.states} × ${each.actions}`);
  check(given === needed, "policy", given, `${needed}, states × actions of the process`);
}

/**
 * V^π: the expected discounted return of a policy from every state.
 *
 * @param discount γ from 0 to 1, 1 if not given
 * @returns one number per state; 0 where the episode is over, −Infinity or +Infinity where it never ends
 *   and rewards of one sign keep coming
 * @throws InputError for a γ outside [0, 1], a policy of another size, and, with γ = 1, a circle in which
 *   rewards of both signs keep coming.
 * Formula: (I − γ P_π) v = r_π
 * @example
 * const { process } = frozenLake({ slippery: false });
 * evaluatePolicy(process, Policy.uniform(16, 4))[14].toFixed(2); // "0.44"
 */
export function evaluatePolicy(
  process: DecisionProcess,
  policy: Policy,
  discount: Discount = {},
): Float64Array {
  const gamma = toGamma(discount);
  checkPolicy(process, policy);
  const values = gamma === 1 ? endlessValues(process, policy) : unknownValues(process);
  const unknown = Array.from(values.keys()).filter((state) => Number.isNaN(values[state]));
  const index = new Map(unknown.map((state, row) => [state, row]));
  const n = unknown.length;
  const matrix = new Float64Array(n * n);
  const right = new Float64Array(n);
  unknown.forEach((state, row) => {
    matrix[row * n + row] = 1;
    forEachMove(process, policy, state, (probability, next, reward) => {
      right[row]! += probability * reward;
      const column = index.get(next);
      if (column !== undefined) matrix[row * n + column]! -= gamma * probability;
    });
  });
  solveLinear(matrix, right).forEach((value, row) => (values[unknown[row]!] = value));
  return values;
}

/** The mean of state values over the states in which episodes start. */
export function startValue(process: DecisionProcess, values: ArrayLike<number>): number {
  const rule = `${process.states} numbers, one per state`;
  check(values.length === process.states, "values", `${values.length} numbers`, rule);
  return process.start.reduce((sum, p, state) => (p === 0 ? sum : sum + p * values[state]!), 0);
}

/** 0 for states that end the episode, NaN for all whose value is still to be found. */
function unknownValues(process: DecisionProcess): Float64Array {
  return Float64Array.from(process.terminal, (isEnd) => (isEnd === 1 ? 0 : NaN));
}

/** As `unknownValues`, and 0, −∞ or +∞ for the states whose value γ = 1 leaves without an equation. */
function endlessValues(process: DecisionProcess, policy: Policy): Float64Array {
  const values = unknownValues(process);
  const reached = Array.from(values, (_, state) => reachable(process, policy, state));
  const isInCircle = (state: number) =>
    reached[state]!.every((other) => reached[other]!.includes(state));
  values.forEach((value, state) => {
    if (Number.isNaN(value) && isInCircle(state)) {
      values[state] = circleValue(process, policy, state, reached[state]!);
    }
  });
  const known = values.slice();
  known.forEach((value, state) => {
    if (!Number.isNaN(value)) return;
    const later = reached[state]!.map((other) => known[other]!);
    const lost = later.includes(-Infinity);
    const won = later.includes(Infinity);
    if (lost && won) throw undefinedValue(state);
    if (lost || won) values[state] = lost ? -Infinity : Infinity;
  });
  return values;
}

/** The value of going round for ever among `states`. */
function circleValue(
  process: DecisionProcess,
  policy: Policy,
  from: number,
  states: readonly number[],
): number {
  let gains = false;
  let losses = false;
  for (const state of states) {
    forEachMove(process, policy, state, (_probability, _next, reward) => {
      gains ||= reward > 0;
      losses ||= reward < 0;
    });
  }
  if (gains && losses) throw undefinedValue(from);
  return gains ? Infinity : losses ? -Infinity : 0;
}

function undefinedValue(state: number): InputError {
  const received = "rewards of both signs for ever";
  const rule = "episodes that end, or rewards of one sign";
  return new InputError(complaint(`value of state ${state}`, received, rule, "use gamma < 1"));
}

/** The states that can follow, sooner or later; a state that ends the episode reaches nothing. */
function reachable(process: DecisionProcess, policy: Policy, from: number): number[] {
  const found = new Set<number>();
  const waiting = [from];
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    forEachMove(process, policy, state, (_probability, next) => {
      if (!found.has(next)) waiting.push(next);
      found.add(next);
    });
  }
  return [...found];
}

/** Calls back with everything that may happen in a state under a policy. */
function forEachMove(
  process: DecisionProcess,
  policy: Policy,
  state: number,
  move: (probability: number, next: number, reward: number) => void,
): void {
  for (let action = 0; action < process.actions; action += 1) {
    const chosen = policy.probability(state, action);
    if (chosen === 0) continue;
    const pair = state * process.actions + action;
    for (let k = process.offset[pair]!; k < process.offset[pair + 1]!; k += 1) {
      move(chosen * process.probability[k]!, process.next[k]!, process.reward[k]!);
    }
  }
}
