/**
 * Walks through an absorbing Markov chain, one random step after the other, from a start to an end: what the exact
 * answers of `absorbing-chain.ts` are compared with. Nothing here is solved.
 */
import { check } from "../../base/check.js";
import type { Random } from "../../base/random.js";
import type { AbsorbingChain } from "./absorbing-chain.js";

/** What many walks have found. */
export interface Walks {
  /** How many walks ended in each absorbing state. */
  readonly ends: Readonly<Record<string, number>>;
  /** Steps of each walk. */
  readonly steps: Int32Array;
}

/**
 * Walks from one state until each has ended.
 *
 * @param count a whole number ≥ 1
 * @param random the generator that draws, one number a step where there is a choice
 * @throws InputError where the count is none, or the state unknown.
 */
export function walkChain(
  chain: AbsorbingChain,
  from: string,
  count: number,
  random: Random,
): Walks {
  check(Number.isSafeInteger(count) && count >= 1, "walks", count, "a whole number ≥ 1");
  const states = [...chain.transient, ...chain.absorbing];
  check(states.includes(from), "unknown state", from, `one of ${states.join(", ")}`);
  const ends = Object.fromEntries(chain.absorbing.map((end) => [end, 0]));
  const steps = new Int32Array(count);
  const exits = Object.fromEntries(
    chain.transient.map((state) => [state, Object.entries(chain.rows[state]!)]),
  );
  for (let walk = 0; walk < count; walk += 1) {
    let state = from;
    for (let open = exits[state]; open !== undefined; open = exits[state]) {
      state = draw(open, random);
      steps[walk]! += 1;
    }
    ends[state]! += 1;
  }
  return { ends, steps };
}

/** One of the exits, by its probability; rounding never leads through one that has none. */
function draw(exits: readonly (readonly [string, number])[], random: Random): string {
  const possible = exits.filter(([, p]) => p > 0);
  if (possible.length === 1) return possible[0]![0];
  let left = random.uniform();
  for (const [next, p] of possible) {
    left -= p;
    if (left < 0) return next;
  }
  return possible.at(-1)![0];
}
