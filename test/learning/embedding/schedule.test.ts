import { describe, expect, test } from "vitest";
import { toWord2VecOptions } from "../../../src/learning/embedding/options.js";
import { Schedule } from "../../../src/learning/embedding/schedule.js";

const options = toWord2VecOptions({
  epochs: 2,
  reportEvery: 4,
  learningRate: 1,
  finalLearningRate: 0,
});

describe("the schedule of a run", () => {
  test("cuts each part into chunks and reads them all in every epoch", () => {
    const schedule = new Schedule([5, 0, 3], options);
    expect(schedule.length).toBe(6);
    const chunks = Array.from({ length: 6 }, (_, place) => schedule.at(place));
    expect(chunks.map(({ part, from, length }) => [part, from, length])).toEqual([
      [0, 0, 4],
      [0, 4, 1],
      [2, 0, 3],
      [0, 0, 4],
      [0, 4, 1],
      [2, 0, 3],
    ]);
    expect(chunks.map((chunk) => chunk.epoch)).toEqual([0, 4 / 8, 5 / 8, 1, 1 + 4 / 8, 1 + 5 / 8]);
    expect(schedule.epochAt(6)).toBe(2);
  });

  test("lowers the step size in a straight line, without a jump between chunks", () => {
    const schedule = new Schedule([5, 3], options);
    const rates = Array.from({ length: 6 }, (_, place) => schedule.at(place));
    expect(rates.map((chunk) => chunk.learningRate)).toEqual([
      1,
      12 / 16,
      11 / 16,
      0.5,
      0.25,
      3 / 16,
    ]);
    expect(rates.map((chunk) => chunk.finalLearningRate)).toEqual([
      12 / 16,
      11 / 16,
      0.5,
      0.25,
      3 / 16,
      0,
    ]);
  });

  test("gives each chunk of each epoch and each seed draws of its own", () => {
    const seeds = [1, 2, 2 ** 40, -1].flatMap((seed) => {
      const schedule = new Schedule([4000], { ...options, seed });
      return Array.from({ length: schedule.length }, (_, place) => schedule.at(place).seed);
    });
    expect(seeds).toHaveLength(8000);
    expect(new Set(seeds).size).toBe(8000);
    for (const seed of seeds)
      expect(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32).toBe(true);
  });
});
