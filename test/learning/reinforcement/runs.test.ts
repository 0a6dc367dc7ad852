import { describe, expect, it } from "vitest";
import { cliffWalking } from "../../../src/learning/reinforcement/cliff-walking.js";
import { learnActionValues } from "../../../src/learning/reinforcement/learning.js";
import { learnRuns } from "../../../src/learning/reinforcement/runs.js";

describe("many runs", () => {
  it("are single runs with the seeds one after the other", async () => {
    const cliff = cliffWalking();
    const seen: number[] = [];
    const options = { method: "sarsa", episodes: 20, seed: 7 } as const;
    const runs = await learnRuns(cliff, options, 3, (_, done) => void seen.push(done));
    expect(seen).toEqual([1, 2, 3]);
    expect(runs[2]).toEqual(await learnActionValues(cliff, { ...options, seed: 9 }));
  });

  it("are at least one", async () => {
    await expect(learnRuns(cliffWalking(), {}, 0)).rejects.toThrow(
      "runs: 0; expected a whole number ≥ 1",
    );
  });
});
