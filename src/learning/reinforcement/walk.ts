/**
 * One episode after another through a decision process, without an object per step: what learners run on,
 * millions of steps a second. `Environment` is the careful, Gymnasium-like face of the same thing. The
 * result of a step lies in the walk's fields until the next one. Left out: checks; the caller knows that
 * the episode is not over and that the action exists.
 */
import type { Random } from "../../base/random.js";
import type { DecisionProcess } from "./decision-process.js";

/** What a learner needs of an environment. */
export interface Walk {
  readonly states: number;
  readonly actions: number;
  /** The state now. */
  readonly state: number;
  /** What the last step brought. */
  readonly reward: number;
  /** The last step reached an end of the task: nothing follows. */
  readonly terminated: boolean;
  /** The last step used up the time limit: something would follow, but not in this episode. */
  readonly truncated: boolean;
  /** Starts a new episode. */
  start(): void;
  step(action: number): void;
}

/** A walk through a decision process whose draws come from `random`. */
export class ProcessWalk implements Walk {
  readonly states: number;
  readonly actions: number;
  state = 0;
  reward = 0;
  terminated = false;
  truncated = false;
  /** Steps since the start of the episode. */
  steps = 0;
  /** Probability of what the last step brought. */
  probability = 1;

  constructor(
    private readonly process: DecisionProcess,
    private readonly random: Random,
    private readonly timeLimit = Infinity,
  ) {
    this.states = process.states;
    this.actions = process.actions;
  }

  start(): void {
    const { start } = this.process;
    let rest = this.random.uniform();
    let last = 0;
    for (let state = 0; state < start.length; state += 1) {
      if (start[state]! > 0) last = state;
      rest -= start[state]!;
      if (rest < 0) break;
    }
    this.state = last;
    this.reward = 0;
    this.terminated = false;
    this.truncated = false;
    this.steps = 0;
    this.probability = start[last]!;
  }

  step(action: number): void {
    const { process } = this;
    const pair = this.state * this.actions + action;
    let k = process.offset[pair]!;
    const last = process.offset[pair + 1]! - 1;
    if (k < last) {
      let rest = this.random.uniform() - process.probability[k]!;
      while (rest >= 0 && k < last) {
        k += 1;
        rest -= process.probability[k]!;
      }
    }
    const next = process.next[k]!;
    this.state = next;
    this.reward = process.reward[k]!;
    this.probability = process.probability[k]!;
    this.steps += 1;
    this.terminated = process.terminal[next] === 1;
    this.truncated = !this.terminated && this.steps >= this.timeLimit;
  }
}
