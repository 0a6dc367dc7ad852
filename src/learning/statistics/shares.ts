/**
 * How often each value occurs among those that are known, as a count, a share and the share's Wilson interval.
 * The intervals are each for itself: of twenty at 95 %, one is expected to miss.
 */
import { wilsonInterval } from "./wilson.js";

/** A value and how often it occurs. */
export interface ShareRow<Value> {
  readonly value: Value;
  readonly count: number;
  /** Known values in all. */
  readonly of: number;
  /** `count / of`, in [0, 1]. */
  readonly share: number;
  /** Ends of the share's interval, in [0, 1]. */
  readonly lower: number;
  readonly upper: number;
}

/**
 * Counts and shares of the values that occur, the most frequent first, equals in the order in which they occur.
 *
 * @param values what is counted; null and undefined stand for what is not known, and are left out
 * @param confidence of the intervals, in (0, 1)
 * @throws InputError for another confidence.
 * @example
 * shareRows(["a", "b", "a", null]).map(({ value, count, of }) => [value, count, of]); // [["a", 2, 3], ["b", 1, 3]]
 */
export function shareRows<Value>(
  values: readonly (Value | null | undefined)[],
  confidence = 0.95,
): ShareRow<Value>[] {
  const known = values.filter((value): value is Value => value !== null && value !== undefined);
  const counts = new Map<Value, number>();
  for (const value of known) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([value, count]) => {
      const of = known.length;
      return { value, count, of, share: count / of, ...wilsonInterval(count, of, confidence) };
    });
}
