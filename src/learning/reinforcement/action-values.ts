/**
 * The table Q(s, a): what an action in a state is worth. Dynamic programming fills it exactly, learners
 * by trial. Q^π belongs to a policy and rates every action; only the largest value of a row of Q* names
 * the best one.
 */
import { check } from "../../base/check.js";
import type { DecisionProcess } from "./decision-process.js";
import { Policy } from "./policy.js";

/** A value for each action in each state. */
export class ActionValues {
  readonly states: number;

  /**
   * @param values Q(s, a) at s · actions + a
   * @throws InputError where the values are not that many.
   */
  constructor(
    readonly actions: number,
    readonly values: Float64Array,
  ) {
    const fits = Number.isSafeInteger(actions) && actions >= 1 && values.length % actions === 0;
    check(fits, "actions", actions, `a divisor of ${values.length}, the number of values`);
    this.states = values.length / actions;
  }

  /** Q(s, a) = Σ p(s', r | s, a) (r + γ V(s')), for the values V of the states. */
  static after(process: DecisionProcess, values: ArrayLike<number>, gamma: number): ActionValues {
    const pairs = process.states * process.actions;
    const q = Float64Array.from({ length: pairs }, (_, pair) =>
      process.backup(pair, gamma, values),
    );
    return new ActionValues(process.actions, q);
  }

  /** Q(s, a). */
  of(state: number, action: number): number {
    return this.values[state * this.actions + action]!;
  }

  /** max_a Q(s, a). */
  best(state: number): number {
    return this.of(state, this.bestAction(state));
  }

  /** argmax_a Q(s, a); the first of them where several are best. */
  bestAction(state: number): number {
    let best = 0;
    for (let action = 1; action < this.actions; action += 1) {
      if (this.of(state, action) > this.of(state, best)) best = action;
    }
    return best;
  }

  /** The policy that takes the best action in each state. */
  greedy(): Policy {
    const chosen = Array.from({ length: this.states }, (_, state) => this.bestAction(state));
    return Policy.deterministic(chosen, this.actions);
  }
}
