/**
 * `tidebook report`: runs notebooks (or takes their stored outputs) and writes a site, or one file, that
 * can be read offline. A notebook that fails stops neither the others nor the report: its page shows the
 * error, and the command says so and exits with 1.
 */
import { existsSync } from "node:fs";
import { dirname, extname, join, relative } from "node:path";
import { Command } from "commander";
import { folders } from "../base/paths.js";
import type { Notebook } from "../workbench/document/notebook.js";
import { codeLanguage, loadEngines } from "../workbench/report/engines.js";
import { findNotebooks } from "../workbench/report/find-notebooks.js";
import { duration } from "../workbench/report/footer.js";
import { reportFiles, type ReportEntry } from "../workbench/report/site.js";
import { writeReport, writeSingleFile } from "../workbench/report/write.js";
import { KernelError } from "../workbench/runner/error.js";
import { readNotebook } from "../workbench/runner/notebook-file.js";
import { CliError, type ExitCode } from "./error.js";

interface Flags {
  readonly output: string;
  readonly singleFile?: true;
  readonly execute: boolean;
  readonly hideCode?: true;
  readonly title?: string;
  readonly kernel?: string;
  readonly timeout?: string;
}

/** A notebook's part of the report, and the exit code that it asks for. */
interface Made {
  readonly entry: ReportEntry;
  readonly exitCode: 0 | ExitCode;
}

/** The command, for the command line's front. */
export function reportCommand(): Command {
  return new Command("report")
    .description(
      "Run notebooks and write a report of them: a site, or one file, that can be read offline.",
    )
    .argument(
      "[notebook|folder...]",
      'notebooks, and folders of notebooks (default: "notebooks", else this folder)',
    )
    .option(
      "-o, --output <path>",
      "the report's folder; with --single-file also a file name.html",
      "report",
    )
    .option("--single-file", "one file that holds everything")
    .option("--no-execute", "show stored outputs; they are not trusted, so their HTML is sanitised")
    .option("--hide-code", "fold all code")
    .option("--title <text>", "the report's name")
    .option("--timeout <seconds>", "the longest that one cell may take")
    .option("--kernel <name>", "run with this kernel instead of the notebook's own")
    .action(report);
}

async function report(names: readonly string[], flags: Flags): Promise<void> {
  const paths = findNotebooks(
    names.length > 0 ? names : [existsSync("notebooks") ? "notebooks" : "."],
  );
  const timeoutMs = toTimeout(flags.timeout);
  const read = [];
  for (const path of paths) read.push({ path, notebook: await readNotebook(path) });
  if (flags.execute) void warmUp(read.map(({ notebook }) => notebook));
  const made: Made[] = [];
  for (const { path, notebook } of read) {
    if (flags.execute) made.push(await run(path, notebook, flags, timeoutMs));
    else made.push({ entry: { path, notebook, executed: false }, exitCode: 0 });
  }
  const options = {
    singleFile: flags.singleFile === true,
    hideCode: flags.hideCode === true,
    title: flags.title,
    cacheFolder: folders().cache,
    date: new Date(),
  };
  const files = await reportFiles(
    made.map(({ entry }) => entry),
    options,
  );
  console.log(write(files, flags));
  const failed = made.filter(({ exitCode }) => exitCode !== 0);
  if (failed.length > 0) {
    const exitCode = failed.some((one) => one.exitCode === 3) ? 3 : 1;
    throw new CliError(
      `${failed.length} of ${made.length} notebooks failed; their pages show the errors`,
      exitCode as ExitCode,
    );
  }
}

async function run(
  path: string,
  notebook: ReportEntry["notebook"],
  flags: Flags,
  timeoutMs: number | undefined,
): Promise<Made> {
  const { execute } = await import("../workbench/runner/execute.js");
  const name = relative(process.cwd(), path);
  const began = performance.now();
  const line = progressLine(name);
  try {
    const execution = await execute(notebook, {
      path: name,
      cwd: dirname(path),
      ...(flags.kernel !== undefined && { kernelName: flags.kernel }),
      ...(timeoutMs !== undefined && { timeoutMs }),
      onProgress: (progress) => {
        if (progress.step === "start" || progress.step === "end")
          line.update(progress.done, progress.total);
      },
    });
    const durationMs = execution.durations.totalMs;
    line.end(execution.error === undefined ? `done in ${duration(durationMs)}` : "failed");
    const entry = { path, notebook: execution.notebook, executed: true, durationMs };
    if (execution.error === undefined) return { entry, exitCode: 0 };
    console.error(execution.error.message);
    const failure = firstLine(execution.error.message);
    return { entry: { ...entry, failure }, exitCode: execution.status === "kernel-died" ? 3 : 1 };
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    line.end("failed");
    console.error(error.message);
    const durationMs = performance.now() - began;
    return {
      entry: { path, notebook, executed: false, durationMs, failure: firstLine(error.message) },
      exitCode: 3,
    };
  }
}

/** Loads grammars while the kernel starts: afterwards drawing begins at once. */
async function warmUp(notebooks: readonly Notebook[]): Promise<void> {
  try {
    const { highlight } = await loadEngines(notebooks);
    for (const notebook of notebooks) {
      const code = notebook.cells.find(({ cell_type }) => cell_type === "code");
      highlight(code?.source.slice(0, 500) ?? "", codeLanguage(notebook));
    }
  } catch {
    // What is wrong will be said when the report is drawn.
  }
}

/** Writes the files and returns the path to print. */
function write(files: ReadonlyMap<string, Buffer>, flags: Flags): string {
  if (flags.singleFile === true && extname(flags.output).toLowerCase() === ".html") {
    writeSingleFile(files.get("index.html") as Buffer, flags.output);
    return flags.output;
  }
  writeReport(files, flags.output);
  return join(flags.output, "index.html");
}

/** A line that counts cells on a terminal, and one plain line elsewhere. */
function progressLine(name: string): {
  update(done: number, total: number): void;
  end(text: string): void;
} {
  const { stderr } = process;
  return {
    update(done, total) {
      if (!stderr.isTTY) return;
      const filled = total === 0 ? 0 : Math.round((done / total) * 20);
      stderr.write(
        `\r\u001b[K${name}  ${"█".repeat(filled)}${"░".repeat(20 - filled)}  ${done}/${total}`,
      );
    },
    end(text) {
      stderr.write(`${stderr.isTTY ? "\r\u001b[K" : ""}${name}: ${text}\n`);
    },
  };
}

function toTimeout(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (!(seconds > 0))
    throw new CliError(`timeout: "${text}"; expected a number of seconds above 0`, 2);
  return seconds * 1_000;
}

const firstLine = (text: string): string => text.split("\n")[0] ?? "";
