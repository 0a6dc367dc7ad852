import { describe, expect, it } from "vitest";
import { Random } from "../../../src/base/random.js";
import { sigmoid, softmax } from "../../../src/learning/network/activation.js";
import { lossOf, softplus } from "../../../src/learning/network/loss.js";
import { toTensor } from "../../../src/learning/network/tensor.js";

const random = new Random(3);
const scores = Array.from({ length: 50 }, () => random.normal(0, 3));

describe("sigmoid", () => {
  it("is 1 / (1 + e^−z), without overflow", () => {
    scores.forEach((z) => expect(sigmoid(z)).toBeCloseTo(1 / (1 + Math.exp(-z)), 15));
    expect([sigmoid(0), sigmoid(1000), sigmoid(-1000)]).toEqual([0.5, 1, 0]);
    expect(sigmoid(-740)).toBeGreaterThan(0);
  });
});

describe("softmax", () => {
  it("is e^z_k / Σ e^z_j, without overflow", () => {
    const total = scores.reduce((sum, z) => sum + Math.exp(z), 0);
    softmax(scores).forEach((a, k) => expect(a).toBeCloseTo(Math.exp(scores[k]!) / total, 15));
    expect([...softmax([1000, 1000, -1000])]).toEqual([0.5, 0.5, 0]);
  });

  it("of two scores is the sigmoid of their difference", () => {
    expect(softmax([2, 0.7])[0]).toBeCloseTo(sigmoid(1.3), 15);
  });

  it("of nothing is refused", () => {
    expect(() => softmax([])).toThrow("scores: 0; expected at least one");
  });
});

describe("binary cross-entropy", () => {
  it("equals the article's formula 4.2.1", () => {
    const y = scores.map((_, i) => i % 2);
    const a = scores.map((z) => 1 / (1 + Math.exp(-z)));
    const sum = y.reduce(
      (s, yi, i) => s + yi * Math.log(a[i]!) + (1 - yi) * Math.log(1 - a[i]!),
      0,
    );
    const { loss, gradient } = lossOf(
      "binary-cross-entropy",
      toTensor(scores.map((z) => [z])),
      toTensor(y),
    );
    expect(loss).toBeCloseTo(-sum / 50, 12);
    gradient.forEach((g, i) => expect(g).toBeCloseTo((a[i]! - y[i]!) / 50, 15)); // (a − y)/m
  });

  it("is finite and right where a is 0 or 1 in floating point", () => {
    const J = (z: number, y: number) =>
      lossOf("binary-cross-entropy", toTensor([[z]]), toTensor([y])).loss;
    expect([J(1000, 0), J(-1000, 1), J(1000, 1), J(-1000, 0)]).toEqual([1000, 1000, 0, 0]);
    expect(J(-50, 0)).toBeCloseTo(Math.exp(-50), 30);
    expect(softplus(0)).toBe(Math.LN2);
  });

  it("is lowest, and the entropy, where a = y", () => {
    const y = 0.3;
    const J = (a: number) =>
      lossOf("binary-cross-entropy", toTensor([[Math.log(a / (1 - a))]]), toTensor([y])).loss;
    expect(J(y)).toBeCloseTo(-y * Math.log(y) - (1 - y) * Math.log(1 - y), 14);
    expect(J(0.31)).toBeGreaterThan(J(y));
    expect(J(0.29)).toBeGreaterThan(J(y));
  });
});

describe("categorical cross-entropy", () => {
  const rows = Array.from({ length: 10 }, (_, i) => scores.slice(i * 5, i * 5 + 5));
  const y = rows.map((_, i) => (i * 3) % 5);

  it("is the mean −log softmax(z)_y", () => {
    const sum = rows.reduce((s, row, i) => s - Math.log(softmax(row)[y[i]!]!), 0);
    const { loss, gradient } = lossOf("categorical-cross-entropy", toTensor(rows), toTensor(y));
    expect(loss).toBeCloseTo(sum / 10, 12);
    rows.forEach((row, i) =>
      softmax(row).forEach((a, k) =>
        expect(gradient[i * 5 + k]).toBeCloseTo((a - (k === y[i] ? 1 : 0)) / 10, 15),
      ),
    );
  });

  it("takes every position of a sequence as one example", () => {
    const flat = lossOf("categorical-cross-entropy", toTensor(rows), toTensor(y));
    const { values } = toTensor(rows);
    const answers = { shape: [2, 5], values: Float64Array.from(y) };
    const sequence = lossOf("categorical-cross-entropy", { shape: [2, 5, 5], values }, answers);
    expect(sequence).toEqual(flat);
  });

  it("is finite for huge scores", () => {
    const { loss } = lossOf("categorical-cross-entropy", toTensor([[1e4, -1e4]]), toTensor([1]));
    expect(loss).toBe(2e4);
  });
});

describe("squared error", () => {
  it("is the mean square, with gradient 2(z − y)/n", () => {
    const { loss, gradient } = lossOf("squared-error", toTensor([[1, 5]]), toTensor([[3, 4]]));
    expect(loss).toBe((4 + 1) / 2);
    expect([...gradient]).toEqual([-2, 1]);
  });
});
