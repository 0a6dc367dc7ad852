/**
 * Learning-rate schedules: the size of a step as a function of how far the run has come. Data, not
 * functions, so that a checkpoint can tell whether it belongs to the same run.
 */

/** How the learning rate goes from its first to its final value. */
export type Schedule = "constant" | "linear" | "exponential" | "cosine";

export const schedules: readonly Schedule[] = ["constant", "linear", "exponential", "cosine"];

/**
 * The learning rate of a step.
 *
 * @param schedule the shape; `"constant"` ignores `last`
 * @param first rate at the start, > 0
 * @param last rate at the end, > 0
 * @param progress how much of the run is done, in [0, 1]
 * @returns a rate between first and last
 * Formula (linear): first + (last − first) p; (exponential): first (last/first)^p;
 *   (cosine): last + (first − last)(1 + cos πp)/2
 * Source (cosine): I. Loshchilov, F. Hutter, "SGDR" (2017).
 * @example
 * rateAt("linear", 0.1, 0.3, 0.5); // 0.2
 */
export function rateAt(schedule: Schedule, first: number, last: number, progress: number): number {
  switch (schedule) {
    case "constant":
      return first;
    case "linear":
      return first + (last - first) * progress;
    case "exponential":
      return first * (last / first) ** progress;
    case "cosine":
      return last + ((first - last) * (1 + Math.cos(Math.PI * progress))) / 2;
  }
}
