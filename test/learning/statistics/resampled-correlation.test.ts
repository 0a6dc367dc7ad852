import { describe, expect, test } from "vitest";
import { Random } from "../../../src/base/random.js";
import { pearson, spearman } from "../../../src/learning/statistics/correlation.js";
import {
  resampledPearson,
  resampledSpearman,
} from "../../../src/learning/statistics/resampled-correlation.js";

describe("correlations of resamples", () => {
  const random = new Random(5);
  const x = Array.from({ length: 30 }, () => random.integer(9));
  const y = x.map((value) => value + random.integer(6));

  test("are those of the cases written out", () => {
    for (let draw = 0; draw < 20; draw += 1) {
      const counts = new Uint32Array(30);
      for (let i = 0; i < 30; i += 1) counts[random.integer(30)]! += 1;
      const all = Array.from(counts, (count, i) => Array<number>(count).fill(i)).flat();
      const [ownX, ownY] = [all.map((i) => x[i]!), all.map((i) => y[i]!)];
      expect(resampledSpearman(x, y)(counts)).toBeCloseTo(spearman(ownX, ownY), 12);
      expect(resampledPearson(x, y)(counts)).toBeCloseTo(pearson(ownX, ownY), 12);
    }
  });

  test("are not numbers where a resample is constant", () => {
    expect(resampledSpearman([1, 2, 3], [1, 2, 3])(Uint32Array.of(3, 0, 0))).toBeNaN();
    // three times 0.1 has a mean above 0.1
    expect(resampledPearson([0.1, 0.1, 7], [1, 2, 4])(Uint32Array.of(1, 2, 0))).toBeNaN();
  });

  test("need as many numbers on both sides", () => {
    const message = "length of y: 1; expected 2, the length of x";
    expect(() => resampledSpearman([1, 2], [1])).toThrow(message);
    expect(() => resampledPearson([1, 2], [1])).toThrow(message);
  });
});
