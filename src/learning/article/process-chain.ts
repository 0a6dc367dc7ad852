/**
 * A process as an absorbing Markov chain: each decision gets probabilities, every step takes one unit of time, and
 * what has no exit absorbs. For the start-up flow of section 2.6 with four illustrative probabilities, the answers in
 * closed form as well. None of these probabilities was measured; the article gives none.
 */
import { check, complaint, InputError } from "../../base/check.js";
import { AbsorbingChain, type ChainRows } from "../statistics/absorbing-chain.js";
import { checkProcess, exitsOf, type Process } from "./process.js";

/** Probabilities of the exits of nodes that have several: by node, then by the node to which the exit leads. */
export type Chances = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** The four unknowns of the repaired chart, each in [0, 1]. */
export interface StartUpChances {
  /** An idea is technically feasible. */
  readonly p: number;
  /** After an idea that is not, another one is tried. */
  readonly r: number;
  /** A round of iteration is the last one. */
  readonly q: number;
  /** Financing is granted. */
  readonly f: number;
}

/**
 * The Markov chain of a process.
 *
 * @param chances probabilities for each node with several exits
 * @throws InputError where chances name a node or an exit that is not in the chart, are missing for a node with
 * several exits, or are no probabilities (`AbsorbingChain`).
 */
export function toChain(process: Process, chances: Chances): AbsorbingChain {
  checkProcess(process);
  const ids = process.nodes.map(({ id }) => id);
  for (const [id, row] of Object.entries(chances)) {
    const known = `one of the nodes of the chart: ${ids.join(", ")}`;
    if (!ids.includes(id)) throw new InputError(complaint("chances of unknown node", id, known));
    const exits = exitsOf(process, id).map(({ to }) => to);
    for (const to of Object.keys(row)) {
      check(exits.includes(to), `exit of ${id}`, to, `one of ${exits.join(", ") || "none"}`);
    }
  }
  const rows: ChainRows = Object.fromEntries(
    ids.map((id) => {
      const exits = exitsOf(process, id);
      const given = chances[id];
      const rule = "probabilities for each node with several exits";
      check(exits.length < 2 || given !== undefined, `chances of node ${id}`, given, rule);
      return [id, given ?? Object.fromEntries(exits.map(({ to }) => [to, 1]))];
    }),
  );
  return new AbsorbingChain(rows);
}

/** What the chart as printed leaves open: only whether the idea is feasible. */
export function printedChances({ p }: Pick<StartUpChances, "p">): Chances {
  return { C: { D: p, E: 1 - p } };
}

/** The exits of the repaired chart. */
export function repairedChances({ p, r, q, f }: StartUpChances): Chances {
  return {
    C: { D: p, E: 1 - p },
    E: { A: r, X: 1 - r },
    I: { F: 1 - q, J: q },
    K: { L: f, X: 1 - f },
  };
}

/** The exits with the money before the product: the same four decisions, but financing leads to the product. */
export function moneyFirstChances(chances: StartUpChances): Chances {
  return { ...repairedChances(chances), K: { F: chances.f, X: 1 - chances.f } };
}

/**
 * The answers for the repaired chart without a matrix, from A.
 *
 * @returns the probability of L, in [0, 1], and the expected number of steps until L or X
 * @throws InputError where a chance is not in [0, 1], q is 0, or p = 0 and r = 1: then some way never ends.
 * Formula: P(L) = p f / (1 − (1 − p) r); steps = (3 + p (3 + 4/q) + (1 − p)) / (1 − (1 − p) r)
 */
export function closedForm({ p, r, q, f }: StartUpChances): { success: number; steps: number } {
  for (const [name, value] of Object.entries({ p, r, q, f })) {
    check(value >= 0 && value <= 1, name, value, "a number from 0 to 1");
  }
  check(q > 0, "q", q, "a number above 0, else the iteration never ends");
  const leaving = 1 - (1 - p) * r;
  check(leaving > 0, "p and r", [p, r], "not 0 and 1, else the search for ideas never ends");
  return { success: (p * f) / leaving, steps: (3 + p * (3 + 4 / q) + (1 - p)) / leaving };
}
