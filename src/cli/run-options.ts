/**
 * The words after `tidebook run` as values: numbers, parameters, and where each notebook is written. All
 * that can be wrong with them is found here, before a kernel starts.
 */
import { realpath, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { complaint, InputError } from "../base/check.js";
import { fileReason, findObstacle, readText } from "../base/file.js";
import { makeFolder } from "../base/folder.js";
import { parseJson } from "../workbench/document/json.js";
import type { ParameterValues } from "../workbench/runner/parameters.js";
import { CliError } from "./error.js";

/** Timers hold no more than 2^31 milliseconds. */
const maxSeconds = 2_000_000;

/** A positive number of seconds as milliseconds. */
export function toMs(option: string, seconds: string | undefined): number | undefined {
  if (seconds === undefined) return undefined;
  const value = Number(seconds);
  if (seconds.trim() === "" || !(value > 0) || value > maxSeconds) {
    const rule = `a number of seconds above 0, at most ${maxSeconds}`;
    throw new CliError(complaint(option, seconds, rule), 2);
  }
  return value * 1000;
}

/** Parameters from `--params FILE.json`, then those of `-p name=value`, which win. */
export async function readParameters(
  pairs: readonly string[],
  file: string | undefined,
): Promise<ParameterValues> {
  const values: Record<string, ParameterValues[string]> = {};
  if (file !== undefined) {
    const text = await readText(file);
    let read: unknown;
    try {
      read = parseJson(text);
    } catch (error) {
      throw new InputError(`${file}, ${(error as Error).message} (not JSON)`, { cause: error });
    }
    if (typeof read !== "object" || read === null || Array.isArray(read)) {
      throw new InputError(complaint(file, read, 'a JSON object like {"seed": 8}'));
    }
    for (const [name, json] of Object.entries(read)) values[name] = { json };
  }
  for (const pair of pairs) {
    const at = pair.indexOf("=");
    if (at < 1) throw new CliError(complaint("parameter", pair, "name=value"), 2);
    values[pair.slice(0, at)] = { text: pair.slice(at + 1) };
  }
  return values;
}

/**
 * Where each notebook goes; undefined where nothing is written. Makes the folder of `-o DIR`, and fails
 * before the run where the file could not be written after it.
 */
export async function toDestinations(
  notebooks: readonly string[],
  output: string | undefined,
  inPlace: boolean,
): Promise<(string | undefined)[]> {
  if (output !== undefined && inPlace)
    throw new CliError("both -o and --inplace; expected one of them", 2);
  const destinations = inPlace ? [...notebooks] : await outputs(notebooks, output);
  const taken = new Map<string, string>();
  for (const [index, destination] of destinations.entries()) {
    if (destination === undefined) continue;
    const file = await realpath(destination).catch(() => resolve(destination));
    const earlier = taken.get(file);
    if (earlier !== undefined) {
      const both = `${JSON.stringify(earlier)} and ${JSON.stringify(notebooks[index])}`;
      throw new CliError(
        `output ${JSON.stringify(destination)}: for both ${both}; expected one notebook for each file`,
        2,
      );
    }
    taken.set(file, notebooks[index]!);
    const obstacle = await findObstacle(destination);
    if (obstacle === undefined) continue;
    throw new InputError(
      `cannot write ${JSON.stringify(destination)}: ${fileReason(obstacle)}; nothing was run`,
      { cause: obstacle },
    );
  }
  return destinations;
}

async function outputs(
  notebooks: readonly string[],
  output: string | undefined,
): Promise<(string | undefined)[]> {
  if (output === undefined) return notebooks.map(() => undefined);
  const found = await stat(output).catch(() => undefined);
  const isFolder =
    found?.isDirectory() ??
    (/[/\\]$/.test(output) || (notebooks.length > 1 && !output.endsWith(".ipynb")));
  if (!isFolder) {
    if (notebooks.length === 1) return [output];
    throw new CliError(complaint("-o", output, `a folder for ${notebooks.length} notebooks`), 2);
  }
  try {
    makeFolder(resolve(output));
  } catch (error) {
    throw new InputError(
      `cannot make folder ${JSON.stringify(output)}: ${fileReason(error)}; nothing was run`,
      { cause: error },
    );
  }
  return notebooks.map((notebook) => join(output, basename(notebook)));
}
