import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plotlyMime } from "../../src/base/mime.js";
import type { CodeCell } from "../../src/workbench/document/notebook.js";
import { Executed, testHabits, textOf } from "./executed.js";

describe("the algorithms notebook, run by our kernel", () => {
  const notebook = new Executed("03-algorithms.ipynb");
  let first: CodeCell[] = [];
  beforeAll(() => {
    first = notebook.run();
  }, 180_000);
  afterAll(() => notebook.remove());

  /** The lines of a cell's output that begin with a name, each as its numbers after it. */
  const allNumbersOf = (cells: CodeCell[], id: string, name: string): number[][] =>
    textOf(cells, id)
      .split("\n")
      .filter((line) => line.trim().startsWith(name))
      .map((line) => line.trim().slice(name.length).replaceAll(",", "").trim())
      .map((rest) => rest.split(/\s+/).map(Number));
  const numbersOf = (cells: CodeCell[], id: string, name: string): number[] =>
    allNumbersOf(cells, id, name)[0] ?? [];

  // Φ(2) = 0.977250, from a table of the normal distribution
  const limit = 0.97725 ** 2 + (1 - 0.97725) ** 2;

  /** What every seed must show. */
  function expectStory(cells: CodeCell[]): void {
    for (const world of ["line", "cross"]) {
      const [byHand, byIntegration] = numbersOf(cells, "limit", world);
      expect(byHand).toBeCloseTo(limit, 5);
      expect(byIntegration).toBe(byHand);
    }
    const nearer = ["3.0", "2.0", "1.0", "0.5"].map((arm) => numbersOf(cells, "limit", arm)[0]!);
    // Φ(3), Φ(2), Φ(1), Φ(½) = 0.99865, 0.97725, 0.84134, 0.69146
    [0.99865, 0.97725, 0.84134, 0.69146].forEach((q, i) => {
      expect(nearer[i]).toBeCloseTo(q * q + (1 - q) ** 2, 3);
    });
    expectData(cells);
    expectCost(cells);
    expectDecisions(cells);
    expectRewards(cells);
    expectWords(cells);
    expectJudges(cells);
  }

  function expectData(cells: CodeCell[]): void {
    const rows = textOf(cells, "data-table").split("\n");
    const row = (world: string, learner: string) => {
      const start = new RegExp(`^${world} +${learner} {2,}`);
      const rest = rows.find((line) => start.test(line))!.replace(start, "");
      const [few, many, from] = rest.trim().split(/\s+/);
      return { few: Number(few), many: Number(many), from: Number(from) };
    };
    const [own, net] = [row("line", "line"), row("line", "network")];
    const [line, network] = [row("cross", "line"), row("cross", "network")];
    const told = row("cross", "line, told x₁x₂");
    expect(own.from).toBeLessThan(net.from);
    expect(line.from).toBeNaN(); // never
    expect(Math.abs(line.many - 0.5)).toBeLessThan(0.05);
    expect(network.few).toBeLessThan(0.75);
    expect(told.few).toBeGreaterThan(network.few + 0.15);
    expect(told.from * 2).toBeLessThanOrEqual(network.from);
    const error = Math.sqrt((limit * (1 - limit)) / 10_000);
    for (const { many } of [own, net, network, told]) {
      expect(many).toBeGreaterThan(limit - 0.02);
      expect(many).toBeLessThanOrEqual(limit + 3 * error + 5e-4);
    }
    for (const world of ["line", "cross"]) {
      const [, drawn, printed] = numbersOf(cells, "rule", world);
      expect(printed).toBeCloseTo(error, 4);
      expect(Math.abs(drawn! - limit)).toBeLessThan(3 * error);
    }
    const leak = textOf(cells, "leak");
    expect(leak).toContain("above the limit by three standard errors: 0 of 35 means");
    const [, drawn, exact] = /drawn points ([\d.]+), exactly ([\d.]+)/.exec(leak)!.map(Number);
    expect(Math.abs(drawn! - exact!)).toBeLessThan(3 * error + 1e-4);
    expect(exact).toBeLessThan(limit);
  }

  function expectCost(cells: CodeCell[]): void {
    expect(textOf(cells, "cost-hand")).toBe(
      "9 multiplications; the network's own answer: true\ncounted by the library: 9\n",
    );
    for (const width of [8, 64, 256]) {
      const [weights, step, factor] = numbersOf(cells, "cost-table", `${width} `);
      const cost = (units: number) => 3 * 32 * (6 * units + units * units + units);
      expect(weights).toBe(6 * width + width + width * width + width + width + 1);
      expect(step).toBe(cost(width));
      expect(factor).toBeCloseTo(cost(width) / cost(width / 2), 2);
    }
    const bySize = [1, 8, 64].map((units) => numbersOf(cells, "cost-chart", `${units} `));
    bySize.forEach(([cost], i) => expect(cost).toBe(300 * 3 * 32 * [1, 8, 64][i]! * 7));
    expect(bySize[0]![1]).toBeLessThan(0.77);
    expect(bySize[1]![1]).toBeGreaterThan(0.9);
    expect(Math.abs(bySize[2]![1]! - bySize[1]![1]!)).toBeLessThan(0.02);
  }

  function expectDecisions(cells: CodeCell[]): void {
    expect(textOf(cells, "field")).toContain("V*(S) = 0.773781, 0.95^5 = 0.773781"); // 0.95⁵
    for (const side of [4, 6, 8, 10]) {
      const name = `${side} × ${side}`;
      const [sweeps, looks, , steps, factor] = numbersOf(cells, "rl-slow-table", name);
      expect(sweeps).toBe(2 * (side - 1) + 1); // the way, and the sweep that changes nothing
      expect(looks).toBe(sweeps! * (side * side - 1) * 4);
      expect(factor).toBeCloseTo(steps! / looks!, 2);
      expect(factor).toBeGreaterThan(0.2);
      expect(factor).toBeLessThan(1.2);
    }
    const lake = textOf(cells, "lake-table");
    expect(lake).toContain("the optimum: 0.5420\n"); // 0.542026, as in the reinforcement notebook
    const nearly = numbersOf(cells, "lake-table", "0.90") as [number, ...number[]];
    const fully = numbersOf(cells, "lake-table", "0.99") as [number, ...number[]];
    for (const [sweeps, outcomes, episodes, walked, factor] of [nearly, fully]) {
      expect(outcomes).toBe(sweeps * 11 * 4 * 3); // fields that are open, actions, where one may slip
      expect(factor).toBeCloseTo(walked! / outcomes!, 1);
      expect(factor).toBeGreaterThan(3);
      expect(episodes).toBeGreaterThan(10 * sweeps);
    }
    expect(nearly[0]).toBe(12); // as the evidence on statement 24 counts them
    expect(nearly[2]).toBeLessThanOrEqual(1000);
    expect(fully[2]).toBeGreaterThanOrEqual(3000);
    const similar = /learned cos\(market, forest\) = (\S+)/.exec(textOf(cells, "bank-train"))?.[1];
    expect(Number(similar)).toBeLessThan(0);
    expect(textOf(cells, "corridor")).toContain("left 0.2850, right 0.8145, best 0.8145");
    const best = ["0.0", "0.1", "0.3", "1.0"].map((ε) => numbersOf(cells, "corridor-run", ε)[0]!);
    expect(best[0]).toBeLessThan(30);
    expect(best[1]).toBeLessThan(30);
    expect(best[3]).toBe(100);
  }

  function expectRewards(cells: CodeCell[]): void {
    const [best, potential] = [0.95 ** 13, 0.95 ** 14];
    const bonus = (b: number) => best + (b * (1 - potential)) / 0.05; // 14 steps, each with b
    const rows: Record<string, readonly [number, number]> = {
      "as it is": [best, best],
      "Φ = γ^distance ": [best - potential, best],
      "Φ = γ^distance − 1": [best - potential + 1, best],
      "bonus 0.1": [bonus(0.1), best],
      // to the field before G in 13 steps, then one nearer step in two for ever
      "bonus 0.2": [0.2 * ((1 - best) / 0.05 + (0.95 ** 13 * 0.95) / (1 - 0.95 ** 2)), 0],
    };
    for (const [name, expected] of Object.entries(rows)) {
      const found = numbersOf(cells, "shaping-table", name);
      expected.forEach((value, i) => expect(found[i], name).toBeCloseTo(value, 4));
    }
    expect(textOf(cells, "shaping-table")).toContain("V'* = V* − Φ in all states to 1e-12: true");
    // 1 / (0.95/0.0975 − 1) = 0.0975/0.8525
    expect(0.0975 / 0.8525).toBeCloseTo(0.11437, 6);
    expect(textOf(cells, "border")).toBe("found by halving 0.114370, by hand 0.114370\n");
    const ends = (name: string) => numbersOf(cells, "speed-table", name);
    expect(ends("Φ = γ^distance ")[0]).toBeGreaterThanOrEqual(6);
    expect(ends("Φ = γ^distance ")[1]).toBe(10);
    expect(ends("as it is")[0]).toBeLessThanOrEqual(1);
    expect(ends("as it is")[1]).toBeGreaterThanOrEqual(6);
    expect(ends("Φ = γ^distance − 1")[1]).toBeLessThanOrEqual(2);
    expect(ends("bonus 0.2")).toEqual([0, 0, 10]);
  }

  function expectWords(cells: CodeCell[]): void {
    const truth = textOf(cells, "bank-truth");
    expect(truth).toContain("holds to 1e-12 in all five languages: true");
    const [market, forest, apart] = [...truth.matchAll(/= ([\d.]+)/g)].map(([, x]) => Number(x));
    expect(Math.abs(market! - forest!)).toBeLessThan(0.01);
    expect(apart).toBeLessThan(market! - 0.2);
    const shares = [0.1, 0.3, 0.5, 0.7, 0.9];
    const learned = shares.map((share) => numbersOf(cells, "bank-share", share.toFixed(3)));
    learned.forEach(([share, explained, rho], i) => {
      if (i > 0) expect(share).toBeGreaterThan(learned[i - 1]![0]!);
      // the rarer sense has more than its share, and less than a half
      if (i !== 2) expect(Math.abs(share! - 0.5)).toBeLessThan(Math.abs(shares[i]! - 0.5));
      expect(explained).toBeGreaterThan(0.6);
      expect(rho).toBeGreaterThan(0.8);
    });
    expect(Math.abs(learned[2]![0]! - 0.5)).toBeLessThan(0.05);
    const right = (name: string) => numbersOf(cells, "reader-table", name)[0]!;
    const said = /(\d+) cases; expected of the best ([\d.]+), standard error ([\d.]+)/.exec(
      textOf(cells, "reader-table"),
    )!;
    const [, , expected, error] = said.map(Number) as [number, number, number, number];
    expect(expected).toBeGreaterThan(0.75);
    expect(Math.abs(right("the grammar by heart") - expected)).toBeLessThan(3 * error);
    expect(right("mean of the context vectors")).toBeGreaterThan(expected - 0.06);
    expect(Math.abs(right("always market") - 0.5)).toBeLessThan(0.06);
    expect(textOf(cells, "reader-leak")).toContain("better than the best by three of them: false");
    const known = [...textOf(cells, "unseen-words").matchAll(/: (\d) of (\d) words/g)];
    expect(known.map(([, seen, all]) => [seen, all])).toEqual([
      ["3", "3"],
      ["2", "5"],
      ["0", "3"],
    ]);
  }

  function expectJudges(cells: CodeCell[]): void {
    expect(numbersOf(cells, "memorise-judge", "on the 40 it was trained with")).toEqual([1]);
    const [fresh] = numbersOf(cells, "memorise-judge", "on 4000 new ones");
    expect(Math.abs(fresh! - 0.5)).toBeLessThan(3 * Math.sqrt(0.25 / 4000));
    expect(textOf(cells, "best-hand")).toBe("counted: 1.375 by the formula: 1.375\n"); // 22/16
    for (const teams of [1, 10, 100, 1000]) {
      const row = numbersOf(cells, "best-table", `${teams} `) as [number, ...number[]];
      const [exact, best, bestError, again, againError] = row;
      expect(Math.abs(exact - bestOf(teams))).toBeLessThan(1e-4);
      expect(Math.abs(best! - exact)).toBeLessThan(3 * bestError!);
      expect(Math.abs(again! - 0.5)).toBeLessThan(3 * againError!);
    }
  }

  /** The mean accuracy of the best of many guessers on 100 questions, from Pascal's triangle in integers. */
  function bestOf(teams: number): number {
    let row = [1n];
    for (let n = 0; n < 100; n += 1) row = [...row, 0n].map((c, k) => c + (row[k - 1] ?? 0n));
    let atMost = 0n;
    const below = row.map((count) => Number((atMost += count)) / 2 ** 100);
    return below.reduce((sum, share) => sum + 1 - share ** teams, 0) / 100;
  }

  test("says what its text says", () => {
    expectStory(first);
  });

  test("shows its charts, each drawn once", () => {
    const pictures: Record<string, number> = {
      "worlds-picture": 1,
      "data-charts": 2,
      "cost-chart": 1,
      "lake-chart": 1,
      "border-chart": 1,
      "speed-chart": 1,
      "bank-chart": 1,
      "bank-topics": 1,
      "best-chart": 1,
    };
    for (const [id, count] of Object.entries(pictures)) {
      const drawn = first
        .find((cell) => cell.id === id)!
        .outputs.filter((output) => "data" in output && plotlyMime in output.data);
      expect(drawn, id).toHaveLength(count);
    }
  });

  testHabits(notebook, () => first, 3);

  test("tells wrong answers what is wrong with them", () => {
    const wrong = { "answer-1": "0.2", "answer-2": "0.5", "answer-3": "19_840" };
    const answered = notebook.runAnswered(wrong);
    expect(textOf(answered, "check-1")).toBe(
      "exercise 1: not yet: it arrives with more than that\n",
    );
    expect(textOf(answered, "check-2")).toBe(
      "exercise 2: not yet: when is even the best of them wrong?\n",
    );
    expect(textOf(answered, "check-3")).toBe(
      "exercise 3: not yet: that is the way forward; two more go back\n",
    );
  }, 180_000);

  test("tells the same story with another seed", () => {
    expectStory(notebook.run("-p", "seed=11"));
  }, 180_000);
});
