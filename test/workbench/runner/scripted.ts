/** Tests' own kernels: kernelspecs of the scripted kernel in a temporary folder on Jupyter's path. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Cell, CodeCell, Notebook, Output } from "../../../src/workbench/document/notebook.js";

const program = fileURLToPath(
  new URL("../../fixtures/runner/scripted-kernel.mjs", import.meta.url),
);

/** Makes the specs and puts their folder first on `JUPYTER_PATH`; returns the folder and how to undo it. */
export function scriptedKernels(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "tidebook-specs-"));
  const before = process.env["JUPYTER_PATH"];
  const spec = (name: string, argv: string[], more: object = {}) => {
    mkdirSync(join(folder, "kernels", name), { recursive: true });
    const content = {
      argv,
      display_name: `Scripted (${name})`,
      language: "scripted",
      interrupt_mode: "message",
      ...more,
    };
    writeFileSync(join(folder, "kernels", name, "kernel.json"), JSON.stringify(content));
  };
  const argv = (...mode: string[]) => [process.execPath, program, "{connection_file}", ...mode];
  spec("scripted", argv(), { env: { SCRIPTED_HOME: "${SCRIPTED_BASE}/home" } });
  spec("scripted-signal", argv(), { interrupt_mode: "signal" });
  spec("scripted-python", argv(), { language: "python" });
  spec("scripted-stays", argv(), { env: { SCRIPTED_STAYS: "1" } });
  spec("dies", argv("dies"), { language: "faulty" });
  spec("mute", argv("mute"), { language: "faulty" });
  spec("race", argv("race", join(folder, "raced")), { language: "faulty" });
  spec("no-program", [join(folder, "no-such-program"), "{connection_file}"], {
    language: "faulty",
  });
  process.env["JUPYTER_PATH"] = folder;
  return {
    folder,
    remove: () => {
      if (before === undefined) delete process.env["JUPYTER_PATH"];
      else process.env["JUPYTER_PATH"] = before;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A code cell; its id is `a` to `z` by its place in `notebookOf`. */
export const code = (source: string, tags?: string[]): CodeCell => ({
  cell_type: "code",
  id: "",
  metadata: tags === undefined ? {} : { tags },
  source,
  execution_count: null,
  outputs: [],
});

export function notebookOf(kernel: string, ...cells: (string | Cell)[]): Notebook {
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { name: kernel, display_name: kernel } },
    cells: cells.map((cell, index) => ({
      ...(typeof cell === "string" ? code(cell) : cell),
      id: String.fromCharCode(97 + index),
    })),
  };
}

/** A cell's outputs as short texts: `stdout: a`, `error: E: v`, `display_data: x`. */
export function outputsOf(cell: Cell | undefined): string[] {
  if (cell?.cell_type !== "code") return [];
  return cell.outputs.map((output: Output) => {
    switch (output.output_type) {
      case "stream":
        return `${output.name}: ${output.text}`;
      case "error":
        return `error: ${output.ename}: ${output.evalue}`;
      default:
        return `${output.output_type}: ${String(output.data["text/plain"])}`;
    }
  });
}
