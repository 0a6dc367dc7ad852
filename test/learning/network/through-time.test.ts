import { describe, expect, it } from "vitest";
import { Random } from "../../../src/base/random.js";
import { dense } from "../../../src/learning/network/dense.js";
import { embedding } from "../../../src/learning/network/embedding.js";
import { Network } from "../../../src/learning/network/network.js";
import { orthogonalParameter } from "../../../src/learning/network/parameter.js";
import { elman, gru, lstm } from "../../../src/learning/network/recurrent.js";
import { throughTime } from "../../../src/learning/network/through-time.js";

const random = new Random(4);
const sequence = {
  shape: [1, 6, 2],
  values: Float64Array.from({ length: 12 }, () => random.normal()),
};

describe("‖∂h_T/∂h_t‖", () => {
  it("of a plain RNN is the product of diag(1 − h²)Wᵀ", () => {
    const network = new Network([elman(3, "all"), dense(1)], {
      inputs: 2,
      seed: 2,
      precision: "float64",
    });
    const rows = throughTime(network, sequence);
    const h = new Network([elman(3, "all")], { inputs: 2, precision: "float64" });
    h.parameters.forEach(({ values }, p) => values.set([...network.parameters[p]!.values]));
    const states = h.forward(sequence).values;
    const W = network.parameters[1]!.values;
    // ∂h_T/∂h_t, row k: of h_T,k
    let D: number[][] = [0, 1, 2].map((k) => [0, 1, 2].map((j) => (j === k ? 1 : 0)));
    const norm = () => Math.sqrt(D.flat().reduce((sum, value) => sum + value * value, 0));
    expect(rows[0]!.norm).toBeCloseTo(Math.sqrt(3), 12);
    for (let t = 6; t >= 1; t -= 1) {
      // h_s,k = tanh(… + Σ_j h_{s−1},j W[j][k])
      D = D.map((row) =>
        [0, 1, 2].map((j) =>
          row.reduce(
            (sum, d, k) => sum + d * (1 - states[(t - 1) * 3 + k]! ** 2) * W[j * 3 + k]!,
            0,
          ),
        ),
      );
      expect(rows[6 - t + 1]).toEqual({ back: 7 - t, norm: expect.closeTo(norm(), 12) });
    }
  });

  it("of a GRU whose gate z is held open at a is near aᵀ, and of one that is closed is 0", () => {
    const norms = (bias: number) => {
      const network = new Network([gru(4)], { inputs: 2, precision: "float64" });
      network.parameters[0]!.values.fill(0);
      network.parameters[1]!.values.fill(0);
      network.parameters[2]!.values.fill(bias, 0, 4); // b_z
      return throughTime(network, sequence).map((row) => row.norm);
    };
    const z = 1 / (1 + Math.exp(-4));
    norms(4).forEach((norm, back) => expect(norm).toBeCloseTo(2 * z ** back, 12)); // ‖1‖ of 4 units is 2
    expect(norms(-40)[3]).toBeLessThan(1e-40);
  });

  it("of an LSTM counts the way through the cell state", () => {
    const network = new Network([embedding(3, 2), lstm(4), dense(1)], { precision: "float64" });
    network.parameters[2]!.values.fill(0); // W_h: no way through h
    network.parameters[3]!.values.fill(40, 4, 8); // b_f: f = 1
    const rows = throughTime(network, { shape: [1, 9], values: new Int32Array(9) });
    expect(rows.at(-1)!.norm).toBeCloseTo(rows[1]!.norm, 12);
    expect(rows[1]!.norm).toBeGreaterThan(0.1);
  });

  it("needs a recurrent layer and one sequence", () => {
    const plain = new Network([dense(2)], { inputs: 2 });
    expect(() => throughTime(plain, sequence)).toThrow(
      'network: "2 → dense 2 linear, float32"; expected one with a recurrent layer',
    );
    const two = { shape: [2, 3, 2], values: sequence.values };
    expect(() => throughTime(new Network([gru(2)], { inputs: 2 }), two)).toThrow(
      "shape of x: [2,3,2]; expected one sequence, [1, T] or [1, T, inputs]",
    );
  });
});

describe("weights from state to state", () => {
  it("start as rotations, block by block", () => {
    const { values } = orthogonalParameter("W", [5, 15], "float64", new Random(1));
    for (let block = 0; block < 3; block += 1) {
      for (let i = 0; i < 5; i += 1) {
        for (let j = 0; j < 5; j += 1) {
          let product = 0;
          for (let k = 0; k < 5; k += 1) {
            product += values[i * 15 + block * 5 + k]! * values[j * 15 + block * 5 + k]!;
          }
          expect(product).toBeCloseTo(i === j ? 1 : 0, 12);
        }
      }
    }
  });
});
