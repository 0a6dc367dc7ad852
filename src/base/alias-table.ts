/**
 * Draws indices in proportion to weights in constant time, whatever their number: the alias method of
 * Walker (1977) with Vose's linear-time construction (1991). Each of n columns holds at most two
 * outcomes; a draw picks a column, then one of its two. The noise words of word2vec come from here.
 */
import { check } from "./check.js";
import type { Random } from "./random.js";

/**
 * A table of weights to draw from.
 *
 * @throws InputError where there are no weights, one is negative or not finite, or all are 0.
 * Source: M. D. Vose, "A linear algorithm for generating random numbers with a given distribution",
 * IEEE Transactions on Software Engineering 17 (1991).
 * @example
 * const dice = new AliasTable([1, 0, 3]);
 * dice.probability(2); // 0.75
 */
export class AliasTable {
  /** Number of outcomes. */
  readonly length: number;
  /** Probability that a column keeps its own index. */
  private readonly keep: Float64Array;
  /** The other outcome of each column. */
  private readonly alias: Uint32Array;
  private readonly probabilities: Float64Array;

  constructor(weights: ArrayLike<number>) {
    const n = weights.length;
    check(n > 0, "weights", n, "at least one");
    let total = 0;
    for (let i = 0; i < n; i += 1) {
      const weight = weights[i] as number;
      check(Number.isFinite(weight) && weight >= 0, `weight ${i}`, weight, "a finite number ≥ 0");
      total += weight;
    }
    check(total > 0 && Number.isFinite(total), "sum of weights", total, "a finite number > 0");
    this.length = n;
    this.probabilities = Float64Array.from(weights, (weight) => weight / total);
    this.keep = this.probabilities.map((p) => p * n);
    this.alias = Uint32Array.from({ length: n }, (_, i) => i);
    this.fill();
  }

  /** Pairs each column with less than 1 with one that has more, until all hold exactly 1. */
  private fill(): void {
    const { keep, alias } = this;
    const small: number[] = [];
    const large: number[] = [];
    keep.forEach((share, i) => (share < 1 ? small : large).push(i));
    while (small.length > 0 && large.length > 0) {
      const poor = small.pop() as number;
      const rich = large[large.length - 1] as number;
      alias[poor] = rich;
      keep[rich] = (keep[rich] as number) + (keep[poor] as number) - 1;
      if ((keep[rich] as number) < 1) small.push(large.pop() as number);
    }
    for (const i of [...small, ...large]) keep[i] = 1;
  }

  /** The columns of the table, for a loop elsewhere that draws on its own. */
  get columns(): { readonly keep: Float64Array; readonly alias: Uint32Array } {
    return { keep: this.keep, alias: this.alias };
  }

  /** The probability of one index, between 0 and 1; 0 outside the table. */
  probability(index: number): number {
    return this.probabilities[index] ?? 0;
  }

  /** An index in [0, length), drawn in proportion to its weight. */
  draw(random: Random): number {
    const column = random.integer(this.length);
    return random.uniform() < (this.keep[column] as number)
      ? column
      : (this.alias[column] as number);
  }
}
