import { describe, expect, test } from "vitest";
import { toWord2VecOptions } from "../../../../src/learning/embedding/options.js";
import {
  Schedule,
  type PlannedChunk,
} from "../../../../src/learning/embedding/training/schedule.js";

const options = toWord2VecOptions({
  epochs: 2,
  reportEvery: 4,
  learningRate: 1,
  finalLearningRate: 0,
});

const chunksOf = (schedule: Schedule): PlannedChunk[] =>
  Array.from({ length: schedule.length }, (_, place) => schedule.at(place));

describe("the schedule of a run", () => {
  test("cuts the corpus into chunks of equal size and reads them all in every epoch", () => {
    const schedule = new Schedule(10, options);
    const stretches = chunksOf(schedule).map((chunk) => chunk.stretches);
    const epoch = [[{ from: 0, length: 4 }], [{ from: 4, length: 4 }], [{ from: 8, length: 2 }]];
    expect(stretches).toEqual([...epoch, ...epoch]);
    expect([0, 3, 6].map((place) => schedule.epochAt(place))).toEqual([0, 1, 2]);
  });

  test("makes a large chunk of twelve stretches from all over the corpus", () => {
    // Zones of 10,000 numbers; a chunk takes at most 12,012 / 12 − 1 = 1,000 of each.
    const schedule = new Schedule(120_000, { ...options, epochs: 1, reportEvery: 12_012 });
    const chunks = chunksOf(schedule);
    expect(chunks).toHaveLength(10);
    expect(chunks[3]!.stretches).toEqual(
      Array.from({ length: 12 }, (_, zone) => ({ from: 10_000 * zone + 3000, length: 1000 })),
    );
  });

  test("leaves a small corpus whole, so that no sentence of it is cut", () => {
    const schedule = new Schedule(11_999, { ...options, epochs: 1, reportEvery: 196_608 });
    expect(chunksOf(schedule).map((chunk) => chunk.stretches)).toEqual([
      [{ from: 0, length: 11_999 }],
    ]);
  });

  test.each([1, 11, 12, 13, 999, 120_000, 120_001, 250_007])(
    "reads each of %i numbers once in an epoch, with room for an end behind each stretch",
    (numbers) => {
      for (const reportEvery of [1, 7, 12_000, 196_608]) {
        const schedule = new Schedule(numbers, { ...options, epochs: 1, reportEvery });
        const read = new Uint8Array(numbers);
        for (let place = 0; place < Math.min(schedule.length, 300); place += 1) {
          const { stretches } = schedule.at(place);
          const length = stretches.reduce((sum, stretch) => sum + stretch.length, 0);
          expect(length + stretches.length - 1).toBeLessThanOrEqual(reportEvery);
          for (const { from, length } of stretches) {
            for (let i = from; i < from + length; i += 1) read[i]! += 1;
          }
        }
        expect(read.every((times) => times === 1) || schedule.length > 300).toBe(true);
        expect(Math.max(...read.subarray(0, 1000))).toBe(1);
      }
    },
  );

  test("lowers the step size in a straight line, without a jump between chunks", () => {
    const schedule = new Schedule(8, options);
    const chunks = chunksOf(schedule);
    expect(chunks.map((chunk) => chunk.learningRate)).toEqual([1, 0.75, 0.5, 0.25]);
    expect(chunks.map((chunk) => chunk.finalLearningRate)).toEqual([0.75, 0.5, 0.25, 0]);
  });

  test("gives each chunk of each epoch and each seed draws of its own", () => {
    const seeds = [1, 2, 2 ** 40, -1].flatMap((seed) =>
      chunksOf(new Schedule(4000, { ...options, seed })).map((chunk) => chunk.seed),
    );
    expect(seeds).toHaveLength(8000);
    expect(new Set(seeds).size).toBe(8000);
    for (const seed of seeds)
      expect(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32).toBe(true);
  });
});
