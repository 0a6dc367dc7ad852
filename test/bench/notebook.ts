/**
 * A notebook of 100 distinct cells as a whole process: our `run`, and the same through Debian's nbconvert
 * with ipykernel and with stock tslab; then what our `report` adds to the run.
 */
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface ProcessFigures extends Record<string, number> {
  "whole process, s": number;
}

const cells = 100;

/** The notebook for a kernel; `line` gives the i-th cell. */
function notebook(kernel: string, language: string, line: (i: number) => string): string {
  return JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { name: kernel, display_name: kernel, language } },
    cells: Array.from({ length: cells }, (_, i) => ({
      cell_type: "code",
      id: `cell-${i}`,
      metadata: {},
      execution_count: null,
      outputs: [],
      source: line(i),
    })),
  });
}

export async function measureProcess(
  command: readonly string[],
  kernel: string,
  language: string,
  line: (i: number) => string,
  env: Record<string, string> = {},
): Promise<ProcessFigures> {
  const folder = await mkdtemp(join(tmpdir(), "tidebook-bench-"));
  try {
    await writeFile(join(folder, "hundred.ipynb"), notebook(kernel, language, line));
    const [program, ...rest] = command;
    const started = performance.now();
    const code = await new Promise<number | null>((resolve, reject) =>
      spawn(program!, rest, { cwd: folder, env: { ...process.env, ...env }, stdio: "ignore" })
        .once("error", reject)
        .once("exit", resolve),
    );
    if (code !== 0) throw new Error(`${command.join(" ")}: exit ${code}; expected 0`);
    return { "whole process, s": (performance.now() - started) / 1000 };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
