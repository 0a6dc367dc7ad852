/**
 * Numbers that change from episode to episode: ε, which should fall as an agent learns, and the learning
 * rate. A schedule is any function of the episode's number, counted from 0; these make the usual ones.
 */
import { check } from "../../base/check.js";

/** The value in an episode, counted from 0. */
export type Schedule = (episode: number) => number;

/**
 * In a straight line from one value to another, and constant after that.
 *
 * @param episodes episode in which the second value is reached
 * @throws InputError where `episodes` is not a whole number ≥ 1 or a value is not finite.
 * @example
 * linearSchedule(1, 0, 4)(1); // 0.75
 */
export function linearSchedule(from: number, to: number, episodes: number): Schedule {
  checkValues(from, to);
  check(
    Number.isSafeInteger(episodes) && episodes >= 1,
    "episodes",
    episodes,
    "a whole number ≥ 1",
  );
  return (episode) => from + (to - from) * Math.min(1, episode / episodes);
}

/**
 * Multiplied by the same factor after each episode, down to a floor.
 *
 * @throws InputError where the factor is not in (0, 1] or a value is not finite.
 * @example
 * exponentialSchedule(1, 0.5)(2); // 0.25
 */
export function exponentialSchedule(from: number, factor: number, floor = 0): Schedule {
  checkValues(from, floor);
  check(factor > 0 && factor <= 1, "factor", factor, "a number above 0, at most 1");
  return (episode) => Math.max(floor, from * factor ** episode);
}

function checkValues(from: number, to: number): void {
  for (const value of [from, to]) check(Number.isFinite(value), "value", value, "a finite number");
}

/** A number as a constant schedule; a schedule as it is. */
export function toSchedule(value: number | Schedule): Schedule {
  return typeof value === "number" ? () => value : value;
}
