import { expect, test } from "vitest";
import { dense } from "../../../src/learning/network/dense.js";
import { Network } from "../../../src/learning/network/network.js";
import { countOperations } from "../../../src/learning/network/operations.js";
import {
  addProduct,
  addProductTransposed,
  addTransposedProduct,
  whole,
} from "../../../src/learning/network/product.js";
import { gru } from "../../../src/learning/network/recurrent.js";

/** Numbers that count how often one of them is read. */
function counting(length: number): { values: Float64Array; reads: () => number } {
  let reads = 0;
  const values = new Proxy(new Float64Array(length), {
    get(target, key) {
      if (typeof key === "string" && /^\d+$/.test(key)) reads += 1;
      return Reflect.get(target, key) as unknown;
    },
  });
  return { values, reads: () => reads };
}

test("the count is what the products really do: each multiplication reads one number of B", () => {
  const [m, inputs, units] = [3, 5, 7];
  const network = new Network([dense(units)], { inputs });
  const [forward, ofWeights, ofInputs] = [units * inputs, m * units, units * inputs].map(counting);
  const plain = (length: number) => new Float64Array(length);
  addProduct(
    whole(plain(m * units), units),
    whole(plain(m * inputs), inputs),
    whole(forward!.values, units),
    m,
    inputs,
    units,
  );
  addTransposedProduct(
    whole(plain(inputs * units), units),
    whole(plain(m * inputs), inputs),
    whole(ofWeights!.values, units),
    m,
    inputs,
    units,
  );
  addProductTransposed(
    whole(plain(m * inputs), inputs),
    whole(plain(m * units), units),
    whole(ofInputs!.values, units),
    m,
    units,
    inputs,
  );
  const counted = countOperations(network, m);
  expect(forward!.reads()).toBe(counted.forward);
  expect(ofWeights!.reads() + ofInputs!.reads()).toBe(counted.backward);
  expect(counted.total).toBe(counted.forward + counted.backward);
});

test("layers add up, and examples multiply", () => {
  const network = new Network([dense(8, "tanh"), dense(4, "tanh"), dense(1)], { inputs: 2 });
  expect(countOperations(network, 10).forward).toBe(10 * (2 * 8 + 8 * 4 + 4 * 1));
  expect(countOperations(network, 0).total).toBe(0);
});

test("other layers and numbers of examples that are none are refused", () => {
  const recurrent = new Network([gru(3), dense(1)], { inputs: 2 });
  expect(() => countOperations(recurrent, 1)).toThrow(
    'layer 1: "gru"; expected dense; only dense layers are counted',
  );
  const line = new Network([dense(1)], { inputs: 2 });
  expect(() => countOperations(line, -1)).toThrow("examples: -1; expected a whole number ≥ 0");
});
