/**
 * The best average reward of a decision process that goes on for ever, by relative value iteration. Two pieces of
 * evidence need it, trading and stock; the library's value iteration is for episodes and discounts. Left out:
 * processes that fall apart into parts of different averages.
 */

/** A process by functions: what is earned at once, and what the values of the next step are worth on average. */
export interface EndlessProcess {
  readonly states: number;
  readonly actions: number;
  /** Whether an action may be taken; a state needs at least one. */
  allows(state: number, action: number): boolean;
  /** Expected reward of an action. */
  reward(state: number, action: number): number;
  /** E[h(next)] of all actions, or of what they lead to, before it is asked state by state. */
  prepare(h: Float64Array): (state: number, action: number) => number;
}

/** The best average reward per step, and values relative to state 0. */
export interface AverageOptimum {
  readonly gain: number;
  readonly values: Float64Array;
}

/**
 * Iterates until the gain is known to the tolerance.
 *
 * @param laziness how much of each value is kept, which settles processes that would swing; in [0, 1)
 * Formula: h ← max_a [r + E h'], gain between the least and the greatest change of h
 * Source: M. Puterman, "Markov Decision Processes" (1994), section 8.5.
 */
export function averageOptimum(
  process: EndlessProcess,
  { tolerance = 1e-9, laziness = 0.1, rounds = 20_000 } = {},
): AverageOptimum {
  const { states, actions } = process;
  let values = new Float64Array(states);
  for (let round = 0; ; round += 1) {
    const next = process.prepare(values);
    const improved = values.map((own, state) => {
      let best = -Infinity;
      for (let action = 0; action < actions; action += 1) {
        if (!process.allows(state, action)) continue;
        best = Math.max(best, process.reward(state, action) + next(state, action));
      }
      return (1 - laziness) * best + laziness * own;
    });
    let [least, most] = [Infinity, -Infinity];
    for (let state = 0; state < states; state += 1) {
      const change = (improved[state]! - values[state]!) / (1 - laziness);
      [least, most] = [Math.min(least, change), Math.max(most, change)];
    }
    const base = improved[0]!;
    values = improved.map((value) => value - base);
    if (most - least < tolerance || round === rounds) return { gain: (least + most) / 2, values };
  }
}
