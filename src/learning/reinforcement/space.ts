/**
 * The set that observations and actions come from, as Gymnasium's `Discrete`: the whole numbers
 * 0 … n − 1. Left out: continuous and composed spaces; every environment here is a finite chain.
 */
import { check } from "../../base/check.js";
import type { Random } from "../../base/random.js";

/**
 * The whole numbers 0 … n − 1.
 *
 * @throws InputError where n is not a whole number ≥ 1.
 * @example
 * new Discrete(4).contains(4); // false
 */
export class Discrete {
  readonly n: number;

  constructor(n: number) {
    check(Number.isSafeInteger(n) && n >= 1, "size of the space", n, "a whole number ≥ 1");
    this.n = n;
  }

  /** Is it one of the space's numbers? */
  contains(value: unknown): value is number {
    return Number.isInteger(value) && (value as number) >= 0 && (value as number) < this.n;
  }

  /** One of the numbers, all equally likely. */
  sample(random: Random): number {
    return random.integer(this.n);
  }

  toString(): string {
    return `Discrete(${this.n})`;
  }
}
