/**
 * A finite Markov decision process with all its probabilities known: the exact description that an
 * environment plays and that dynamic programming solves. Follows Sutton & Barto, "Reinforcement
 * Learning" (2018), ch. 3, and the table `P` of Gymnasium's toy-text environments. Outcomes lie in flat
 * typed arrays: those of action a in state s at offset[s·actions + a] … offset[s·actions + a + 1] − 1.
 * Left out: infinite state spaces, and actions that only some states allow.
 */
import { check } from "../../base/check.js";

/** One thing that may happen after an action. */
export interface Outcome {
  readonly probability: number;
  /** The state that follows. */
  readonly next: number;
  readonly reward: number;
}

/** What describes a process; see `DecisionProcess`. */
export interface ProcessDescription {
  /** Number of states; they are called 0 … states − 1. */
  readonly states: number;
  /** Number of actions in each state; they are called 0 … actions − 1. */
  readonly actions: number;
  /** The state in which episodes start, or a probability for each state. */
  readonly start: number | ArrayLike<number>;
  /** Does the episode end on arrival in this state? Never, if not given. */
  readonly isTerminal?: (state: number) => boolean;
  /** Everything that may happen after an action; asked once per state that does not end the episode. */
  readonly outcomes: (state: number, action: number) => readonly Outcome[];
}

/**
 * A finite Markov decision process.
 *
 * @throws InputError where a count, a state, a reward or a probability is not usable, or the
 *   probabilities of one action do not sum to 1.
 * @example
 * // a coin that costs 1 a throw until it shows heads
 * const coin = new DecisionProcess({
 *   states: 2, actions: 1, start: 0, isTerminal: (state) => state === 1,
 *   outcomes: () => [0, 1].map((next) => ({ probability: 0.5, next, reward: -1 })),
 * });
 * coin.states; // 2
 */
export class DecisionProcess {
  readonly states: number;
  readonly actions: number;
  /** Probability to start in each state. */
  readonly start: Float64Array;
  /** 1 where the episode ends on arrival. */
  readonly terminal: Uint8Array;
  /** Where the outcomes of each pair of state and action begin; one more number marks the end. */
  readonly offset: Int32Array;
  readonly next: Int32Array;
  readonly reward: Float64Array;
  readonly probability: Float64Array;

  constructor({ states, actions, start, isTerminal, outcomes }: ProcessDescription) {
    for (const [what, count] of Object.entries({ states, actions })) {
      check(Number.isSafeInteger(count) && count >= 1, what, count, "a whole number ≥ 1");
    }
    this.states = states;
    this.actions = actions;
    this.start = toDistribution(start, states);
    this.terminal = Uint8Array.from({ length: states }, (_, s) => (isTerminal?.(s) ? 1 : 0));
    this.offset = new Int32Array(states * actions + 1);
    const all: Outcome[] = [];
    for (let pair = 0; pair < states * actions; pair += 1) {
      const state = Math.floor(pair / actions);
      const action = pair % actions;
      if (this.terminal[state] === 0) {
        const possible = outcomes(state, action);
        checkOutcomes(possible, states, `state ${state}, action ${action}`);
        all.push(...possible.filter(({ probability }) => probability > 0));
      }
      this.offset[pair + 1] = all.length;
    }
    this.next = Int32Array.from(all, ({ next }) => next);
    this.reward = Float64Array.from(all, ({ reward }) => reward);
    this.probability = Float64Array.from(all, ({ probability }) => probability);
  }

  /** Everything that may happen after an action, as objects: to read, not for loops that must be fast. */
  outcomes(state: number, action: number): Outcome[] {
    check(state >= 0 && state < this.states, "state", state, `0 … ${this.states - 1}`);
    check(action >= 0 && action < this.actions, "action", action, `0 … ${this.actions - 1}`);
    const pair = state * this.actions + action;
    const found: Outcome[] = [];
    for (let k = this.offset[pair]!; k < this.offset[pair + 1]!; k += 1) {
      const [probability, next, reward] = [this.probability[k]!, this.next[k]!, this.reward[k]!];
      found.push({ probability, next, reward });
    }
    return found;
  }

  /** E[R + γ v(S')] after pair = state · actions + action; states that end the episode count as 0. */
  backup(pair: number, gamma: number, values: ArrayLike<number>): number {
    let sum = 0;
    for (let k = this.offset[pair]!; k < this.offset[pair + 1]!; k += 1) {
      const next = this.next[k]!;
      const later = this.terminal[next] === 1 ? 0 : gamma * values[next]!;
      sum += this.probability[k]! * (this.reward[k]! + later);
    }
    return sum;
  }
}

/** Probabilities that miss 1 by rounding pass; by more, they are a mistake. */
const slack = 1e-9;

function toDistribution(start: number | ArrayLike<number>, states: number): Float64Array {
  const probabilities = new Float64Array(states);
  if (typeof start === "number") {
    const known = Number.isInteger(start) && start >= 0 && start < states;
    check(known, "start", start, `a state, 0 … ${states - 1}`);
    probabilities[start] = 1;
  } else {
    check(start.length === states, "start", `${start.length} numbers`, `${states}, one per state`);
    probabilities.set(start);
    const sum = probabilities.reduce((total, p) => total + p, 0);
    const usable = probabilities.every((p) => p >= 0) && Math.abs(sum - 1) <= slack;
    check(usable, "start", Array.from(start), "probabilities that sum to 1");
  }
  return probabilities;
}

function checkOutcomes(outcomes: readonly Outcome[], states: number, where: string): void {
  let sum = 0;
  for (const { probability, next, reward } of outcomes) {
    check(probability >= 0, `probability in ${where}`, probability, "a number ≥ 0");
    const known = Number.isInteger(next) && next >= 0 && next < states;
    check(known, `next in ${where}`, next, `a state, 0 … ${states - 1}`);
    check(Number.isFinite(reward), `reward in ${where}`, reward, "a finite number");
    sum += probability;
  }
  check(Math.abs(sum - 1) <= slack, `sum of probabilities in ${where}`, sum, "1");
}
