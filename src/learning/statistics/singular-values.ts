/**
 * The singular value decomposition of a small dense matrix, by Jacobi rotations of pairs of columns until all
 * are at right angles: twenty lines that reach full precision in every value, the small ones too. For up to
 * some hundred columns; libraries' general routines gain nothing there. Left out: large and sparse matrices.
 */
import { check } from "../../base/check.js";

/** A = U diag(values) Vᵀ. */
export interface SingularValues {
  /** Singular values, largest first. */
  readonly values: Float64Array;
  /** Left singular vectors: one of `rows` numbers per value; zeros where the value is 0. */
  readonly left: readonly Float64Array[];
  /** Right singular vectors: one of `columns` numbers per value. */
  readonly right: readonly Float64Array[];
}

/**
 * Decomposes a matrix.
 *
 * @param rows the matrix row by row, finite numbers, all rows of one length; left as it is
 * @returns as many values and vectors as there are columns
 * @throws InputError where there are no numbers, lengths differ, or a number is not finite.
 * Formula: columns p, q turn by the angle that makes their product 0, sweep after sweep
 * Source: M. Hestenes, "Inversion of matrices by biorthogonalization and related results" (1958); G. Golub,
 *   C. Van Loan, "Matrix Computations", one-sided Jacobi.
 * @example
 * Array.from(singularValues([[3, 0], [0, -4]]).values); // [4, 3]
 */
export function singularValues(rows: readonly ArrayLike<number>[]): SingularValues {
  const n = rows[0]?.length ?? 0;
  check(n > 0, "length of row 0", n, "at least 1");
  rows.forEach((row, i) => {
    check(row.length === n, `length of row ${i}`, row.length, `${n}, as of row 0`);
    const bad = Array.from(row).find((value) => !Number.isFinite(value));
    check(bad === undefined, `row ${i}`, bad, "finite numbers");
  });
  // Numbers near 1, so that no square leaves the range; a power of two costs no digit.
  const largest = rows.reduce(
    (most, row) => Array.from(row).reduce((a, x) => Math.max(a, Math.abs(x)), most),
    0,
  );
  const scale = largest === 0 ? 1 : 2 ** Math.max(-1022, Math.floor(Math.log2(largest)));
  const columns = Array.from({ length: n }, (_, j) =>
    Float64Array.from(rows, (row) => row[j]! / scale),
  );
  const turned = Array.from({ length: n }, (_, j) => {
    return Float64Array.from({ length: n }, (_, i) => Number(i === j));
  });
  // Sixty sweeps are far more than the six to ten that are needed: rounding cannot keep it running.
  for (let sweep = 0, rotated = true; rotated && sweep < 60; sweep += 1) {
    rotated = false;
    for (let p = 0; p < n - 1; p += 1) {
      for (let q = p + 1; q < n; q += 1) {
        const angle = rotation(columns[p]!, columns[q]!);
        if (angle === undefined) continue;
        rotated = true;
        turn(columns[p]!, columns[q]!, angle);
        turn(turned[p]!, turned[q]!, angle);
      }
    }
  }
  const lengths = columns.map((column) => Math.sqrt(product(column, column)));
  const order = lengths.map((_, j) => j).sort((a, b) => lengths[b]! - lengths[a]!);
  return {
    values: Float64Array.from(order, (j) => lengths[j]! * scale),
    left: order.map((j) => columns[j]!.map((x) => (lengths[j] === 0 ? 0 : x / lengths[j]!))),
    right: order.map((j) => turned[j]!),
  };
}

/** Cosine and sine of the turn that puts two columns at right angles; nothing where they are already. */
function rotation(a: Float64Array, b: Float64Array): [number, number] | undefined {
  const ab = product(a, b);
  const [aa, bb] = [product(a, a), product(b, b)];
  if (Math.abs(ab) <= 1e-15 * Math.sqrt(aa * bb)) return undefined;
  const slope = (bb - aa) / (2 * ab);
  const tangent = (slope < 0 ? -1 : 1) / (Math.abs(slope) + Math.sqrt(1 + slope * slope));
  const cosine = 1 / Math.sqrt(1 + tangent * tangent);
  return [cosine, cosine * tangent];
}

function turn(a: Float64Array, b: Float64Array, [cosine, sine]: [number, number]): void {
  for (let i = 0; i < a.length; i += 1) {
    const x = a[i]!;
    a[i] = cosine * x - sine * b[i]!;
    b[i] = sine * x + cosine * b[i]!;
  }
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!;
  return sum;
}
