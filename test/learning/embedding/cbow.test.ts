import { describe, expect, test } from "vitest";
import { Random } from "../../../src/base/random.js";
import {
  gradientError,
  gradientRows,
} from "../../../src/learning/embedding/evaluation/gradient-check.js";
import {
  forward,
  logistic,
  sigmoid,
  step,
  type CbowExample,
  type CbowModel,
} from "../../../src/learning/embedding/cbow.js";

/** Words 0 and 1 around, target 2, noise 3; two numbers each. */
const byHand = (): CbowModel => ({
  words: 4,
  dimension: 2,
  input: Float64Array.of(1, 0, 0, 1, 9, 9, 9, 9),
  output: Float64Array.of(9, 9, 9, 9, 1, 1, -1, 1),
});
const guess: CbowExample = { context: [0, 1], target: 2, noise: [3] };

function anyModel(words: number, dimension: number, seed: number): CbowModel {
  const random = new Random(seed);
  const numbers = (): Float64Array =>
    Float64Array.from({ length: words * dimension }, () => random.normal());
  return { words, dimension, input: numbers(), output: numbers() };
}

describe("one guess by hand", () => {
  const yes = 1 / (1 + Math.exp(-1)); // σ(1), the target's score being (½, ½)·(1, 1)

  test("costs −log σ(1) − log σ(0)", () => {
    const { loss, h, errors, e } = forward(byHand(), guess);
    expect(loss).toBeCloseTo(-Math.log(yes) + Math.log(2), 15);
    expect([...h]).toEqual([0.5, 0.5]);
    expect(errors[0]).toBeCloseTo(yes - 1, 15);
    expect(errors[1]).toBe(0.5);
    expect(e[0]).toBeCloseTo((yes - 1) * 1 + 0.5 * -1, 15);
    expect(e[1]).toBeCloseTo((yes - 1) * 1 + 0.5 * 1, 15);
  });

  test("moves context vectors by −α e/|C| and compared vectors by −α (σ − y) h", () => {
    const model = byHand();
    step(model, guess, 0.1);
    const e = [(yes - 1) * 1 - 0.5, (yes - 1) * 1 + 0.5];
    const context = [1 - (0.1 * e[0]!) / 2, 0 - (0.1 * e[1]!) / 2];
    const target = 1 - 0.1 * (yes - 1) * 0.5;
    context.forEach((value, k) => expect(model.input[k]).toBeCloseTo(value, 15));
    expect(model.output[4]).toBeCloseTo(target, 15);
    expect(model.output[6]).toBeCloseTo(-1 - 0.1 * 0.5 * 0.5, 15);
    expect([...model.input.slice(4), ...model.output.slice(0, 4)]).toEqual(Array(8).fill(9));
  });

  test("costs (1 + K) ln 2 while all output vectors are 0", () => {
    const model = { ...byHand(), output: new Float64Array(8) };
    const { loss } = forward(model, { ...guess, noise: [3, 1, 3, 0, 1] });
    expect(loss).toBeCloseTo(6 * Math.LN2, 14);
  });
});

describe("the gradient", () => {
  test("agrees with central differences to 1e-6, repeated words included", () => {
    const model = anyModel(8, 5, 1);
    const examples: CbowExample[] = [
      { context: [0, 1, 2, 4], target: 3, noise: [4, 5, 6] },
      { context: [0, 1, 2, 1], target: 3, noise: [4, 5, 4, 6, 7] },
      { context: [5], target: 5, noise: [0] },
      { context: [0, 1], target: 2, noise: [] },
    ];
    for (const example of examples) {
      const rows = gradientRows(model, example);
      expect(rows).toHaveLength(80);
      expect(gradientError(rows)).toBeLessThan(1e-9);
      for (const { exact, numeric } of rows) {
        expect(Math.abs(exact - numeric)).toBeLessThan(1e-6 * Math.max(1e-3, Math.abs(numeric)));
      }
    }
  });

  test("is found wrong without its factor 1/|C|", () => {
    const example = { context: [0, 1, 2], target: 3, noise: [4, 5] };
    const rows = gradientRows(anyModel(8, 5, 2), example)
      .filter(({ matrix }) => matrix === "input")
      .map((row) => ({ ...row, exact: row.exact * 3 }));
    expect(gradientError(rows)).toBeCloseTo((3 - 1) / (3 + 1), 8);
  });

  test("leaves the model that it checks alone", () => {
    const model = anyModel(4, 3, 3);
    const before = [model.input.slice(), model.output.slice()];
    gradientRows(model, { context: [0], target: 1, noise: [2] });
    expect([model.input, model.output]).toEqual(before);
  });

  test("is not checked in float32", () => {
    const model = {
      words: 2,
      dimension: 1,
      input: new Float32Array(2),
      output: new Float32Array(2),
    };
    expect(() => gradientRows(model, { context: [0], target: 1, noise: [] })).toThrow(
      'model: "float32 numbers"; expected float64 numbers',
    );
  });

  test("has an error of 0 where both are 0", () => {
    expect(gradientError([{ exact: 0, numeric: 0 }])).toBe(0);
  });
});

describe("σ and −log σ", () => {
  test("are safe for scores of any size", () => {
    expect([sigmoid(-1000), sigmoid(0), sigmoid(1000)]).toEqual([0, 0.5, 1]);
    expect([logistic(-1000), logistic(1000)]).toEqual([1000, 0]);
    for (const x of [-30, -2, 0, 3, 30]) expect(logistic(x)).toBeCloseTo(-Math.log(sigmoid(x)), 9);
  });
});
