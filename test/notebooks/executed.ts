/** A notebook of the edition, run by the command as a reader would run it: its code cells with outputs. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import type { CodeCell, Output } from "../../src/workbench/document/notebook.js";
import { parse } from "../../src/workbench/document/parse.js";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Without what tells Node to colour: the test runner sets it, users do not. */
const { FORCE_COLOR: _force, NO_COLOR: _no, ...plain } = process.env;

/** Runs one notebook as often as a test asks, in a folder of its own. */
export class Executed {
  readonly folder = mkdtempSync(join(tmpdir(), "tidebook-notebook-"));

  constructor(readonly name: string) {}

  /** The code cells after a run on our kernel with these options. */
  run(...options: string[]): CodeCell[] {
    return this.start({}, options);
  }

  /** The code cells after a run on the stock tslab kernel. */
  runOnStock(): CodeCell[] {
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
    return this.start({ JUPYTER_PATH: jupyter }, ["--kernel", "stock"]);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private start(env: Record<string, string>, options: string[]): CodeCell[] {
    const out = join(this.folder, "out.ipynb");
    const cli = join(root, "dist", "cli", "main.js");
    const path = join(root, "notebooks", this.name);
    const { status, stderr } = spawnSync(
      process.execPath,
      [cli, "run", path, "-o", out, ...options],
      { encoding: "utf8", env: { ...plain, TIDEBOOK_LANGUAGE: "en", ...env } },
    );
    expect(status, stderr).toBe(0);
    const { cells } = parse(readFileSync(out, "utf8"), out);
    return cells.filter((cell): cell is CodeCell => cell.cell_type === "code");
  }
}

/** Outputs are the same bytes, those of volatile cells excepted. */
export function expectSame(cells: CodeCell[], others: CodeCell[]): void {
  expect(cells.map(({ id }) => id)).toEqual(others.map(({ id }) => id));
  for (const [i, cell] of cells.entries()) {
    const tidebook = cell.metadata["tidebook"] as { volatile?: boolean } | undefined;
    if (tidebook?.volatile === true) continue;
    expect(JSON.stringify(cell.outputs), cell.id).toBe(JSON.stringify(others[i]?.outputs));
  }
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
