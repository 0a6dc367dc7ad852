import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plotlyMime } from "../../src/base/mime.js";
import type { CodeCell, Output } from "../../src/workbench/document/notebook.js";
import { parse, stringify } from "../../src/workbench/document/parse.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const path = join(root, "notebooks", "04-word2vec.ipynb");

/** Without what tells Node to colour: the test runner sets it, users do not. */
const { FORCE_COLOR: _force, NO_COLOR: _no, ...plain } = process.env;

describe("the word2vec notebook, run by our kernel", () => {
  let folder = "";
  let first: CodeCell[] = [];

  /** Outputs are the same bytes, those of volatile cells excepted. */
  function expectSame(cells: CodeCell[], others: CodeCell[]): void {
    expect(cells.map(({ id }) => id)).toEqual(others.map(({ id }) => id));
    for (const [i, cell] of cells.entries()) {
      const tidebook = cell.metadata["tidebook"] as { volatile?: boolean } | undefined;
      if (tidebook?.volatile === true) continue;
      expect(JSON.stringify(cell.outputs), cell.id).toBe(JSON.stringify(others[i]?.outputs));
    }
  }

  const run = (name: string, env: Record<string, string> = {}, ...options: string[]): CodeCell[] =>
    runFile(path, name, env, ...options);

  function runFile(
    source: string,
    name: string,
    env: Record<string, string> = {},
    ...options: string[]
  ): CodeCell[] {
    const out = join(folder, name);
    const cli = join(root, "dist", "cli", "main.js");
    const { status, stderr } = spawnSync(
      process.execPath,
      [cli, "run", source, "-o", out, ...options],
      { encoding: "utf8", env: { ...plain, TIDEBOOK_LANGUAGE: "en", ...env } },
    );
    expect(status, stderr).toBe(0);
    const cells = parse(readFileSync(out, "utf8"), out).cells;
    return cells.filter((cell): cell is CodeCell => cell.cell_type === "code");
  }

  const outputsOf = (cells: CodeCell[], id: string): readonly Output[] =>
    cells.find((cell) => cell.id === id)?.outputs ?? [];
  const textOf = (outputs: readonly Output[]): string =>
    outputs
      .map((output) =>
        output.output_type === "stream"
          ? output.text
          : output.output_type === "error"
            ? output.evalue
            : String(output.data["text/plain"]),
      )
      .join("\n");

  const numbersOf = (text: string): number[] =>
    [...text.matchAll(/-?\d+(?:\.\d+)?/g)].map(([number]) => Number(number));

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "tidebook-word2vec-"));
    first = run("first.ipynb");
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("shows its formula, loss curve and similarity table", () => {
    expect(outputsOf(first, "hand")[1]).toMatchObject({
      data: { "text/latex": expect.any(String) as string },
    });
    expect(outputsOf(first, "train")).toHaveLength(1);
    expect(outputsOf(first, "train")[0]).toMatchObject({
      output_type: "display_data",
      data: { [plotlyMime]: expect.any(Object) as object },
    });
    const similarities = textOf(outputsOf(first, "similarity"));
    for (const pair of ["man – woman", "man – king", "man – river"])
      expect(similarities).toContain(pair);
    expect(outputsOf(first, "similarity")).toHaveLength(1);
  });

  test("says what its text says", () => {
    expect(textOf(outputsOf(first, "hand"))).toContain("1.0064"); // −ln σ(1) + ln 2
    expect(textOf(outputsOf(first, "gradient"))).toContain("below 1e-6: true");
    expect(textOf(outputsOf(first, "gradient-wrong"))).toContain("without 1/|C|: 0.600");
    expect(textOf(outputsOf(first, "sentences"))).toContain("60 different words");
    const [, , untrained = "", trained = ""] = textOf(outputsOf(first, "judge")).split("\n");
    const [, rho, auc, right] = trained.split(/\s+/);
    expect(Number(rho)).toBeGreaterThan(0.8);
    expect(Number(auc)).toBeGreaterThan(0.95);
    expect(Number(right)).toBe(40);
    expect(Math.abs(Number(untrained.split(/\s+/)[1]))).toBeLessThan(0.15);
    // the loss tends from above to the best that the language allows
    const [lateLoss, above] = numbersOf(textOf(outputsOf(first, "loss-end")));
    expect(textOf(outputsOf(first, "references"))).toContain("= 2.349");
    expect(lateLoss).toBeGreaterThan(2.349);
    expect(above).toBeLessThan(0.06);
    // first report, cos(man, woman) highest, ρ highest, end:
    // epoch, loss, ρ, man–woman, man–king, man–river, all pairs
    const moments = textOf(outputsOf(first, "nine-table")).split("\n").slice(2, 6);
    const [start, collapsed, best, end] = moments.map((line) =>
      line.trim().split(/\s+/).slice(-7).map(Number),
    ) as [number[], number[], number[], number[]];
    expect(start[1]).toBeLessThan(6 * Math.LN2);
    expect(collapsed[1]).toBeCloseTo(-Math.log(1 / 6) - 5 * Math.log(5 / 6), 1);
    expect(Math.min(...collapsed.slice(3))).toBeGreaterThan(0.98);
    expect(best[2]).toBeGreaterThan(end[2] as number);
    expect(end[3]).toBeLessThan(0.8);
    const [, , , low = NaN, high] = numbersOf(textOf(outputsOf(first, "nine-count")));
    expect(low).toBeLessThan(0.1);
    expect(high).toBeGreaterThan(0.6);
  });

  test("says what is wrong with a wrong answer", () => {
    const answers: Record<string, string> = {
      "answer-1": "(a, b) => a.reduce((sum, x, i) => sum + x * b[i], 0)",
      "answer-2": "81 / 16",
    };
    const notebook = parse(readFileSync(path, "utf8"), path);
    const cells = notebook.cells.map((cell) => {
      const answer = answers[cell.id ?? ""];
      return answer === undefined
        ? cell
        : { ...cell, source: cell.source.replace("= undefined;", `= ${answer};`) };
    });
    const file = join(folder, "answers.ipynb");
    writeFileSync(file, stringify({ ...notebook, cells }));
    const outputs = runFile(file, "answered.ipynb");
    expect(["check-1", "check-2"].map((id) => textOf(outputsOf(outputs, id)))).toEqual([
      "exercise 1: not yet: try [[1,0],[1,1]]\n",
      "exercise 2: not yet: both counts get the exponent 3/4\n",
    ]);
  }, 120_000);

  test("says 'not answered' where nothing was answered, and knows its solutions", () => {
    for (const nth of [1, 2]) {
      expect(textOf(outputsOf(first, `check-${nth}`))).toBe(`exercise ${nth}: not answered\n`);
      expect(textOf(outputsOf(first, `solution-${nth}`))).toMatch(/correct\n$/);
    }
  });

  test("gives the same bytes on a second run, volatile cells excepted", () => {
    expectSame(run("second.ipynb"), first);
  }, 120_000);

  test("gives the same outputs on the stock tslab kernel", () => {
    const require = createRequire(import.meta.url);
    const stock = join(dirname(require.resolve("tslab/package.json")), "bin", "tslab");
    const spec = {
      argv: [process.execPath, stock, "kernel", "--config-path", "{connection_file}"],
      display_name: "stock tslab",
      language: "typescript",
    };
    const jupyter = join(folder, "jupyter");
    mkdirSync(join(jupyter, "kernels", "stock"), { recursive: true });
    writeFileSync(join(jupyter, "kernels", "stock", "kernel.json"), JSON.stringify(spec));
    expectSame(run("stock.ipynb", { JUPYTER_PATH: jupyter }, "--kernel", "stock"), first);
  }, 120_000);

  test("tells the same story with another seed", () => {
    const other = run("other.ipynb", {}, "-p", "seed=8");
    expect(textOf(outputsOf(other, "judge"))).not.toBe(textOf(outputsOf(first, "judge")));
    const [, , , trained = ""] = textOf(outputsOf(other, "judge")).split("\n");
    expect(Number(trained.split(/\s+/)[1])).toBeGreaterThan(0.8);
    const [, , collapsed = ""] = textOf(outputsOf(other, "nine-table")).split("\n").slice(1);
    expect(Number(collapsed.trim().split(/\s+/).at(-1))).toBeGreaterThan(0.98);
  }, 120_000);
});
