/**
 * The gradient oracle: backpropagation cannot argue with central differences. Each number of θ is moved a
 * little to both sides, and the change of J is compared with the derivative that backpropagation gave.
 * Two forward passes per number: for tests and notebooks, in float64, not for training.
 */
import { check } from "../../base/check.js";
import { lossOf, type Loss } from "./loss.js";
import type { Network } from "./network.js";
import type { Tensor } from "./tensor.js";

/** How well backpropagation and central differences agree on one parameter. */
export interface NetworkGradientRow {
  /** As `dense-1/W`. */
  readonly parameter: string;
  readonly size: number;
  /** ‖g − ĝ‖ / (‖g‖ + ‖ĝ‖), in [0, 1]; 0 where both are 0. */
  readonly relativeError: number;
  /** The largest |g − ĝ| of a single number. */
  readonly worst: number;
}

/**
 * Compares ∂J/∂θ by backpropagation (g) with central differences (ĝ), parameter by parameter.
 *
 * @param network in float64
 * @param loss J
 * @param x inputs, as `Network.forward` reads them
 * @param y answers, as `lossOf` reads them
 * @param epsilon how far each number moves to each side
 * @returns one row per parameter; a right gradient has a relative error under 1e-6
 * @throws InputError where the network is in float32, whose rounding hides the answer.
 * Formula: ĝ = (J(θ + ε) − J(θ − ε)) / 2ε
 * Source: I. Goodfellow, Y. Bengio, A. Courville, "Deep Learning" (2016), section 11.5.
 */
export function networkGradientRows(
  network: Network,
  loss: Loss,
  x: Tensor,
  y: Tensor,
  epsilon = 1e-5,
): NetworkGradientRow[] {
  const { precision } = network;
  check(precision === "float64", "precision of the network", precision, '"float64"');
  check(epsilon > 0 && epsilon < 1, "epsilon", epsilon, "a number in (0, 1)");
  const J = (): number => lossOf(loss, network.forward(x), y).loss;
  const z = network.forward(x);
  network.backward({ shape: z.shape, values: lossOf(loss, z, y).gradient });
  return network.parameters.map(({ name, values, gradient }) => {
    let difference = 0;
    let analytic = 0;
    let numeric = 0;
    let worst = 0;
    for (let i = 0; i < values.length; i += 1) {
      const kept = values[i]!;
      values[i] = kept + epsilon;
      const above = J();
      values[i] = kept - epsilon;
      const below = J();
      values[i] = kept;
      const estimate = (above - below) / (2 * epsilon);
      const g = gradient[i]!;
      difference += (g - estimate) ** 2;
      analytic += g ** 2;
      numeric += estimate ** 2;
      worst = Math.max(worst, Math.abs(g - estimate));
    }
    const scale = Math.sqrt(analytic) + Math.sqrt(numeric);
    const relativeError = scale === 0 ? 0 : Math.sqrt(difference) / scale;
    return { parameter: name, size: values.length, relativeError, worst };
  });
}

/** The largest relative error of all parameters. */
export function networkGradientError(rows: readonly NetworkGradientRow[]): number {
  return Math.max(0, ...rows.map(({ relativeError }) => relativeError));
}
