/**
 * `tidebook report`: runs notebooks (or takes their stored outputs) and writes a site, or one file, that
 * can be read offline. A notebook that fails stops neither the others nor the report: its page shows the
 * error, and the command says so and exits with 1.
 */
import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { Command } from "commander";
import { folders } from "../base/paths.js";
import type { Notebook } from "../workbench/document/notebook.js";
import { codeLanguage, loadEngines } from "../workbench/report/engines.js";
import { findNotebooks, inReadingOrder } from "../workbench/report/find-notebooks.js";
import { duration } from "../workbench/report/footer.js";
import { reportFiles, type ReportEntry } from "../workbench/report/site.js";
import { writeReport, writeSingleFile } from "../workbench/report/write.js";
import type { ExecuteOptions } from "../workbench/runner/execute.js";
import { KernelError } from "../workbench/runner/error.js";
import { readNotebook } from "../workbench/runner/notebook-file.js";
import { CliError, type ExitCode } from "./error.js";
import { toReportOutput, type ReportOutput } from "./report-output.js";
import { toMs } from "./run-options.js";
import { progressView, type ProgressView } from "./run-progress.js";
import { stopOnSignals } from "./stop.js";

interface Flags {
  readonly output?: string;
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

const help = `
Examples:
  $ tidebook report                          run notebooks/ and write report/index.html
  $ tidebook report a.ipynb --single-file    run it and write a.html, one file to send
  $ tidebook report notebooks --no-execute   from stored outputs, without running anything

The notebooks of a folder come in the order of the sections that their first cells name, or of the numbers in
their names; one with "tidebook": {"front": true} in its metadata is the first page.

A report can be read offline: no page loads anything from elsewhere, and no script of a notebook runs in it.
HTML and SVG of notebooks that were not run here are sanitised as well. Tags hide-input, hide-output and
remove-cell fold or leave out cells.

Exit codes: 0 done, 1 a cell failed (its page shows the error), 2 usage or bad input, 3 a kernel could not
start or died, 130 stopped by Ctrl-C (no report is written).`;

/** The command, for the command line's front. */
export function reportCommand(): Command {
  return new Command("report")
    .description(
      "run notebooks and write a report of them: a site, or one file, that can be read offline",
    )
    .argument(
      "[notebook|folder...]",
      'notebooks, and folders of notebooks (default: "notebooks", else this folder)',
    )
    .option(
      "-o, --output <path>",
      "the report's folder (default: \"report\"); with --single-file a file NAME.html or a folder (default: the notebook's name with .html, in this folder)",
    )
    .option("--single-file", "one file that holds everything")
    .option("--no-execute", "show stored outputs; they are not trusted, so their HTML is sanitised")
    .option("--hide-code", "fold all code")
    .option("--title <text>", "the report's name")
    .option("--timeout <seconds>", "the longest that one cell may take")
    .option("--kernel <name>", "run with this kernel instead of the notebook's own")
    .addHelpText("after", help)
    .action(report);
}

async function report(names: readonly string[], flags: Flags): Promise<void> {
  const groups = findNotebooks(
    names.length > 0 ? names : [existsSync("notebooks") ? "notebooks" : "."],
  );
  const timeoutMs = toMs("--timeout", flags.timeout);
  const output = await toReportOutput(names, flags);
  const read: ReportEntry[] = [];
  for (const paths of groups) {
    const entries: ReportEntry[] = [];
    for (const path of paths)
      entries.push({ path, notebook: await readNotebook(path), executed: false });
    read.push(...inReadingOrder(entries));
  }
  const made = flags.execute
    ? await runAll(read, flags, timeoutMs)
    : read.map((entry) => ({ entry, exitCode: 0 as const }));
  if (made === undefined) return;
  const files = await reportFiles(
    made.map(({ entry }) => entry),
    {
      singleFile: flags.singleFile === true,
      hideCode: flags.hideCode === true,
      title: flags.title,
      cacheFolder: folders().cache,
      date: new Date(),
    },
  );
  console.log(write(files, output));
  const failed = made.filter(({ exitCode }) => exitCode !== 0);
  if (failed.length === 0) return;
  const notebooks = `${made.length} ${made.length === 1 ? "notebook" : "notebooks"}`;
  throw new CliError(
    `${failed.length} of ${notebooks} failed; the report shows the errors`,
    failed.some(({ exitCode }) => exitCode === 3) ? 3 : 1,
  );
}

/** Runs notebooks one after the other; undefined where the person stopped it: then nothing is written. */
async function runAll(
  entries: readonly ReportEntry[],
  flags: Flags,
  timeoutMs: number | undefined,
): Promise<Made[] | undefined> {
  void warmUp(entries.map(({ notebook }) => notebook));
  const stop = stopOnSignals();
  const view = progressView(process.stderr);
  const made: Made[] = [];
  try {
    for (const entry of entries) {
      const shared = {
        signal: stop.signal,
        ...(flags.kernel !== undefined && { kernelName: flags.kernel }),
        ...(timeoutMs !== undefined && { timeoutMs }),
      };
      const one = await run(entry, shared, view);
      if (stop.signal.aborted) {
        view.say("stopped; no report was written");
        process.exitCode = stop.signal.reason as number;
        return undefined;
      }
      made.push(one);
    }
  } finally {
    stop.release();
  }
  return made;
}

async function run(
  entry: ReportEntry,
  shared: Omit<ExecuteOptions, "cwd">,
  view: ProgressView,
): Promise<Made> {
  const { execute } = await import("../workbench/runner/execute.js");
  const { path, notebook } = entry;
  const name = relative(process.cwd(), path);
  view.start(name);
  try {
    const execution = await execute(notebook, {
      ...shared,
      path: name,
      cwd: dirname(path),
      onProgress: (progress) => view.update(name, progress),
    });
    const { error, durations, status } = execution;
    const ran = {
      path,
      notebook: execution.notebook,
      executed: true,
      durationMs: durations.totalMs,
    };
    if (error === undefined) {
      view.say(`${name}: ok in ${duration(durations.totalMs)}`);
      return { entry: ran, exitCode: 0 };
    }
    view.say(`tidebook: ${error.message}`);
    return {
      entry: { ...ran, failure: firstLine(error.message) },
      exitCode: status === "kernel-died" ? 3 : 1,
    };
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    view.say(`tidebook: ${error.message}`);
    return { entry: { ...entry, failure: firstLine(error.message) }, exitCode: 3 };
  } finally {
    view.end(name);
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
function write(files: ReadonlyMap<string, Buffer>, { kind, path }: ReportOutput): string {
  if (kind === "file") {
    writeSingleFile(files.get("index.html") as Buffer, path);
    return path;
  }
  writeReport(files, path);
  return join(path, "index.html");
}

const firstLine = (text: string): string => text.split("\n")[0] ?? "";
