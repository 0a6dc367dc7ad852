/**
 * How much each assumption matters: one parameter at a time is moved down and up, the others stay. Its rows are
 * what a tornado chart draws. Left out: parameters that move together (interactions).
 */
import { check } from "../../base/check.js";

/** What moving one parameter does. */
export interface SensitivityRow {
  readonly parameter: string;
  /** The result with the parameter lowered. */
  readonly lowered: number;
  /** The result with the parameter raised. */
  readonly raised: number;
  /** How far the two are apart. */
  readonly width: number;
}

/**
 * Results of a function with each parameter lowered and raised in turn.
 *
 * @param values the parameters by name
 * @param change by how much each is moved, > 0
 * @param result what depends on them
 * @param range values are kept between these two; 0 and 1 if not given
 * @returns a row per parameter, the widest first
 * @throws InputError where the change is not a finite number > 0, or a value is out of its range.
 * @example
 * oneAtATime({ a: 0.5 }, 0.1, ({ a }) => 2 * a)[0].raised; // 1.2
 */
export function oneAtATime<Values extends Readonly<Record<string, number>>>(
  values: Values,
  change: number,
  result: (values: Values) => number,
  range: readonly [low: number, high: number] = [0, 1],
): SensitivityRow[] {
  check(change > 0 && change < Infinity, "change", change, "a finite number > 0");
  const [low, high] = range;
  const rows = Object.entries(values).map(([parameter, value]) => {
    const inside = value >= low && value <= high;
    check(inside, parameter, value, `a number from ${low} to ${high}`);
    const lowered = result({ ...values, [parameter]: Math.max(low, value - change) });
    const raised = result({ ...values, [parameter]: Math.min(high, value + change) });
    return { parameter, lowered, raised, width: Math.abs(raised - lowered) };
  });
  return rows.sort((a, b) => b.width - a.width);
}
