import { expect, test } from "vitest";
import { Random } from "../../../src/base/random.js";
import { singularValues } from "../../../src/learning/statistics/singular-values.js";

function random(rows: number, columns: number): Float64Array[] {
  const source = new Random(rows * 100 + columns);
  return Array.from({ length: rows }, () =>
    Float64Array.from({ length: columns }, () => source.normal()),
  );
}

const product = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, x, i) => sum + x * b[i]!, 0);

test.each([
  [4, 4],
  [9, 5],
  [5, 9],
  [60, 60],
])("a %i × %i matrix is the product of its parts, and they stand at right angles", (m, n) => {
  const matrix = random(m, n);
  const { values, left, right } = singularValues(matrix);
  matrix.forEach((row, i) => {
    row.forEach((x, j) => {
      const sum = values.reduce((part, value, k) => part + value * left[k]![i]! * right[k]![j]!, 0);
      expect(sum).toBeCloseTo(x, 12);
    });
  });
  const rank = Math.min(m, n);
  for (let k = 0; k < rank; k += 1) {
    if (k > 0) expect(values[k]).toBeLessThanOrEqual(values[k - 1]!);
    for (let l = 0; l <= k; l += 1) {
      expect(product(left[k]!, left[l]!)).toBeCloseTo(Number(k === l), 12);
      expect(product(right[k]!, right[l]!)).toBeCloseTo(Number(k === l), 12);
    }
  }
  for (let k = rank; k < n; k += 1) expect(values[k]).toBeLessThan(1e-13);
});

test("the golden ratio and its inverse are the values of [[1, 1], [1, 0]]", () => {
  const golden = (1 + Math.sqrt(5)) / 2;
  const { values } = singularValues([
    [1, 1],
    [1, 0],
  ]);
  expect(values[0]).toBeCloseTo(golden, 14);
  expect(values[1]).toBeCloseTo(1 / golden, 14);
});

test.each([1e-300, 1e300])("numbers of the size of %f keep their range", (size) => {
  // the values of [[3, 0], [4, 5]] are √45 and √5: their squares are those of 25 ± 20
  const { values } = singularValues([
    [3 * size, 0],
    [4 * size, 5 * size],
  ]);
  expect(values[0]! / size).toBeCloseTo(Math.sqrt(45), 12);
  expect(values[1]! / size).toBeCloseTo(Math.sqrt(5), 12);
});

test("a matrix of zeros has zeros", () => {
  const { values, left } = singularValues([
    [0, 0],
    [0, 0],
  ]);
  expect(Array.from(values)).toEqual([0, 0]);
  expect(Array.from(left[0]!)).toEqual([0, 0]);
});

test("what is no matrix is named", () => {
  expect(() => singularValues([])).toThrow("length of row 0: 0; expected at least 1");
  expect(() => singularValues([[1], [1, 2]])).toThrow(
    "length of row 1: 2; expected 1, as of row 0",
  );
  expect(() => singularValues([[NaN]])).toThrow("row 0: NaN; expected finite numbers");
});
