import { describe, expect, it } from "vitest";
import { Random } from "../../../src/base/random.js";
import {
  blockStandardError,
  drawSource,
  drawText,
  entropyRate,
  entropyRateSeen,
  stationary,
  surprises,
  type MarkovSource,
} from "../../../src/learning/statistics/markov-source.js";

const source = drawSource(6, 2, 0.4, new Random(5));
const row = (...p: number[]) => Float64Array.from(p);

describe("a Markov source", () => {
  it("of two states has the entropy rate of the closed form", () => {
    const [a, b] = [0.1, 0.3]; // P(1 | 0), P(0 | 1)
    const chain: MarkovSource = { symbols: 2, order: 1, rows: [row(1 - a, a), row(b, 1 - b)] };
    const h = (p: number) => -p * Math.log2(p) - (1 - p) * Math.log2(1 - p);
    const share = stationary(chain);
    expect(share[0]).toBeCloseTo(b / (a + b), 12);
    expect(entropyRate(chain)).toBeCloseTo((b * h(a) + a * h(b)) / (a + b), 12);
    expect(entropyRateSeen(chain, 0)).toBeCloseTo(h(b / (a + b)), 12);
  });

  it("has rows of probabilities, as many as contexts", () => {
    expect(source.rows).toHaveLength(36);
    source.rows.forEach((each) => expect(each.reduce((s, p) => s + p, 0)).toBeCloseTo(1, 12));
  });

  it("has a stationary distribution that one step does not move", () => {
    const share = stationary(source);
    const next = new Float64Array(36);
    source.rows.forEach((each, c) =>
      each.forEach((p, s) => (next[(c % 6) * 6 + s]! += share[c]! * p)),
    );
    next.forEach((value, c) => expect(value).toBeCloseTo(share[c]!, 14));
    expect(share.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
  });

  it("is the surer the more is seen of it", () => {
    const rates = [2, 1, 0].map((seen) => entropyRateSeen(source, seen));
    expect(rates).toEqual([...rates].sort((a, b) => a - b));
    expect(rates[2]).toBeLessThan(Math.log2(6));
    expect(entropyRate(source)).toBe(rates[0]);
  });

  it("writes text that surprises it by its entropy rate, within three standard errors", () => {
    const text = drawText(source, 200_000, new Random(8));
    const bits = surprises(source, text);
    const mean = bits.reduce((sum, each) => sum + each, 0) / bits.length;
    expect(Math.abs(mean - entropyRate(source))).toBeLessThan(3 * blockStandardError(bits));
    expect(bits).toHaveLength(199_998);
    const [a, b, c] = text;
    expect(bits[0]).toBe(-Math.log2(source.rows[a! * 6 + b!]![c!]!));
  });

  it("has Dirichlet rows: mean 1/K, variance (K − 1)/(K²(Kα + 1))", () => {
    const { rows } = drawSource(4, 6, 0.4, new Random(2));
    const firsts = rows.map((each) => each[0]!);
    const mean = firsts.reduce((sum, p) => sum + p, 0) / firsts.length;
    const variance = firsts.reduce((sum, p) => sum + (p - mean) ** 2, 0) / firsts.length;
    expect(firsts).toHaveLength(4096);
    expect(mean).toBeCloseTo(0.25, 1);
    expect(variance).toBeCloseTo(3 / (16 * (4 * 0.4 + 1)), 2);
  });

  it("has rows of probabilities however uneven they are", () => {
    // with α = 0.0005 most weights are below the smallest number of Float64
    for (const each of drawSource(2, 3, 0.0005, new Random(3)).rows) {
      expect(each[0]! + each[1]!).toBeCloseTo(1, 12);
    }
  });

  it("is the same for the same seed", () => {
    expect(drawSource(6, 2, 0.4, new Random(5))).toEqual(source);
    const text = (seed: number) => drawText(source, 50, new Random(seed));
    expect(text(1)).toEqual(text(1));
    expect(text(1)).not.toEqual(text(2));
  });

  it("that is none is refused", () => {
    const random = new Random(1);
    expect(() => drawSource(1, 2, 1, random)).toThrow("symbols: 1; expected a whole number ≥ 2");
    expect(() => drawSource(2, -1, 1, random)).toThrow("order: -1; expected a whole number ≥ 0");
    expect(() => drawSource(2, 1, 0, random)).toThrow(
      "concentration: 0; expected a finite number > 0",
    );
    expect(() => drawSource(27, 5, 1, random)).toThrow(
      "contexts: 14348907; expected at most 1000000; lower symbols or order",
    );
    expect(() => drawText(source, -1, random)).toThrow("length: -1; expected a whole number ≥ 0");
    expect(() => entropyRateSeen(source, 3)).toThrow(
      "symbols seen: 3; expected a whole number from 0 to 2",
    );
    expect(() => surprises(source, [1, 2])).toThrow("length of the text: 2; expected more than 2");
    expect(() => surprises(source, [1, 2, 6])).toThrow("symbol 2: 6; expected one from 0 to 5");
    const swings: MarkovSource = {
      ...{ symbols: 3, order: 1 },
      rows: [row(0, 1, 0), row(0.5, 0, 0.5), row(0, 1, 0)],
    };
    expect(() => stationary(swings)).toThrow(
      'Markov source: "3 contexts"; expected one that settles to one long run',
    );
  });
});

describe("the standard error over blocks", () => {
  it("is that of the mean for independent numbers", () => {
    const random = new Random(3);
    const values = Float64Array.from({ length: 50_000 }, () => random.normal());
    expect(blockStandardError(values, 500) * Math.sqrt(50_000)).toBeCloseTo(1, 1);
  });

  it("of too few numbers is refused", () => {
    expect(() => blockStandardError([1, 2, 3], 2)).toThrow("values: 3; expected at least 4");
    expect(() => blockStandardError([1, 2, 3], 1)).toThrow(
      "blocks: 1; expected a whole number ≥ 2",
    );
  });
});
