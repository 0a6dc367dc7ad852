import { beforeAll, describe, expect, it } from "vitest";
import { Random } from "../../../src/base/random.js";
import { someRows } from "../../../src/learning/network/dataset.js";
import { dense } from "../../../src/learning/network/dense.js";
import { embedding } from "../../../src/learning/network/embedding.js";
import { generate, nextTokens } from "../../../src/learning/network/generation.js";
import { fitLogistic } from "../../../src/learning/network/logistic.js";
import type { LayerSpec } from "../../../src/learning/network/layer.js";
import { lossOf } from "../../../src/learning/network/loss.js";
import { Network } from "../../../src/learning/network/network.js";
import { bagOfWords, orderTask } from "../../../src/learning/network/order-task.js";
import { elman, gru, lstm } from "../../../src/learning/network/recurrent.js";
import type { Tensor } from "../../../src/learning/network/tensor.js";
import { trainNetwork } from "../../../src/learning/network/train.js";
import type { TrainingOptions } from "../../../src/learning/network/training-options.js";
import { accuracy } from "../../../src/learning/statistics/classification.js";
import {
  blockStandardError,
  drawSource,
  drawText,
  entropyRate,
  entropyRateSeen,
  surprises,
} from "../../../src/learning/statistics/markov-source.js";

const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
const all = orderTask({ count: 6600 }, new Random(1));
const held = someRows(all, rows(6000, 6600));
const run = { loss: "binary-cross-entropy", clipNorm: 1, schedule: "cosine" } as const;
const decide = (z: ArrayLike<number>) => Array.from(z, (score) => (score > 0 ? 1 : 0));

describe("sequences whose answer is which letter comes first", () => {
  it("stand beside their twins, each once, with the right answers", () => {
    const words = rows(0, 6600).map((row) => [...all.x.values.slice(row * 20, row * 20 + 20)]);
    expect(new Set(words.map((word) => word.filter((token) => token > 0).join(""))).size).toBe(
      6600,
    );
    words.forEach((word, row) => {
      const letters = word.filter((token) => token > 0);
      const twin = words[row % 2 === 0 ? row + 1 : row - 1]!.filter((token) => token > 0);
      const changed = letters.flatMap((letter, at) => (letter === twin[at] ? [] : [at]));
      expect(changed).toHaveLength(2);
      expect(changed[0]).toBe(0);
      expect([...twin].sort()).toEqual([...letters].sort());
      expect(all.y.values[row]).toBe(letters[0] === 2 ? 1 : 0);
      expect(letters.length).toBeGreaterThanOrEqual(10);
    });
  });

  it("leave a bag of words at exactly 50 % and ln 2", () => {
    const bag = bagOfWords(all.x, 3);
    expect([...bag.values.slice(0, 3)].reduce((a, b) => a + b)).toBe(20);
    // The counts of a and b; the blanks are what is left of 20.
    const counts = rows(0, 6600).map((row) => [...bag.values.slice(row * 3 + 1, row * 3 + 3)]);
    const { loss, weights, bias } = fitLogistic({ x: counts, y: all.y });
    expect(loss).toBeCloseTo(Math.LN2, 12);
    const z = counts.map(([a, b]) => a! * weights[0]! + b! * weights[1]! + bias);
    z.forEach((score) => expect(Math.abs(score)).toBeLessThan(1e-12));
    // And whatever the weights: twins get the same score, so one of the two is wrong.
    const random = new Random(2);
    const [u, v] = [random.normal(), random.normal()];
    const guesses = counts.map(([a, b]) => (a! * u + b! * v > 0 ? 1 : 0));
    expect(accuracy(all.y.values, guesses)).toBe(0.5);
  });

  const readers: [string, LayerSpec, number, TrainingOptions][] = [
    [
      "a plain RNN",
      elman(24),
      6000,
      { ...run, epochs: 15, learningRate: 0.005, finalLearningRate: 0.00025 },
    ],
    ["a GRU", gru(16), 2400, { ...run, epochs: 8, finalLearningRate: 0.0005 }],
    ["an LSTM", lstm(16), 2400, { ...run, epochs: 8, finalLearningRate: 0.0005 }],
  ];
  for (const [name, layer, count, options] of readers) {
    it(`are told apart by ${name} in at least 99 % of unseen cases`, async () => {
      const network = new Network([embedding(3, 4), layer, dense(1)], { seed: 2 });
      await trainNetwork(network, someRows(all, rows(0, count)), options);
      const z = network.forward(held.x).values;
      expect(accuracy(held.y.values, decide(z))).toBeGreaterThanOrEqual(0.99);
    });
  }

  it("that cannot be drawn are refused", () => {
    const random = new Random(1);
    const draw = (options: object) => () => orderTask({ count: 2, ...options }, random);
    expect(draw({ count: 3 })).toThrow("count: 3; expected an even number ≥ 2");
    expect(draw({ shortest: 1 })).toThrow("shortest: 1; expected a whole number ≥ 2");
    expect(draw({ longest: 9 })).toThrow("longest: 9; expected a whole number ≥ 10, the shortest");
    expect(draw({ count: 10, shortest: 2, longest: 3 })).toThrow(
      "count: 10; expected at most 3, a quarter of the words there are",
    );
  });
});

describe("a GRU that writes", () => {
  const source = drawSource(6, 2, 0.4, new Random(5));
  const H = entropyRate(source);
  const unseen = drawText(source, 20_001, new Random(12));
  const network = new Network([embedding(6, 6), gru(20, "all"), dense(6)], { seed: 1 });
  let bits: Float64Array;

  beforeAll(async () => {
    await trainNetwork(network, nextTokens(drawText(source, 100_001, new Random(11)), 50), {
      ...{ loss: "categorical-cross-entropy", epochs: 4, batchSize: 8, clipNorm: 1 },
      ...{ learningRate: 0.02, finalLearningRate: 0.0004, schedule: "cosine" },
    });
    const { x, y } = nextTokens(unseen, 20_000);
    const z = network.forward(x);
    const one = (i: number): [Tensor, Tensor] => [
      { shape: [1, 6], values: z.values.slice(i * 6, i * 6 + 6) },
      { shape: [1], values: y.values.slice(i, i + 1) },
    ];
    bits = Float64Array.from({ length: 20_000 }, (_, i) => {
      return lossOf("categorical-cross-entropy", ...one(i)).loss / Math.LN2;
    });
  });

  const mean = (values: Float64Array) =>
    values.reduce((sum, each) => sum + each, 0) / values.length;

  it("comes within 0.05 bits of the source's entropy rate on unseen text", () => {
    expect(mean(bits)).toBeLessThanOrEqual(H + 0.05);
  });

  it("is never more than three standard errors below it, nor below the source itself", () => {
    expect(mean(bits)).toBeGreaterThan(H - 3 * blockStandardError(bits));
    const gap = surprises(source, unseen).map((own, i) => bits[i + 1]! - own);
    expect(mean(gap)).toBeGreaterThan(-3 * blockStandardError(gap));
  });

  it("has understood more than pairs of letters show", () => {
    expect(mean(bits)).toBeLessThan(entropyRateSeen(source, 1) - 0.4);
  });

  it("writes text that the source might have written", () => {
    const options = { start: [0, 1], length: 3000, memory: 12 };
    const written = generate(network, options, new Random(3));
    const again = generate(network, options, new Random(3));
    expect(written).toEqual(again);
    const own = surprises(source, written);
    // Finite, so nothing impossible; some rare pairs are a little too frequent.
    expect(mean(own)).toBeLessThan(H + 0.3);
    expect(mean(own)).toBeGreaterThan(H - 0.1);
  });

  it("is refused where it reads no tokens or has nothing to begin with", () => {
    const random = new Random(1);
    const options = { start: [0], length: 1, memory: 2 };
    expect(() => generate(new Network([dense(2)], { inputs: 1 }), options, random)).toThrow(
      'network: "1 → dense 2 linear, float32"; expected one that reads tokens',
    );
    expect(() => generate(network, { ...options, start: [] }, random)).toThrow(
      "start: 0; expected at least one token",
    );
    expect(() => generate(network, { ...options, length: -1 }, random)).toThrow(
      "length: -1; expected a whole number ≥ 0",
    );
    expect(() => generate(network, { ...options, memory: 0 }, random)).toThrow(
      "memory: 0; expected a whole number ≥ 1",
    );
    expect(() => nextTokens([1, 2], 0)).toThrow("length: 0; expected a whole number ≥ 1");
    expect(() => nextTokens([1, 2], 2)).toThrow("length of the text: 2; expected at least 3");
    expect([...nextTokens([3, 1, 4, 1, 5, 9], 2).x.values]).toEqual([3, 1, 4, 1]);
  });
});
