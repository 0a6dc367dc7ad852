/**
 * Logistic regression by Newton's method, the oracle of gradient descent: J is convex, so there is one
 * lowest J, and Newton finds it to the last digit in a few steps. Also called iteratively reweighted least
 * squares (IRLS). Left out: penalties; a model that separates its data has no lowest J, and is refused.
 */
import { check } from "../../base/check.js";
import { solveLinear } from "../../base/matrix.js";
import { sigmoid } from "./activation.js";
import { toDataset, type LooseDataset } from "./dataset.js";
import { checkAnswers, lossOf } from "./loss.js";
import type { Tensor } from "./tensor.js";

/** One step of Newton's method. */
export interface NewtonRow {
  /** From 0, the start. */
  readonly step: number;
  /** J(θ). */
  readonly loss: number;
  /** ‖∂J/∂θ‖: its exponent doubles from step to step near the end. */
  readonly gradientNorm: number;
}

/** A fitted logistic regression. */
export interface LogisticFit {
  /** w, one number per input. */
  readonly weights: Float64Array;
  readonly bias: number;
  /** The lowest J, in nats. */
  readonly loss: number;
  readonly rows: readonly NewtonRow[];
}

/** ‖∂J/∂θ‖ at which rounding is all that is left. */
const smallGradient = 1e-13;
const mostSteps = 50;

/** A rise of J that is no rise. */
const rounding = 1e-12;

/**
 * Fits a = σ(xw + b) by Newton's method from w = 0, b = 0.
 *
 * @param data x of shape [m, d]; y of m numbers in [0, 1]
 * @returns weights, bias, the lowest J, and a row per step
 * @throws InputError where shapes or answers do not fit, the columns of x depend on each other, or the two
 *   classes can be separated, so that J has no lowest value.
 * Formula: θ ← θ − H⁻¹ g, g = (1/m) Xᵀ(a − y), H = (1/m) Xᵀ diag(a(1 − a)) X, X = [x, 1]
 * Source: J. Nelder, R. Wedderburn, "Generalized linear models" (1972).
 * @example
 * const xor = { x: [[0, 0], [0, 1], [1, 0], [1, 1]], y: [0, 1, 1, 0] };
 * fitLogistic(xor).loss; // 0.6931471805599453
 */
export function fitLogistic(data: LooseDataset): LogisticFit {
  const { x, y } = toDataset(data);
  check(x.shape.length === 2, "shape of x", x.shape, "[m, d]");
  const d = x.shape[1]!;
  checkAnswers("binary-cross-entropy", [x.shape[0]!, 1], y);
  let θ = new Float64Array(d + 1);
  let at = look(x, y, θ);
  const rows: NewtonRow[] = [];
  for (let step = 0; ; step += 1) {
    const { loss, gradient, hessian } = at;
    const gradientNorm = Math.hypot(...gradient);
    const stalled =
      step > 0 && gradientNorm < 1e-10 && gradientNorm > rows[step - 1]!.gradientNorm / 2;
    rows.push({ step, loss, gradientNorm });
    const rule = "classes that overlap; J of separable classes has no lowest value";
    check(
      loss > 1e-9 && step < mostSteps,
      "logistic regression",
      `J = ${loss} in step ${step}`,
      rule,
    );
    if (gradientNorm <= smallGradient || stalled) {
      return { weights: θ.slice(0, d), bias: θ[d]!, loss, rows };
    }
    const move = solveLinear(hessian, gradient);
    // Far from the end a whole step may go too far: it is halved until J does not rise.
    for (let share = 1; ; share /= 2) {
      const next = θ.map((value, j) => value - share * move[j]!);
      const there = look(x, y, next);
      if (there.loss <= loss + rounding || share < 1e-3) {
        [θ, at] = [next, there];
        break;
      }
    }
  }
}

/** J, g and H at θ. */
function look(x: Tensor, y: Tensor, θ: Float64Array) {
  const [m, d] = x.shape as [number, number];
  const width = d + 1;
  const X = (i: number, j: number) => (j === d ? 1 : x.values[i * d + j]!);
  const z = new Float64Array(m);
  const gradient = new Float64Array(width);
  const hessian = new Float64Array(width * width);
  for (let i = 0; i < m; i += 1) {
    for (let j = 0; j < width; j += 1) z[i]! += θ[j]! * X(i, j);
    const a = sigmoid(z[i]!);
    for (let j = 0; j < width; j += 1) {
      gradient[j]! += ((a - y.values[i]!) * X(i, j)) / m;
      const weighted = (a * (1 - a) * X(i, j)) / m;
      for (let k = 0; k < width; k += 1) hessian[j * width + k]! += weighted * X(i, k);
    }
  }
  const { loss } = lossOf("binary-cross-entropy", { shape: [m, 1], values: z }, y);
  return { loss, gradient, hessian };
}
