import { describe, expect, it } from "vitest";
import { Random } from "../../../src/base/random.js";
import { sigmoid } from "../../../src/learning/network/activation.js";
import { dense } from "../../../src/learning/network/dense.js";
import { fitLogistic } from "../../../src/learning/network/logistic.js";
import { lossOf } from "../../../src/learning/network/loss.js";
import { Network } from "../../../src/learning/network/network.js";
import { sgd } from "../../../src/learning/network/optimizer.js";
import { toTensor } from "../../../src/learning/network/tensor.js";
import { trainNetwork } from "../../../src/learning/network/train.js";

/** x ~ N(0, I₂), y ~ Bernoulli(σ(1.5 x₁ − 2 x₂ + 0.3)). */
function sample(m: number, seed: number) {
  const random = new Random(seed);
  const x = Array.from({ length: m }, () => [random.normal(), random.normal()]);
  const p = x.map(([a, b]) => sigmoid(1.5 * a! - 2 * b! + 0.3));
  return { x, p, y: p.map((each) => (random.uniform() < each ? 1 : 0)) };
}

const xor = {
  x: [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ],
  y: [0, 1, 1, 0],
};

describe("logistic regression by Newton's method", () => {
  it("is exactly ln 2 on XOR, with w = 0: no line separates it better than a coin", () => {
    const { loss, weights, bias } = fitLogistic(xor);
    expect(loss).toBe(Math.LN2);
    expect([...weights, bias]).toEqual([0, 0, 0]);
  });

  it("equals the closed form where x is one bit: log odds of two frequencies", () => {
    // x = 0: 1 of 4 true; x = 1: 3 of 5 true
    const x = [0, 0, 0, 0, 1, 1, 1, 1, 1].map((bit) => [bit]);
    const { bias, weights } = fitLogistic({ x, y: [1, 0, 0, 0, 1, 1, 1, 0, 0] });
    expect(bias).toBeCloseTo(Math.log(1 / 3), 12);
    expect(weights[0]).toBeCloseTo(Math.log(3 / 2) - Math.log(1 / 3), 12);
  });

  it("doubles its digits from step to step near the end", () => {
    const { rows } = fitLogistic(sample(400, 1));
    const norms = rows.map(({ gradientNorm }) => gradientNorm);
    expect(norms.at(-1)).toBeLessThan(1e-13);
    expect(norms.length).toBeLessThanOrEqual(10);
    const quadratic = norms.filter((norm) => norm < 0.01 && norm > 1e-12);
    quadratic.slice(1).forEach((norm, i) => expect(norm).toBeLessThan(quadratic[i]! ** 1.5));
  });

  it("is what gradient descent reaches to 1e-8", async () => {
    const { x, y } = sample(400, 1);
    const { loss, weights } = fitLogistic({ x, y });
    const line = new Network([dense(1)], { inputs: 2, seed: 5, precision: "float64" });
    const { history } = await trainNetwork(
      line,
      { x, y },
      {
        ...{ loss: "binary-cross-entropy", optimizer: sgd(), learningRate: 4 },
        ...{ batchSize: 400, epochs: 400, shuffle: false },
      },
    );
    const reached = history.at(-1)!.loss;
    expect(reached - loss).toBeLessThan(1e-8);
    expect(reached - loss).toBeGreaterThan(-1e-15); // none is lower than the lowest
    expect(line.parameters[0]!.values[0]).toBeCloseTo(weights[0]!, 3);
  });

  it("is lower on its sample than the truth that drew it, and within three standard errors of it", () => {
    const { x, y, p } = sample(4000, 2);
    const { loss } = fitLogistic({ x, y });
    const surprise = p.map((each, i) => -Math.log(y[i] === 1 ? each : 1 - each));
    const truth = surprise.reduce((sum, each) => sum + each, 0) / 4000;
    const entropy =
      p.reduce((sum, q) => sum - q * Math.log(q) - (1 - q) * Math.log(1 - q), 0) / 4000;
    const se = Math.sqrt(surprise.reduce((sum, each) => sum + (each - truth) ** 2, 0)) / 4000;
    expect(loss).toBeLessThan(truth);
    expect(Math.abs(loss - entropy)).toBeLessThan(3 * se);
  });

  it("takes shares as answers, and halves steps that go too far", () => {
    const x = [[1], [2], [3], [1000]];
    const { weights, bias } = fitLogistic({ x, y: [0.2, 0.4, 0.6, 0.7] });
    const z = toTensor(x.map(([value]) => [value! * weights[0]! + bias]));
    const { gradient } = lossOf("binary-cross-entropy", z, toTensor([0.2, 0.4, 0.6, 0.7]));
    expect(Math.abs([...gradient].reduce((sum, each) => sum + each, 0))).toBeLessThan(1e-10);
  });

  it("refuses classes that a line separates, columns that depend on each other, and what is no answer", () => {
    expect(() => fitLogistic({ x: [[0], [1], [2], [3]], y: [0, 0, 1, 1] })).toThrow(
      /^logistic regression: "J = .* in step \d+"; expected classes that overlap; J of separable classes has no lowest value$/,
    );
    const twice = {
      x: [
        [1, 2],
        [2, 4],
        [3, 6],
        [4, 8],
      ],
      y: [0, 1, 0, 1],
    };
    expect(() => fitLogistic(twice)).toThrow("matrix");
    expect(() => fitLogistic({ x: [[1], [2]], y: [0, 2] })).toThrow(
      "y[1]: 2; expected a number in [0, 1]",
    );
    expect(() => fitLogistic({ x: [1, 2], y: [0, 1] })).toThrow("shape of x: [2]; expected [m, d]");
  });
});
