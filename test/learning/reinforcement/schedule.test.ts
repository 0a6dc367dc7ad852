import { describe, expect, it } from "vitest";
import { overEpisodes, toSchedule } from "../../../src/learning/reinforcement/schedule.js";

describe("a schedule", () => {
  it("goes in a straight line, then stays", () => {
    const schedule = overEpisodes("linear", 1, 0.2, 4);
    expect([0, 2, 4, 9].map(schedule)).toEqual(
      [1, 0.6, 0.2, 0.2].map((x) => expect.closeTo(x, 12)),
    );
  });

  it("falls by the same factor each episode: 1, ½, ¼", () => {
    const schedule = overEpisodes("exponential", 1, 0.25, 2);
    expect([0, 1, 2, 3].map(schedule)).toEqual([1, 0.5, 0.25, 0.25]);
  });

  it("is constant where it is a number", () => {
    expect(toSchedule(0.1)(1000)).toBe(0.1);
  });

  it("refuses shapes, values and lengths that are none", () => {
    expect(() => overEpisodes("stairs" as never, 1, 0, 4)).toThrow(
      'shape: "stairs"; expected one of constant, linear, exponential, cosine',
    );
    expect(() => overEpisodes("linear", NaN, 0, 4)).toThrow(
      "value of the schedule: NaN; expected a finite number",
    );
    expect(() => overEpisodes("exponential", 1, 0, 4)).toThrow(
      "value of the schedule: 0; expected a finite number > 0",
    );
    expect(() => overEpisodes("linear", 1, 0, 0)).toThrow(
      "episodes: 0; expected a whole number ≥ 1",
    );
  });
});
