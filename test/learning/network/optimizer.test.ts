import { describe, expect, it } from "vitest";
import { dense } from "../../../src/learning/network/dense.js";
import { networkGradientRows } from "../../../src/learning/network/gradient.js";
import { Network } from "../../../src/learning/network/network.js";
import {
  adam,
  momentum,
  optimizerOf,
  sgd,
  type OptimizerSpec,
} from "../../../src/learning/network/optimizer.js";
import { rateAt } from "../../../src/learning/network/schedule.js";
import { toTensor } from "../../../src/learning/network/tensor.js";

/** One number θ = 1, moved by gradients 3 and −1 at η = 0.1. */
function twoSteps(spec: OptimizerSpec) {
  const values = Float64Array.of(1);
  const gradient = Float64Array.of(3);
  const optimizer = optimizerOf(spec, [{ name: "θ", shape: [1], values, gradient }]);
  optimizer.update(0.1);
  const first = values[0]!;
  gradient[0] = -1;
  optimizer.update(0.1);
  return [first, values[0]!];
}

describe("optimizers", () => {
  it("of plain descent go θ − ηg", () => {
    const [first, second] = twoSteps(sgd());
    expect(first).toBeCloseTo(1 - 0.1 * 3, 15);
    expect(second).toBeCloseTo(1 - 0.1 * 3 + 0.1 * 1, 15);
  });

  it("with momentum go θ − ηv, v = μv + g", () => {
    const [first, second] = twoSteps(momentum(0.9));
    expect(first).toBeCloseTo(1 - 0.1 * 3, 15);
    expect(second).toBeCloseTo(1 - 0.1 * 3 - 0.1 * (0.9 * 3 - 1), 15);
  });

  it("of Adam go as algorithm 1 of the paper", () => {
    const [first, second] = twoSteps(adam(0.9, 0.999, 1e-8));
    expect(first).toBeCloseTo(1 - (0.1 * 3) / (3 + 1e-8), 12);
    const m = (0.9 * 0.1 * 3 + 0.1 * -1) / (1 - 0.9 ** 2);
    const v = (0.999 * 0.001 * 9 + 0.001 * 1) / (1 - 0.999 ** 2);
    expect(second).toBeCloseTo(first! - (0.1 * m) / (Math.sqrt(v) + 1e-8), 12);
  });

  it("refuse constants out of their range", () => {
    expect(() => momentum(1)).toThrow("momentum: 1; expected a number in [0, 1)");
    expect(() => adam(-0.1)).toThrow("beta1: -0.1; expected a number in [0, 1)");
    expect(() => adam(0.9, 1)).toThrow("beta2: 1; expected a number in [0, 1)");
    expect(() => adam(0.9, 0.999, 0)).toThrow("epsilon: 0; expected a number > 0");
  });
});

describe("learning-rate schedules", () => {
  it("begin and end where they should", () => {
    for (const schedule of ["linear", "exponential", "cosine"] as const) {
      expect(rateAt(schedule, 0.1, 0.001, 0)).toBeCloseTo(0.1, 15);
      expect(rateAt(schedule, 0.1, 0.001, 1)).toBeCloseTo(0.001, 15);
    }
    expect(rateAt("constant", 0.1, 0.001, 1)).toBe(0.1);
    expect(rateAt("linear", 0.1, 0.3, 0.5)).toBeCloseTo(0.2, 15);
    expect(rateAt("exponential", 0.1, 0.001, 0.5)).toBeCloseTo(0.01, 15);
    expect(rateAt("cosine", 0.1, 0.3, 0.25)).toBeCloseTo(0.2 - 0.1 * Math.SQRT1_2, 15);
  });
});

describe("what no network and no gradient check can be made of", () => {
  it("is refused", () => {
    expect(() => new Network([dense(1)], { inputs: 1, lr: 3 } as never)).toThrow(
      'option: "lr"; expected one of inputs, seed, precision',
    );
    expect(() => new Network("dense" as never, { inputs: 1 })).toThrow(
      'layers: "dense"; expected an array of layers',
    );
    expect(() => new Network([], { inputs: 1 })).toThrow("layers: 0; expected at least one");
    expect(() => new Network([dense(1)])).toThrow(
      "inputs: undefined; expected a whole number ≥ 1: the numbers per example",
    );
    const half = { inputs: 1, precision: "float16" as never };
    expect(() => new Network([dense(1)], half)).toThrow(
      'precision: "float16"; expected "float32" or "float64"',
    );
    expect(() => new Network([{ kind: "conv" } as never], { inputs: 1 })).toThrow(
      'layer: {"kind":"conv"}; expected what dense, embedding, elman, gru or lstm returns',
    );
    expect(() => dense(0)).toThrow("units: 0; expected a whole number ≥ 1");
    expect(() => dense(1, "gelu" as never)).toThrow(
      'activation: "gelu"; expected "linear", "tanh", "sigmoid", "relu"',
    );
    expect(() => toTensor([[1], 2])).toThrow("nested rows: 2; expected 2 levels of arrays");
    expect(() => toTensor([[1, 2], [1]])).toThrow(
      "length of a row: 1; expected 2, the length of the first",
    );
  });

  it("is refused by the gradient oracle", () => {
    const [x, y] = [toTensor([[1]]), toTensor([1])];
    const single = new Network([dense(1)], { inputs: 1 });
    expect(() => networkGradientRows(single, "squared-error", x, y)).toThrow(
      'precision of the network: "float32"; expected "float64"',
    );
    const double = new Network([dense(1)], { inputs: 1, precision: "float64" });
    expect(() => networkGradientRows(double, "binary-cross-entropy", x, y, 0)).toThrow(
      "epsilon: 0; expected a number in (0, 1)",
    );
  });

  it("is refused where a network is copied from another architecture", () => {
    const [a, b] = [1, 2].map((units) => new Network([dense(units)], { inputs: 1 }));
    expect(() => a!.copyFrom(b!)).toThrow(
      'network to copy: "1 → dense 2 linear, float32"; expected 1 → dense 1 linear, float32',
    );
    const c = new Network([dense(1)], { inputs: 1, seed: 9 });
    c.copyFrom(a!);
    expect(c.parameters[0]!.values).toEqual(a!.parameters[0]!.values);
  });
});
