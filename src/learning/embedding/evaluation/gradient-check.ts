/**
 * The gradient's oracle: what one step of `cbow` changes, against what the loss itself says when each number
 * is moved a little to both sides. Float64 on both sides. It knows no formula of the gradient, so it cannot
 * repeat a mistake in one.
 */
import { check } from "../../../base/check.js";
import { forward, step, type CbowExample, type CbowModel } from "../cbow.js";

/** One parameter's derivative of the loss, by formula and by differences. */
export interface GradientRow {
  /** Which matrix: input vectors v or output vectors u. */
  readonly matrix: "input" | "output";
  /** Row: number of the word. */
  readonly word: number;
  /** Column: number of the coordinate. */
  readonly coordinate: number;
  /** From a step of `cbow`. */
  readonly exact: number;
  /** (ℓ(θ + ε) − ℓ(θ − ε)) / 2ε */
  readonly numeric: number;
}

/**
 * Every parameter's derivative of one example's loss, twice.
 *
 * @param model with float64 numbers; left unchanged
 * @param epsilon ε, how far a parameter is moved to each side
 * @throws InputError where the model's numbers are float32: too coarse to compare.
 */
export function gradientRows(
  model: CbowModel,
  example: CbowExample,
  epsilon = 1e-5,
): GradientRow[] {
  const double = model.input instanceof Float64Array && model.output instanceof Float64Array;
  check(double, "model", "float32 numbers", "float64 numbers");
  const stepped = { ...model, input: model.input.slice(), output: model.output.slice() };
  step(stepped, example, 1);
  return (["input", "output"] as const).flatMap((matrix) =>
    Array.from(model[matrix], (value, i) => {
      const lossAt = (moved: number): number => {
        const values = model[matrix].slice();
        values[i] = moved;
        return forward({ ...model, [matrix]: values }, example).loss;
      };
      return {
        matrix,
        word: Math.floor(i / model.dimension),
        coordinate: i % model.dimension,
        exact: value - (stepped[matrix][i] as number),
        numeric: (lossAt(value + epsilon) - lossAt(value - epsilon)) / (2 * epsilon),
      };
    }),
  );
}

/**
 * How far two gradients are apart, relative to their lengths.
 *
 * @returns 0 for equal ones, at most 1
 * Formula: |exact − numeric| / (|exact| + |numeric|), with Euclidean lengths over all rows
 */
export function gradientError(rows: readonly Pick<GradientRow, "exact" | "numeric">[]): number {
  const length = (values: readonly number[]): number =>
    Math.sqrt(values.reduce((sum, x) => sum + x * x, 0));
  const apart = length(rows.map((row) => row.exact - row.numeric));
  const scale = length(rows.map((row) => row.exact)) + length(rows.map((row) => row.numeric));
  return scale === 0 ? 0 : apart / scale;
}
