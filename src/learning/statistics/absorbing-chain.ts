/**
 * A finite Markov chain that ends: where it ends, with which probability, and after how many steps, exactly. A
 * state without exits is absorbing; all others are transient. Judges what a simulation of the same chain may find.
 * Left out: chains without an end (see `markov-source.ts` for their long run), large sparse chains.
 */
import { check } from "../../base/check.js";
import { solveLinear } from "../../base/matrix.js";

/** Where each state goes: probabilities by state, then by next state. States without a row, or with an empty one, absorb. */
export type ChainRows = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** How far a row of probabilities may be from 1. */
const tolerance = 1e-9;

/**
 * An absorbing Markov chain, solved.
 *
 * @param rows transition probabilities; the order of their keys is the order of states
 * @throws InputError where a probability is not in [0, 1], a row does not sum to 1, no state absorbs, or some state
 * can never reach one that does.
 * Formula: N = (I − Q)⁻¹, B = N R, t = N 1, variance (2N − I) t − t², Q and R being the parts of the transition
 * matrix from transient states to transient and to absorbing ones.
 * Source: Kemeny & Snell, "Finite Markov Chains" (1960), chapter 3.
 * @example
 * const coin = new AbsorbingChain({ toss: { toss: 0.5, heads: 0.5 } });
 * coin.steps("toss"); // 2
 */
export class AbsorbingChain {
  /** Names of the states that are left again. */
  readonly transient: readonly string[];
  /** Names of the states that are never left. */
  readonly absorbing: readonly string[];
  /** Q: probabilities from transient to transient states, row by row. */
  readonly q: Float64Array;
  /** R: probabilities from transient to absorbing states, row by row. */
  readonly r: Float64Array;
  /** N: expected visits of each transient state (column) from each (row), the start counted. */
  private readonly visitTable: Float64Array;

  constructor(readonly rows: ChainRows) {
    const states = statesOf(rows);
    this.transient = states.filter((state) => Object.keys(rows[state] ?? {}).length > 0);
    this.absorbing = states.filter((state) => !this.transient.includes(state));
    for (const state of this.transient) checkRow(state, rows[state]!);
    check(this.absorbing.length > 0, "absorbing states", 0, "at least one state without exits");
    for (const state of this.transient) {
      const ends = this.absorbing.some((end) => reachable(rows, state).has(end));
      check(ends, "state", state, "one from which an absorbing state can be reached");
    }
    this.q = part(rows, this.transient, this.transient);
    this.r = part(rows, this.transient, this.absorbing);
    this.visitTable = invert(this.q, this.transient.length);
  }

  /**
   * How often a state is visited on average, the start counted.
   *
   * @returns a number ≥ 0
   * @throws InputError where a state is not transient.
   */
  visits(from: string, state: string): number {
    const n = this.transient.length;
    return this.visitTable[place(this.transient, from) * n + place(this.transient, state)]!;
  }

  /**
   * The probability to end in a state.
   *
   * @param from any state
   * @param end an absorbing state
   * @returns a number in [0, 1]
   * @throws InputError where there is no such state.
   */
  probability(from: string, end: string): number {
    const column = place(this.absorbing, end);
    if (this.absorbing.includes(from)) return from === end ? 1 : 0;
    const ends = this.absorbing.length;
    return this.total(from, (k) => this.r[k * ends + column]!);
  }

  /**
   * The expected number of steps until the chain ends; 0 from an absorbing state.
   *
   * @throws InputError where there is no such state.
   */
  steps(from: string): number {
    return this.absorbing.includes(from) ? 0 : this.total(from, () => 1);
  }

  /**
   * The variance of the number of steps until the chain ends.
   *
   * @throws InputError where there is no such state.
   */
  stepsVariance(from: string): number {
    if (this.absorbing.includes(from)) return 0;
    const mean = this.steps(from);
    const weighted = this.total(from, (k) => this.steps(this.transient[k]!));
    return 2 * weighted - mean - mean * mean;
  }

  /** Σ_k N(from, k) · value(k) over transient states k. */
  private total(from: string, value: (k: number) => number): number {
    const n = this.transient.length;
    const row = place(this.transient, from) * n;
    let sum = 0;
    for (let k = 0; k < n; k += 1) sum += this.visitTable[row + k]! * value(k);
    return sum;
  }
}

/** All states, in the order in which the rows name them, those without a row last. */
function statesOf(rows: ChainRows): string[] {
  const targets = Object.values(rows).flatMap((row) => Object.keys(row));
  return [...new Set([...Object.keys(rows), ...targets])];
}

function checkRow(state: string, row: Readonly<Record<string, number>>): void {
  for (const [next, p] of Object.entries(row)) {
    check(p >= 0 && p <= 1, `probability ${state} → ${next}`, p, "a number from 0 to 1");
  }
  const sum = Object.values(row).reduce((total, p) => total + p, 0);
  check(Math.abs(sum - 1) <= tolerance, `probabilities from ${state}`, sum, "a sum of 1");
}

/** The states that can be reached from one, itself counted. */
function reachable(rows: ChainRows, from: string): ReadonlySet<string> {
  const found = new Set([from]);
  for (const state of found) {
    for (const [next, p] of Object.entries(rows[state] ?? {})) if (p > 0) found.add(next);
  }
  return found;
}

function part(rows: ChainRows, from: readonly string[], to: readonly string[]): Float64Array {
  return Float64Array.from(from.flatMap((state) => to.map((next) => rows[state]?.[next] ?? 0)));
}

/** (I − Q)⁻¹, column by column. */
function invert(q: Float64Array, n: number): Float64Array {
  const system = q.map((p, i) => (i % (n + 1) === 0 ? 1 : 0) - p);
  const inverse = new Float64Array(n * n);
  for (let column = 0; column < n; column += 1) {
    const unit = new Float64Array(n);
    unit[column] = 1;
    solveLinear(system, unit).forEach((value, row) => (inverse[row * n + column] = value));
  }
  return inverse;
}

function place(states: readonly string[], state: string): number {
  const index = states.indexOf(state);
  check(index >= 0, "unknown state", state, `one of ${states.join(", ")}`);
  return index;
}
