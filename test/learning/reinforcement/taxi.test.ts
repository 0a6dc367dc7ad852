import { describe, expect, it } from "vitest";
import { taxi, taxiState, toTaxiState } from "../../../src/learning/reinforcement/taxi.js";

const { process } = taxi();
const [down, up, right, left, pickUp, setDown] = [0, 1, 2, 3, 4, 5];

/** Where a taxi with a passenger in it comes to. */
function drive(row: number, column: number, action: number): [row: number, column: number] {
  const state = taxiState({ taxi: row * 5 + column, passenger: 4, destination: 0 });
  const { next, reward } = process.outcomes(state, action)[0]!;
  expect(reward).toBe(-1);
  const field = toTaxiState(next).taxi;
  return [Math.floor(field / 5), field % 5];
}

describe("Taxi", () => {
  it("numbers its states so that their parts can be read back", () => {
    const all = Array.from({ length: 500 }, (_, state) => taxiState(toTaxiState(state)));
    expect(all).toEqual(Array.from({ length: 500 }, (_, state) => state));
    expect(taxiState({ taxi: 3 * 5 + 1, passenger: 2, destination: 0 })).toBe(328);
  });

  it("starts in 300 states, all equally likely", () => {
    expect(Array.from(process.start).filter((p) => p === 1 / 300)).toHaveLength(300);
    expect(Array.from(process.start).filter((p) => p === 0)).toHaveLength(200);
  });

  it("drives in four directions, but not through walls or out of town", () => {
    expect(drive(2, 2, down)).toEqual([3, 2]);
    expect(drive(2, 2, up)).toEqual([1, 2]);
    expect(drive(2, 2, right)).toEqual([2, 3]);
    expect(drive(2, 2, left)).toEqual([2, 1]);
    for (const [row, column] of [
      [0, 1],
      [1, 1],
      [3, 0],
      [4, 0],
      [3, 2],
      [4, 2],
    ] as const) {
      expect(drive(row, column, right)).toEqual([row, column]);
      expect(drive(row, column + 1, left)).toEqual([row, column + 1]);
    }
    expect(drive(4, 4, down)).toEqual([4, 4]);
    expect(drive(0, 0, up)).toEqual([0, 0]);
    expect(drive(2, 4, right)).toEqual([2, 4]);
    expect(drive(2, 0, left)).toEqual([2, 0]);
  });

  it("picks up and sets down where it is allowed, and loses 10 elsewhere", () => {
    const waiting = taxiState({ taxi: 0, passenger: 0, destination: 1 });
    const riding = taxiState({ taxi: 0, passenger: 4, destination: 1 });
    expect(process.outcomes(waiting, pickUp)).toEqual([
      { probability: 1, next: riding, reward: -1 },
    ]);
    expect(process.outcomes(waiting, setDown)).toEqual([
      { probability: 1, next: waiting, reward: -10 },
    ]);
    expect(process.outcomes(riding, pickUp)).toEqual([
      { probability: 1, next: riding, reward: -10 },
    ]);
    expect(process.outcomes(riding, setDown)).toEqual([
      { probability: 1, next: waiting, reward: -1 },
    ]);
    const atGoal = taxiState({ taxi: 4, passenger: 4, destination: 1 });
    const done = taxiState({ taxi: 4, passenger: 1, destination: 1 });
    expect(process.outcomes(atGoal, setDown)).toEqual([{ probability: 1, next: done, reward: 20 }]);
    expect(process.terminal[done]).toBe(1);
    const between = taxiState({ taxi: 12, passenger: 4, destination: 1 });
    expect(process.outcomes(between, setDown)).toEqual([
      { probability: 1, next: between, reward: -10 },
    ]);
  });

  it("draws the town with its walls, and says where the passenger is", () => {
    const environment = taxi();
    environment.reset({ seed: 7 });
    const lines = environment.render().split("\n");
    expect(lines[0]).toMatch(/^Taxi · passenger at [RGYB], to [RGYB]$/);
    expect(lines.slice(1).map((line) => line.replace(/[[\]]/g, " "))).toEqual(
      [
        " R  · | ·  ·  G",
        " ·  · | ·  ·  ·",
        " ·  ·  ·  ·  ·",
        " · | ·  · | ·  ·",
        " Y | ·  · | B  ·",
      ].map((line) => expect.stringMatching(new RegExp(`^${line.replace(/[|]/g, "\\|")} ?$`))),
    );
  });
});
