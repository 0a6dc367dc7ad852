/**
 * A notebook of the edition, run by the command as a reader would run it: its code cells with outputs. And
 * what every notebook does, as tests. A notebook's test makes three runs: as stored (shared with the whole
 * suite), with its exercises answered (which is also the second run that must give the same bytes), and on
 * the stock tslab kernel, through nbclient where it is installed.
 */
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, test } from "vitest";
import type { CodeCell, Notebook, Output } from "../../src/workbench/document/notebook.js";
import { parse, stringify } from "../../src/workbench/document/parse.js";
import { runOnce } from "./once.js";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Debian's nbconvert drives nbclient; a `jupyter` of pip does as well. */
const hasNbclient =
  spawnSync("jupyter", ["nbconvert", "--version"], { stdio: "ignore" }).status === 0;

/** Without what tells Node to colour: the test runner sets it, users do not. */
const { FORCE_COLOR: _force, NO_COLOR: _no, ...plain } = process.env;

/** Runs one notebook as often as a test asks, in a folder of its own. */
export class Executed {
  readonly folder = mkdtempSync(join(tmpdir(), "tidebook-notebook-"));
  /** How long the quickest run on our kernel took, or would have taken with no other program about. */
  seconds = Infinity;

  constructor(readonly name: string) {}

  /** The code cells after a run on our kernel; without options, after the one run of the whole suite. */
  run(...options: string[]): CodeCell[] {
    if (options.length > 0) return this.start(this.path, options);
    const out = runOnce(this.path, join(root, "dist"), (to) => this.command(this.path, to, []));
    return codeOf(out);
  }

  /** The code cells after a run on the stock tslab kernel, through nbclient or our own runner. */
  runOnStock(client: "nbclient" | "ours"): CodeCell[] {
    const require = createRequire(import.meta.url);
    const stock = join(dirname(require.resolve("tslab/package.json")), "bin", "tslab");
    const spec = {
      argv: [process.execPath, stock, "kernel", "--config-path", "{connection_file}"],
      display_name: "stock tslab",
      language: "typescript",
    };
    const jupyter = join(this.folder, "jupyter");
    mkdirSync(join(jupyter, "kernels", "stock"), { recursive: true });
    writeFileSync(join(jupyter, "kernels", "stock", "kernel.json"), JSON.stringify(spec));
    const env = { JUPYTER_PATH: jupyter };
    if (client === "ours") return this.start(this.path, ["--kernel", "stock"], env);
    const options = ["--execute", "--ExecutePreprocessor.kernel_name=stock"];
    const to = ["--to", "notebook", "--output-dir", this.folder, "--output", "stock.ipynb"];
    spawn("jupyter", ["nbconvert", ...options, ...to, this.path], env);
    return codeOf(join(this.folder, "stock.ipynb"));
  }

  /** The code cells after a run with code in place of the `undefined` of the answer cells, by their ids. */
  runAnswered(answers: Readonly<Record<string, string>>): CodeCell[] {
    const notebook = this.read();
    const cells = notebook.cells.map((cell) => {
      const answer = answers[cell.id ?? ""];
      if (answer === undefined) return cell;
      expect(cell.source, cell.id).toContain("= undefined;");
      return { ...cell, source: cell.source.replace("= undefined;", () => `= ${answer};`) };
    });
    // What a notebook imports beside the library is found as from its own folder.
    const modules = join(this.folder, "node_modules");
    if (!existsSync(modules)) symlinkSync(join(root, "node_modules"), modules, "junction");
    const file = join(this.folder, "answered.ipynb");
    writeFileSync(file, stringify({ ...notebook, cells }));
    return this.start(file, []);
  }

  /** The code of each stored solution as an answer: what its last line hands to the check. */
  solutions(): Record<string, string> {
    const solved = this.read().cells.filter(({ id }) => id?.startsWith("solution-"));
    return Object.fromEntries(
      solved.map(({ id = "", source }) => [id.replace("solution", "answer"), answerOf(source)]),
    );
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get path(): string {
    return join(root, "notebooks", this.name);
  }

  private read(): Notebook {
    return parse(readFileSync(this.path, "utf8"), this.path);
  }

  private start(path: string, options: string[], env: Record<string, string> = {}): CodeCell[] {
    const out = join(this.folder, "out.ipynb");
    this.command(path, out, options, env);
    return codeOf(out);
  }

  private command(path: string, out: string, options: string[], env: Record<string, string> = {}) {
    const cli = join(root, "dist", "cli", "main.js");
    const started = performance.now();
    spawn(process.execPath, [cli, "run", path, "-o", out, ...options], env);
    const share = Math.min(1, availableParallelism() / loadavg()[0]!); // of a machine that others use too
    this.seconds = Math.min(this.seconds, (share * (performance.now() - started)) / 1000);
  }
}

function spawn(program: string, options: string[], env: Record<string, string>): void {
  const { status, stderr } = spawnSync(program, options, {
    encoding: "utf8",
    env: { ...plain, TIDEBOOK_LANGUAGE: "en", ...env },
  });
  expect(status, stderr).toBe(0);
}

function codeOf(path: string): CodeCell[] {
  const { cells } = parse(readFileSync(path, "utf8"), path);
  return cells.filter((cell): cell is CodeCell => cell.cell_type === "code");
}

/** Of `…; console.log("…", check1(mine))` the value of `mine`, with what it needs, as one expression. */
function answerOf(solution: string): string {
  const file = ts.createSourceFile("solution.ts", solution, ts.ScriptTarget.ES2022, true);
  const said = file.statements.at(-1)!;
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /^check\d+$/.test(node.expression.getText()))
      found.push(node.arguments.map((argument) => argument.getText()).join(", "));
    ts.forEachChild(node, visit);
  };
  visit(said);
  expect(found, "the last line of a solution hands it to its check").toHaveLength(1);
  const before = solution.slice(0, said.getStart()).trim();
  return before === "" ? found[0]! : `(() => {\n${before}\nreturn ${found[0]};\n})()`;
}

/** An answer to an exercise, as code, and what its check says to it. */
export interface Answer {
  readonly code: string;
  readonly says: string;
}

/**
 * What every notebook of the edition does, as tests in the caller's group.
 *
 * @param first its code cells after a first run, once the tests run
 * @param exercises how many it has
 * @param wrong a wrong answer to each exercise, to be tried in place of the stored solutions
 */
export function testHabits(
  notebook: Executed,
  first: () => CodeCell[],
  exercises: number,
  wrong?: readonly Answer[],
): void {
  const numbers = Array.from({ length: exercises }, (_, i) => i + 1);
  const code = (): Record<string, string> =>
    wrong === undefined
      ? notebook.solutions()
      : Object.fromEntries(wrong.map((answer, i) => [`answer-${i + 1}`, answer.code]));
  const says = numbers.map((_, i) => wrong?.[i]?.says ?? "correct");

  test("says 'not answered' where nothing was answered, and knows its solutions", () => {
    for (const nth of numbers) {
      expect(textOf(first(), `check-${nth}`)).toBe(`exercise ${nth}: not answered\n`);
      expect(textOf(first(), `solution-${nth}`)).toMatch(/correct\n$/);
    }
  });

  const answers = wrong === undefined ? "the stored solutions" : "wrong answers";
  test(`judges ${answers}, and all the rest has the same bytes on a second run`, () => {
    const answered = notebook.runAnswered(code());
    const said = numbers.map((nth) => textOf(answered, `check-${nth}`));
    expect(said).toEqual(numbers.map((nth, i) => `exercise ${nth}: ${says[i]}\n`));
    expectSame(answered, first(), /^(answer|check)-/);
  }, 180_000);

  test("takes less than a minute", () => {
    expect(notebook.seconds).toBeLessThan(60); // of the run above, if the first was another test's
  });

  test("gives the same outputs on the stock tslab kernel through nbclient", ({ skip }) => {
    skip(!hasNbclient, "jupyter nbconvert, which drives nbclient, is not installed");
    expectSame(notebook.runOnStock("nbclient"), first());
  }, 180_000);

  if (hasNbclient) return;
  test("gives the same outputs on the stock tslab kernel through our runner", () => {
    expectSame(notebook.runOnStock("ours"), first());
  }, 180_000);
}

/** Outputs are the same, those of volatile cells excepted, and of cells that are left out. */
function expectSame(cells: CodeCell[], others: CodeCell[], leftOut = /^$/): void {
  expect(cells.map(({ id }) => id)).toEqual(others.map(({ id }) => id));
  for (const [i, cell] of cells.entries()) {
    const tidebook = cell.metadata["tidebook"] as { volatile?: boolean } | undefined;
    if (tidebook?.volatile === true || leftOut.test(cell.id ?? "")) continue;
    expect(joined(cell.outputs), cell.id).toEqual(joined(others[i]?.outputs ?? []));
  }
}

/** Text of one stream in one piece: nbclient keeps the pieces in which it came. */
function joined(outputs: readonly Output[]): Output[] {
  const all: Output[] = [];
  for (const output of outputs) {
    const last = all.at(-1);
    if (last?.output_type !== "stream" || output.output_type !== "stream") all.push(output);
    else if (last.name !== output.name) all.push(output);
    else all[all.length - 1] = { ...last, text: last.text + output.text };
  }
  return all;
}

/** The outputs of a cell as text. */
export function textOf(cells: CodeCell[], id: string): string {
  const outputs: readonly Output[] = cells.find((cell) => cell.id === id)?.outputs ?? [];
  return outputs
    .map((output) =>
      output.output_type === "stream"
        ? output.text
        : output.output_type === "error"
          ? output.evalue
          : String(output.data["text/plain"]),
    )
    .join("\n");
}
