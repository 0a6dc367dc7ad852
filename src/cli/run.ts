/**
 * `tidebook run`: executes notebooks, one after the other or several at once, and says how each went. Reads
 * the notebook, runs it, writes it where asked (also when a cell failed or Ctrl-C came), reports. What the
 * words mean is in run-options, what is said in run-result, how it is shown in run-progress.
 */
import { dirname, resolve } from "node:path";
import { Command, Option } from "commander";
import { InputError } from "../base/check.js";
import { KernelError } from "../workbench/runner/error.js";
import { execute, type ExecuteOptions } from "../workbench/runner/execute.js";
import { readNotebook, writeNotebook } from "../workbench/runner/notebook-file.js";
import { readParameters, toDestinations, toMs } from "./run-options.js";
import { progressView, type ProgressView } from "./run-progress.js";
import { exitCodeOf, notRunResult, ranResult, resultLine, type RunResult } from "./run-result.js";
import { stopOnSignals } from "./stop.js";
import { toCount } from "./values.js";

interface Options {
  output?: string;
  inplace?: boolean;
  param: string[];
  params?: string;
  timeout?: string;
  startupTimeout?: string;
  allowErrors?: boolean;
  jobs: string;
  kernel?: string;
  json?: boolean;
}

const help = `
Without -o or --inplace nothing is written: the command only says whether every cell runs.
A notebook is written also when a cell failed, with the outputs up to there.

Parameters: a code cell tagged "parameters" declares them, like  let seed: number = 7
Values are JSON, or bare text where the type takes text; on our kernel they are checked against the
declared types before anything runs. They stand in a cell tagged "injected-parameters" after it.

A notebook whose name starts with "-" goes after "--":  tidebook run -- -odd.ipynb

Cell tags: raises-exception (an error is expected), skip-execution, parameters.

Examples:
  $ tidebook run analysis.ipynb                              does every cell run?
  $ tidebook run analysis.ipynb -o done.ipynb                keep the outputs in another file
  $ tidebook run *.ipynb --inplace -j 2                      refresh all, two at a time
  $ tidebook run analysis.ipynb -p seed=8 -p model=cbow      other values for this run
  $ tidebook run analysis.ipynb --params values.json         the same from a file: {"seed": 8}
  $ tidebook run analysis.ipynb --timeout 60 --json          one JSON object for each notebook

--json prints, for each notebook on a line of its own: path, status ("ok", "error", "timeout",
"interrupted", "bad-input", "not-written", "kernel-not-started", "kernel-died"), output, kernel,
cells (total, ok, failed, allowedErrors, skipped, notRun), failedCell (cell, id, executionCount,
source, ename, evalue, traceback; or null), error (the message; or null), durations (totalMs,
startupMs, cells), notes.

Exit codes: 0 done, 1 a cell failed, 2 usage or bad input, 3 the kernel could not start or died,
130 stopped by Ctrl-C (what was run is written where -o or --inplace says so).`;

const collect = (value: string, earlier: string[]) => [...earlier, value];

/** The command, for the program's front. */
export function runCommand(): Command {
  return new Command("run")
    .description("run notebooks from top to bottom, without a browser")
    .argument("<notebooks...>", "notebook files (.ipynb)")
    .option("-o, --output <path>", "write to this file, or into this folder")
    .option("--inplace", "write each notebook back to its own file")
    .addOption(
      new Option("-p, --param <name=value>", "set a parameter; may be repeated")
        .argParser(collect)
        .default([], "those of the notebook"),
    )
    .option("--params <file.json>", "set parameters from a JSON object")
    .option("--timeout <seconds>", "longest time for one cell (default: no limit)")
    .option("--startup-timeout <seconds>", "longest time for the kernel to get ready (default: 60)")
    .option("--allow-errors", "run on after a cell has failed")
    .option("-j, --jobs <n>", "run so many notebooks at once", "1")
    .option("--kernel <name>", "use this kernelspec instead of the notebook's own")
    .option("--json", "print one JSON object for each notebook")
    .addHelpText("after", help)
    .action(async (notebooks: string[], options: Options) => {
      process.exitCode = await run(notebooks, options);
    });
}

async function run(notebooks: readonly string[], options: Options): Promise<number> {
  const jobs = toCount("--jobs", options.jobs);
  const timeoutMs = toMs("--timeout", options.timeout);
  const startupTimeoutMs = toMs("--startup-timeout", options.startupTimeout);
  const parameters = await readParameters(options.param, options.params);
  const destinations = await toDestinations(notebooks, options.output, options.inplace === true);
  const stop = stopOnSignals();
  const view = progressView(process.stderr);
  const shared: Omit<ExecuteOptions, "cwd"> = {
    parameters,
    signal: stop.signal,
    allowErrors: options.allowErrors === true,
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(startupTimeoutMs !== undefined && { startupTimeoutMs }),
    ...(options.kernel !== undefined && { kernelName: options.kernel }),
  };
  const results: RunResult[] = [];
  const queue = [...notebooks.entries()];
  const worker = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [index, path] = next;
      const result = await runOne(path, destinations[index], shared, view);
      results[index] = result;
      say(result, options.json === true, view);
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, notebooks.length) }, worker));
  stop.release();
  return stop.signal.aborted ? (stop.signal.reason as number) : exitCodeOf(results);
}

async function runOne(
  path: string,
  destination: string | undefined,
  shared: Omit<ExecuteOptions, "cwd">,
  view: ProgressView,
): Promise<RunResult> {
  if (wasStopped(shared.signal))
    return notRunResult(path, "interrupted", `${path}: stopped before it was run`);
  let result: RunResult | undefined;
  try {
    const notebook = await readNotebook(path);
    view.start(path);
    const execution = await execute(notebook, {
      ...shared,
      path,
      cwd: dirname(resolve(path)),
      onProgress: (progress) => view.update(path, progress),
    });
    result = ranResult(path, execution, null);
    if (destination === undefined) return result;
    await writeNotebook(destination, execution.notebook);
    return { ...result, output: destination };
  } catch (error) {
    if (!(error instanceof KernelError) && !(error instanceof InputError)) throw error;
    const otherwise = wasStopped(shared.signal) ? "interrupted" : "kernel-not-started";
    const unusable = result === undefined ? "bad-input" : "not-written";
    const status = error instanceof InputError ? unusable : otherwise;
    const message = result?.error == null ? error.message : `${result.error}\n${error.message}`;
    return { ...(result ?? notRunResult(path, status, "")), status, error: message };
  } finally {
    view.end(path);
  }
}

const wasStopped = (signal: AbortSignal | undefined) => signal?.aborted === true;

function say(result: RunResult, isJson: boolean, view: ProgressView): void {
  if (result.error !== null) view.say(`tidebook: ${result.error}`);
  if (isJson) process.stdout.write(`${JSON.stringify(result)}\n`);
  else view.say(resultLine(result));
}
