/**
 * Square systems of linear equations, solved exactly up to rounding: what policy evaluation, Newton's
 * method and absorbing Markov chains need. Dense Gaussian elimination with partial pivoting in Float64.
 * Left out: sparse and structured matrices, decompositions that are kept for a second right-hand side.
 */
import { check } from "./check.js";

/**
 * Solves A x = b.
 *
 * @param matrix A, n × n numbers row by row; left as it is
 * @param right b, n numbers; left as it is
 * @returns x, n numbers
 * @throws InputError where the sizes do not fit, a number is not finite, or A is singular.
 * Source: Golub & Van Loan, "Matrix Computations", §3.4 (elimination with partial pivoting).
 * @example
 * Array.from(solveLinear([2, 0, 0, 4], [2, 2])); // [1, 0.5]
 */
export function solveLinear(matrix: ArrayLike<number>, right: ArrayLike<number>): Float64Array {
  const n = right.length;
  check(matrix.length === n * n, "matrix", `${matrix.length} numbers`, `${n} × ${n} numbers`);
  const a = Float64Array.from(matrix);
  const x = Float64Array.from(right);
  check(a.every(Number.isFinite), "matrix", a.find(isNotFinite), "finite numbers");
  check(x.every(Number.isFinite), "right-hand side", x.find(isNotFinite), "finite numbers");
  for (let column = 0; column < n; column += 1) {
    swapRows(a, x, column, pivotRow(a, n, column));
    eliminateBelow(a, x, column);
  }
  for (let row = n - 1; row >= 0; row -= 1) {
    let sum = x[row]!;
    for (let column = row + 1; column < n; column += 1) sum -= a[row * n + column]! * x[column]!;
    x[row] = sum / a[row * n + row]!;
  }
  return x;
}

function isNotFinite(value: number): boolean {
  return !Number.isFinite(value);
}

/** The row from `column` down with the largest number in that column. */
function pivotRow(a: Float64Array, n: number, column: number): number {
  let pivot = column;
  for (let row = column + 1; row < n; row += 1) {
    if (Math.abs(a[row * n + column]!) > Math.abs(a[pivot * n + column]!)) pivot = row;
  }
  const size = Math.abs(a[pivot * n + column]!);
  check(size > Number.MIN_VALUE, "matrix", `no pivot in column ${column}`, "a regular matrix");
  return pivot;
}

function swapRows(a: Float64Array, x: Float64Array, one: number, other: number): void {
  if (one === other) return;
  const n = x.length;
  for (let column = 0; column < n; column += 1) {
    const kept = a[one * n + column]!;
    a[one * n + column] = a[other * n + column]!;
    a[other * n + column] = kept;
  }
  [x[one], x[other]] = [x[other]!, x[one]!];
}

/** Makes the column zero below the diagonal; rows that are zero there already cost nothing. */
function eliminateBelow(a: Float64Array, x: Float64Array, column: number): void {
  const n = x.length;
  for (let row = column + 1; row < n; row += 1) {
    const factor = a[row * n + column]! / a[column * n + column]!;
    if (factor === 0) continue;
    for (let k = column; k < n; k += 1) a[row * n + k]! -= factor * a[column * n + k]!;
    x[row]! -= factor * x[column]!;
  }
}
