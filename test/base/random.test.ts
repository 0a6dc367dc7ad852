import { describe, expect, test } from "vitest";
import { InputError } from "../../src/base/check.js";
import { Random } from "../../src/base/random.js";

const draws = <T>(count: number, draw: () => T): T[] => Array.from({ length: count }, draw);

/** The state that the published vectors of xoshiro128** start from cannot be reached by a seed. */
function withState(...state: [number, number, number, number]): Random {
  const [s0, s1, s2, s3] = state;
  return Object.assign(new Random(0), { s0, s1, s2, s3 });
}

describe("the generator", () => {
  test("gives the published outputs of xoshiro128**", () => {
    // crate rand_xoshiro, tests of Xoshiro128StarStar (made with the authors' C program), state 1, 2, 3, 4
    const random = withState(1, 2, 3, 4);
    expect(draws(5, () => random.uint32())).toEqual([11520, 0, 5927040, 70819200, 2031721883]);
  });

  test("gives the published outputs from a second state", () => {
    // gnablib-ts, tst/prng/xoshiro128, state 0, 1, 2, 3
    const random = withState(0, 1, 2, 3);
    const expected = [5760, 17280, 2966400, 32451840, 2604340873];
    expect(draws(5, () => random.uint32())).toEqual(expected);
  });

  test("fills its state by SplitMix64", () => {
    // SplitMix64 from 0 gives e220a8397b1dcdaf, 6e789e6aa1b965f4 (Vigna's splitmix64.c)
    const { s0, s1, s2, s3 } = new Random(0) as unknown as Record<string, number>;
    const words = [s1, s0, s3, s2].map((word) => ((word as number) >>> 0).toString(16));
    expect(words).toEqual(["e220a839", "7b1dcdaf", "6e789e6a", "a1b965f4"]);
  });

  test("starts with the same five values for a seed, on every machine", () => {
    // computed by an independent Python program from the two published algorithms
    const random = new Random(7);
    const expected = [1801096769, 1554325924, 2992800842, 3588980540, 2077056966];
    expect(draws(5, () => random.uint32())).toEqual(expected);
    expect(new Random(-1).uint32()).toBe(477689756);
    expect(new Random(0).uniform()).toBe(0.870254774404272);
  });

  test("refuses a seed that is no safe integer", () => {
    expect(() => new Random(0.5)).toThrow(new InputError("seed: 0.5; expected a safe integer"));
    expect(() => new Random(NaN)).toThrow("seed: NaN; expected a safe integer");
  });
});

describe("uniform numbers", () => {
  test("have mean 1/2 and variance 1/12", () => {
    const random = new Random(1);
    const n = 100_000;
    const values = draws(n, () => random.uniform());
    const mean = values.reduce((sum, x) => sum + x, 0) / n;
    const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / n;
    expect(Math.abs(mean - 1 / 2)).toBeLessThan(4 * Math.sqrt(1 / 12 / n));
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(4 * Math.sqrt(1 / 180 / n));
  });

  test("stay within their bounds", () => {
    const random = new Random(2);
    for (const x of draws(1000, () => random.uniform(-3, -2))) {
      expect(x).toBeGreaterThanOrEqual(-3);
      expect(x).toBeLessThan(-2);
    }
  });
});

describe("integers", () => {
  test("are equally likely below a bound that does not divide 2^32", () => {
    // with a plain remainder, values below 2^30 would come twice as often as the others
    const random = new Random(3);
    const bound = 3 * 2 ** 30;
    const n = 30_000;
    const low = draws(n, () => random.integer(bound)).filter((x) => x < 2 ** 30).length;
    expect(Math.abs(low - n / 3)).toBeLessThan(4 * Math.sqrt((n * 2) / 9));
  });

  test("refuse a bound outside 1 to 2^32", () => {
    const rule = "expected an integer from 1 to 4294967296";
    expect(() => new Random(1).integer(0)).toThrow(`bound: 0; ${rule}`);
    expect(() => new Random(1).integer(2.5)).toThrow(`bound: 2.5; ${rule}`);
    expect(new Random(1).integer(1)).toBe(0);
    expect(new Random(7).integer(2 ** 32)).toBe(1801096769);
  });
});

describe("normal numbers", () => {
  test("have the moments 0, 1, 0, 3", () => {
    const random = new Random(4);
    const n = 200_000;
    const values = draws(n, () => random.normal());
    const moment = (k: number): number => values.reduce((sum, x) => sum + x ** k, 0) / n;
    const tolerances = [1, 2, 15, 96].map((variance) => 4 * Math.sqrt(variance / n));
    [0, 1, 0, 3].forEach((expected, i) => {
      expect(Math.abs(moment(i + 1) - expected)).toBeLessThan(tolerances[i] as number);
    });
  });

  test("are shifted and scaled", () => {
    const standard = new Random(5);
    const moved = new Random(5);
    for (let i = 0; i < 4; i += 1) expect(moved.normal(10, 2)).toBe(10 + 2 * standard.normal());
  });
});

describe("orders and choices", () => {
  test("are all equally likely", () => {
    const random = new Random(6);
    const n = 24_000;
    const counts = new Map<string, number>();
    for (let i = 0; i < n; i += 1) {
      const order = random.shuffle([1, 2, 3, 4]).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    const chiSquare = [...counts.values()].reduce(
      (sum, k) => sum + (k - n / 24) ** 2 / (n / 24),
      0,
    );
    expect(chiSquare).toBeLessThan(49.73); // 99.9 % point of chi-square with 23 degrees of freedom
  });

  test("leave the given array alone", () => {
    const items = [1, 2, 3];
    new Random(1).shuffle(items);
    expect(items).toEqual([1, 2, 3]);
  });

  test("need something to choose from", () => {
    expect(() => new Random(1).choice([])).toThrow("items: []; expected at least one");
    expect(new Random(1).choice(["only"])).toBe("only");
  });
});

describe("forks", () => {
  test("do not depend on the draws made before", () => {
    const fresh = new Random(8);
    const used = new Random(8);
    used.uint32();
    expect(used.fork(3).uint32()).toBe(fresh.fork(3).uint32());
    expect(fresh.fork(3).uint32()).not.toBe(fresh.fork(4).uint32());
    expect(fresh.fork(3).uint32()).not.toBe(new Random(9).fork(3).uint32());
  });

  test("refuse a stream that is no 32-bit number", () => {
    const message = "stream: -1; expected an integer from 0 to 4294967295";
    expect(() => new Random(1).fork(-1)).toThrow(message);
  });
});
