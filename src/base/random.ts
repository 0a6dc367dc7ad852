/**
 * The one source of chance: xoshiro128** (Blackman & Vigna 2018), its state filled by SplitMix64 as its
 * authors advise. Every draw in this project comes from here with a seed that the caller states, so one
 * thread gives the same numbers on every machine. Not for secrets.
 * Left out: jumps (independent streams come from `fork`), distributions that nobody here needs yet.
 */
import { check } from "./check.js";

const gamma = 0x9e3779b97f4a7c15n;

/** The first `count` outputs of SplitMix64 that starts at `seed` (taken modulo 2^64). */
function splitMix64(seed: bigint, count: number): bigint[] {
  const outputs: bigint[] = [];
  let state = BigInt.asUintN(64, seed);
  for (let i = 0; i < count; i += 1) {
    state = BigInt.asUintN(64, state + gamma);
    let z = state;
    z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
    z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
    outputs.push(z ^ (z >> 31n));
  }
  return outputs;
}

function rotateLeft(x: number, bits: number): number {
  return (x << bits) | (x >>> (32 - bits));
}

/**
 * A seeded generator of random numbers.
 *
 * @throws InputError where the seed is not a safe integer.
 * Source: D. Blackman, S. Vigna, "Scrambled linear pseudorandom number generators" (2018).
 * @example
 * const random = new Random(7);
 * random.uint32(); // 1801096769
 * random.integer(6); // 4
 */
export class Random {
  private readonly seed: number;
  private s0: number;
  private s1: number;
  private s2: number;
  private s3: number;
  /** Box–Muller makes two normals at a time; the second waits here. */
  private spareNormal: number | undefined;

  constructor(seed: number) {
    check(Number.isSafeInteger(seed), "seed", seed, "a safe integer");
    this.seed = seed;
    const [a = 0n, b = 0n] = splitMix64(BigInt(seed), 2);
    this.s0 = Number(BigInt.asIntN(32, a));
    this.s1 = Number(BigInt.asIntN(32, a >> 32n));
    this.s2 = Number(BigInt.asIntN(32, b));
    this.s3 = Number(BigInt.asIntN(32, b >> 32n));
  }

  /** The next integer in [0, 2^32). */
  uint32(): number {
    const result = Math.imul(rotateLeft(Math.imul(this.s1, 5), 7), 9) >>> 0;
    const shifted = this.s1 << 9;
    this.s2 ^= this.s0;
    this.s3 ^= this.s1;
    this.s1 ^= this.s2;
    this.s0 ^= this.s3;
    this.s2 ^= shifted;
    this.s3 = rotateLeft(this.s3, 11);
    return result;
  }

  /** The state as four 32-bit integers: with them a generator elsewhere (a WASM loop) draws the same numbers. */
  get state(): readonly [number, number, number, number] {
    return [this.s0, this.s1, this.s2, this.s3];
  }

  /** A uniform number in [low, high) with 53 random bits (rounding may reach `high` for wide ranges). */
  uniform(low = 0, high = 1): number {
    const unit = ((this.uint32() >>> 5) * 67108864 + (this.uint32() >>> 6)) / 9007199254740992;
    return low + (high - low) * unit;
  }

  /**
   * A uniform integer in [0, bound): a draw from the incomplete last stretch of 2^32 is thrown away, so
   * no value is favoured.
   *
   * @throws InputError where bound is not an integer from 1 to 2^32.
   */
  integer(bound: number): number {
    const usable = Number.isInteger(bound) && bound >= 1 && bound <= 4294967296;
    check(usable, "bound", bound, "an integer from 1 to 4294967296");
    const limit = 4294967296 - (4294967296 % bound);
    let drawn = this.uint32();
    while (drawn >= limit) drawn = this.uint32();
    return drawn % bound;
  }

  /** A normal number with the given mean and standard deviation (Box & Muller 1958). */
  normal(mean = 0, standardDeviation = 1): number {
    let standard = this.spareNormal;
    if (standard === undefined) {
      const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
      const angle = 2 * Math.PI * this.uniform();
      standard = radius * Math.cos(angle);
      this.spareNormal = radius * Math.sin(angle);
    } else {
      this.spareNormal = undefined;
    }
    return mean + standardDeviation * standard;
  }

  /** A new array with the same items in random order, every order equally likely (Fisher–Yates). */
  shuffle<T>(items: readonly T[]): T[] {
    const shuffled = [...items];
    for (let i = shuffled.length - 1; i > 0; i -= 1) {
      const j = this.integer(i + 1);
      [shuffled[i], shuffled[j]] = [shuffled[j] as T, shuffled[i] as T];
    }
    return shuffled;
  }

  /**
   * One of the items, all equally likely.
   *
   * @throws InputError where there are none.
   */
  choice<T>(items: readonly T[]): T {
    check(items.length > 0, "items", items, "at least one");
    return items[this.integer(items.length)] as T;
  }

  /**
   * A generator of its own for one purpose: same seed and same stream, same numbers, however many
   * draws others have made. Streams start at unrelated points of one sequence of period 2^128 - 1.
   *
   * @param stream a whole number from 0 to 2^32 - 1
   * @throws InputError for any other stream.
   */
  fork(stream: number): Random {
    const usable = Number.isInteger(stream) && stream >= 0 && stream <= 4294967295;
    check(usable, "stream", stream, "an integer from 0 to 4294967295");
    const [mixed = 0n] = splitMix64(BigInt(this.seed) * 0x100000000n + BigInt(stream), 1);
    return new Random(Number(BigInt.asIntN(53, mixed)));
  }
}
