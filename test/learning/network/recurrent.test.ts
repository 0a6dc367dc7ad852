import { describe, expect, it } from "vitest";
import { Random } from "../../../src/base/random.js";
import { dense } from "../../../src/learning/network/dense.js";
import { embedding } from "../../../src/learning/network/embedding.js";
import {
  networkGradientError,
  networkGradientRows,
} from "../../../src/learning/network/gradient.js";
import type { LayerSpec } from "../../../src/learning/network/layer.js";
import { Network } from "../../../src/learning/network/network.js";
import { elman, gru, lstm, type RecurrentLayer } from "../../../src/learning/network/recurrent.js";

/** Random numbers of a shape. */
function normals(shape: readonly number[], seed: number) {
  const random = new Random(seed);
  const length = shape.reduce((a, b) => a * b, 1);
  return { shape, values: Float64Array.from({ length }, () => random.normal()) };
}

const layers: [string, typeof gru][] = [
  ["an Elman layer", elman],
  ["a GRU", gru],
  ["an LSTM", lstm],
];
const σ = (z: number) => 1 / (1 + Math.exp(-z));

/** A network of one recurrent layer with one unit, and its weights as given. */
function single(layer: LayerSpec, Wx: number[], Wh: number[], b: number[]) {
  const network = new Network([layer], { inputs: 1, precision: "float64" });
  [Wx, Wh, b].forEach((values, p) => network.parameters[p]!.values.set(values));
  return (steps: number[]) => [...network.forward([steps.map((step) => [step])]).values];
}

describe("recurrent layers", () => {
  it("of Elman compute h = tanh(xW + hW + b) as by hand", () => {
    const h1 = Math.tanh(0.5 * 1 + 0.1);
    const h2 = Math.tanh(0.5 * -2 + 0.7 * h1 + 0.1);
    const states = single(elman(1, "all"), [0.5], [0.7], [0.1])([1, -2]);
    expect(states[0]).toBeCloseTo(h1, 15);
    expect(states[1]).toBeCloseTo(h2, 15);
  });

  it("of the GRU compute z, r, the proposal and h as by hand", () => {
    const step = (x: number, h: number) => {
      const z = σ(0.5 * x + 0.4 * h + 0.1);
      const r = σ(-0.3 * x + 0.2 * h + 0.2);
      return z * h + (1 - z) * Math.tanh(0.8 * x + 0.6 * (r * h) - 0.1);
    };
    const run = single(gru(1, "all"), [0.5, -0.3, 0.8], [0.4, 0.2, 0.6], [0.1, 0.2, -0.1]);
    const states = run([1, -2]);
    expect(states[0]).toBeCloseTo(step(1, 0), 15);
    expect(states[1]).toBeCloseTo(step(-2, step(1, 0)), 15);
  });

  it("of the LSTM compute i, f, c, o and h as by hand", () => {
    const [Wx, Wh, b] = [
      [0.5, -0.3, 0.8, 0.9],
      [0.4, 0.2, 0.6, -0.7],
      [0.1, 1, -0.1, 0.3],
    ] as const;
    const step = (x: number, [h, c]: [number, number]): [number, number] => {
      const z = Wx.map((w, k) => w * x + Wh[k]! * h + b[k]!);
      const state = σ(z[1]!) * c + σ(z[0]!) * Math.tanh(z[2]!);
      return [σ(z[3]!) * Math.tanh(state), state];
    };
    const states = single(lstm(1, "all"), [...Wx], [...Wh], [...b])([1, -2]);
    const first = step(1, [0, 0]);
    expect(states[0]).toBeCloseTo(first[0], 15);
    expect(states[1]).toBeCloseTo(step(-2, first)[0], 15);
  });

  for (const [name, layer] of layers) {
    it(`have, for ${name} that classifies, the gradient of central differences to 1e-5`, () => {
      const network = new Network([embedding(4, 3), layer(5), dense(1)], {
        seed: 2,
        precision: "float64",
      });
      const random = new Random(4);
      const tokens = Float64Array.from({ length: 6 * 9 }, () => random.integer(4));
      const y = { shape: [6], values: Float64Array.of(0, 1, 1, 0, 1, 0) };
      const x = { shape: [6, 9], values: tokens };
      const rows = networkGradientRows(network, "binary-cross-entropy", x, y);
      expect(rows.map(({ size }) => size > 0 && size)).not.toContain(false);
      expect(networkGradientError(rows)).toBeLessThan(1e-5);
    });

    it(`have, for two of ${name} at every step, the gradient of central differences to 1e-5`, () => {
      const network = new Network([layer(4, "all"), layer(3, "all"), dense(3)], {
        inputs: 2,
        seed: 6,
        precision: "float64",
      });
      const y = { shape: [5, 7], values: Float64Array.from({ length: 35 }, (_, i) => (i * i) % 3) };
      const rows = networkGradientRows(
        network,
        "categorical-cross-entropy",
        normals([5, 7, 2], 8),
        y,
      );
      expect(rows).toHaveLength(8);
      expect(networkGradientError(rows)).toBeLessThan(1e-5);
    });

    it(`hand on, for ${name}, the gradient of x`, () => {
      const network = new Network([layer(4), dense(1)], {
        inputs: 2,
        seed: 6,
        precision: "float64",
      });
      const x = normals([1, 5, 2], 9);
      const J = () => network.forward(x).values[0]!;
      J();
      const dx = network.backward({ shape: [1, 1], values: Float64Array.of(1) }).values.slice();
      dx.forEach((derivative, i) => {
        const kept = x.values[i]!;
        x.values[i] = kept + 1e-5;
        const above = J();
        x.values[i] = kept - 1e-5;
        expect(derivative).toBeCloseTo((above - J()) / 2e-5, 8);
        x.values[i] = kept;
      });
    });

    it(`give, for ${name}, in each row what the row gives alone`, () => {
      const network = new Network([layer(4, "all")], { inputs: 2, seed: 1, precision: "float64" });
      const x = normals([3, 6, 2], 3);
      const together = network.forward(x).values.slice(24, 48);
      const alone = network.forward({ shape: [1, 6, 2], values: x.values.slice(12, 24) });
      expect([...alone.values]).toEqual([...together]);
    });
  }

  it("tell how much gradient reaches each time step", () => {
    const network = new Network([elman(1)], { inputs: 1, precision: "float64" });
    network.parameters[1]!.values.set([0.5]); // W_h
    network.parameters[0]!.values.set([0]); // W_x: all states are 0, where tanh' = 1
    network.forward([[[1], [1], [1]]]);
    network.backward({ shape: [1, 1], values: Float64Array.of(1) });
    const [layer] = network.layers as [RecurrentLayer];
    expect(layer.stateGradientNorms).toEqual([0.125, 0.25, 0.5, 1]);
  });

  it("refuse a token that the embedding has no row for", () => {
    const network = new Network([embedding(3, 2), gru(2)]);
    const rule = (token: number | string) => `x[1]: ${token}; expected a token from 0 to 2`;
    expect(() => network.forward([[0, 3]])).toThrow(rule(3));
    expect(() => network.forward([[0, -1]])).toThrow(rule(-1));
    expect(() => network.forward([[0, 0.5]])).toThrow(rule(0.5));
  });

  it("refuse units, words and orders that make no layer", () => {
    expect(() => gru(0)).toThrow("units: 0; expected a whole number ≥ 1");
    expect(() => embedding(0, 3)).toThrow("tokens: 0; expected a whole number ≥ 1");
    expect(() => embedding(3, 1.5)).toThrow("units: 1.5; expected a whole number ≥ 1");
    expect(() => lstm(2, "first" as never)).toThrow('returns: "first"; expected "last" or "all"');
    expect(() => new Network([gru(2), lstm(2)], { inputs: 1 })).toThrow(
      'layer 2: "lstm after a layer that returns its last state"; expected a sequence; let layer 1 return "all"',
    );
    expect(() => new Network([gru(2), embedding(3, 2)], { inputs: 1 })).toThrow(
      'layer: "embedding at place 2"; expected an embedding only at place 1',
    );
  });
});
