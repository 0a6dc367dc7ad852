/**
 * Numbers that change from episode to episode: ε, which should fall as an agent learns, and the learning
 * rate. A schedule is any function of the episode's number, counted from 0; this makes the usual ones.
 */
import { check } from "../../base/check.js";
import { rateAt, schedules, type Schedule } from "../network/schedule.js";

/** The value in an episode, counted from 0. */
export type EpisodeSchedule = (episode: number) => number;

/**
 * From one value to another over a number of episodes, and constant after that.
 *
 * @param shape how it goes there; `"exponential"` needs values > 0
 * @param episodes episode in which the second value is reached
 * @throws InputError for an unknown shape, a value that is not finite, and `episodes` that is no whole
 *   number ≥ 1.
 * @example
 * overEpisodes("linear", 1, 0, 4)(1); // 0.75
 */
export function overEpisodes(
  shape: Schedule,
  from: number,
  to: number,
  episodes: number,
): EpisodeSchedule {
  check(schedules.includes(shape), "shape", shape, `one of ${schedules.join(", ")}`);
  for (const value of [from, to]) {
    const usable = Number.isFinite(value) && (shape !== "exponential" || value > 0);
    const rule = shape === "exponential" ? "a finite number > 0" : "a finite number";
    check(usable, "value of the schedule", value, rule);
  }
  check(
    Number.isSafeInteger(episodes) && episodes >= 1,
    "episodes",
    episodes,
    "a whole number ≥ 1",
  );
  return (episode) => rateAt(shape, from, to, Math.min(1, episode / episodes));
}

/** A number as a constant schedule; a schedule as it is. */
export function toSchedule(value: number | EpisodeSchedule): EpisodeSchedule {
  return typeof value === "number" ? () => value : value;
}
