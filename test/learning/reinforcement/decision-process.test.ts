import { describe, expect, it } from "vitest";
import {
  DecisionProcess,
  type ProcessDescription,
} from "../../../src/learning/reinforcement/decision-process.js";

/** A coin that costs 1 a throw until it shows heads (state 1). */
const coin: ProcessDescription = {
  states: 2,
  actions: 1,
  start: 0,
  isTerminal: (state) => state === 1,
  outcomes: () => [0, 1].map((next) => ({ probability: 0.5, next, reward: -1 })),
};

describe("a decision process", () => {
  it("gives back the outcomes that it was made of", () => {
    const process = new DecisionProcess(coin);
    expect(process.outcomes(0, 0)).toEqual([
      { probability: 0.5, next: 0, reward: -1 },
      { probability: 0.5, next: 1, reward: -1 },
    ]);
    expect(process.outcomes(1, 0)).toEqual([]);
    expect(Array.from(process.start)).toEqual([1, 0]);
  });

  it("forgets outcomes that never happen", () => {
    const never = { probability: 0, next: 0, reward: 5 };
    const sure = { probability: 1, next: 1, reward: 0 };
    const process = new DecisionProcess({ ...coin, outcomes: () => [never, sure] });
    expect(process.outcomes(0, 0)).toEqual([sure]);
  });

  it("backs values up: −1 + γ (½ · v(tails) + ½ · 0)", () => {
    expect(new DecisionProcess(coin).backup(0, 0.9, [-2, 100])).toBeCloseTo(
      -1 + 0.9 * 0.5 * -2,
      15,
    );
  });

  it.each([
    [{ states: 0 }, "states: 0; expected a whole number ≥ 1"],
    [{ actions: 1.5 }, "actions: 1.5; expected a whole number ≥ 1"],
    [{ start: 2 }, "start: 2; expected a state, 0 … 1"],
    [{ start: [1] }, 'start: "1 numbers"; expected 2, one per state'],
    [{ start: [0.5, 0.4] }, "start: [0.5,0.4]; expected probabilities that sum to 1"],
    [{ start: [1.5, -0.5] }, "start: [1.5,-0.5]; expected probabilities that sum to 1"],
    [
      { outcomes: () => [{ probability: 0.4, next: 0, reward: 0 }] },
      "sum of probabilities in state 0, action 0: 0.4; expected 1",
    ],
    [{ outcomes: () => [] }, "sum of probabilities in state 0, action 0: 0; expected 1"],
    [
      { outcomes: () => [{ probability: -1, next: 0, reward: 0 }] },
      "probability in state 0, action 0: -1; expected a number ≥ 0",
    ],
    [
      { outcomes: () => [{ probability: NaN, next: 0, reward: 0 }] },
      "probability in state 0, action 0: NaN; expected a number ≥ 0",
    ],
    [
      { outcomes: () => [{ probability: 1, next: 2, reward: 0 }] },
      "next in state 0, action 0: 2; expected a state, 0 … 1",
    ],
    [
      { outcomes: () => [{ probability: 1, next: 1, reward: NaN }] },
      "reward in state 0, action 0: NaN; expected a finite number",
    ],
  ] as [Partial<ProcessDescription>, string][])("refuses %o", (part, message) => {
    expect(() => new DecisionProcess({ ...coin, ...part })).toThrow(message);
  });

  it("refuses to list what it does not have", () => {
    const process = new DecisionProcess(coin);
    expect(() => process.outcomes(2, 0)).toThrow("state: 2; expected 0 … 1");
    expect(() => process.outcomes(0, 1)).toThrow("action: 1; expected 0 … 0");
  });
});
