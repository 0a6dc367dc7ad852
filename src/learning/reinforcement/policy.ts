/**
 * Which action to take: a probability for each action in each state, π(a|s). Deterministic, ε-soft and
 * uniform policies are all of this one kind, so that one exact evaluation judges them all.
 */
import { check } from "../../base/check.js";

/** A policy over finitely many states and actions. */
export class Policy {
  readonly states: number;

  /** @param probabilities π(a|s) at s · actions + a; each state's sum to 1 */
  private constructor(
    readonly actions: number,
    readonly probabilities: Float64Array,
  ) {
    this.states = probabilities.length / actions;
  }

  /** Every action equally likely in every state. */
  static uniform(states: number, actions: number): Policy {
    return new Policy(actions, new Float64Array(states * actions).fill(1 / actions));
  }

  /**
   * Always the same action in a state.
   *
   * @param chosen the action of each state, 0 … actions − 1
   * @throws InputError for an unknown action.
   * @example
   * Policy.deterministic([1, 0], 2).probability(0, 1); // 1
   */
  static deterministic(chosen: ArrayLike<number>, actions: number): Policy {
    const probabilities = new Float64Array(chosen.length * actions);
    Array.from(chosen).forEach((action, state) => {
      const known = Number.isInteger(action) && action >= 0 && action < actions;
      check(known, `action in state ${state}`, action, `0 … ${actions - 1}`);
      probabilities[state * actions + action] = 1;
    });
    return new Policy(actions, probabilities);
  }

  /**
   * Any mixture of actions.
   *
   * @param rows for each state the probabilities of its actions
   * @throws InputError where a row is of another length or does not sum to 1.
   */
  static mixed(rows: readonly ArrayLike<number>[]): Policy {
    const actions = rows[0]?.length ?? 0;
    check(actions > 0, "policy", rows, "a row of probabilities for each state");
    rows.forEach((row, state) => {
      const values = Array.from(row);
      const sum = values.reduce((total, p) => total + p, 0);
      const usable = values.length === actions && values.every((p) => p >= 0);
      const rule = `${actions} probabilities that sum to 1`;
      check(usable && Math.abs(sum - 1) <= 1e-9, `policy in state ${state}`, values, rule);
    });
    return new Policy(actions, Float64Array.from(rows.flatMap((row) => Array.from(row))));
  }

  /** π(a|s). */
  probability(state: number, action: number): number {
    return this.probabilities[state * this.actions + action]!;
  }

  /** The most likely action; the first of them where several are. */
  action(state: number): number {
    let best = 0;
    for (let action = 1; action < this.actions; action += 1) {
      if (this.probability(state, action) > this.probability(state, best)) best = action;
    }
    return best;
  }

  /**
   * The same policy that with probability ε takes any action at random: (1 − ε) π(a|s) + ε / |A|.
   *
   * @throws InputError where ε is not in [0, 1].
   */
  exploring(epsilon: number): Policy {
    check(epsilon >= 0 && epsilon <= 1, "epsilon", epsilon, "a number from 0 to 1");
    const share = epsilon / this.actions;
    return new Policy(
      this.actions,
      this.probabilities.map((p) => (1 - epsilon) * p + share),
    );
  }
}
