/**
 * Where `tidebook report` writes: a folder, or one file. Settled before a notebook runs, with all that can be seen of
 * what would keep it from being written, so that no run is wasted. Left out: the writing (`report/write.ts`).
 */
import { existsSync } from "node:fs";
import { open, stat } from "node:fs/promises";
import { basename, dirname, extname, join, resolve } from "node:path";
import { complaint, quote } from "../base/check.js";
import { fileReason, findObstacle } from "../base/file.js";
import { CliError } from "./error.js";

/** A folder that holds the report's files, or the one file that is the report. */
export interface ReportOutput {
  readonly kind: "folder" | "file";
  readonly path: string;
}

interface Flags {
  readonly output?: string;
  readonly singleFile?: true;
}

/**
 * Where the report of some notebooks goes.
 *
 * @throws CliError where it cannot be written there, or the name that nobody chose is that of another file.
 */
export async function toReportOutput(
  names: readonly string[],
  { output, singleFile }: Flags,
): Promise<ReportOutput> {
  const chosen = output ?? (singleFile === true ? usualName(names) : "report");
  const found = await stat(chosen).catch(() => undefined);
  const isPage = extname(chosen).toLowerCase() === ".html" && found?.isDirectory() !== true;
  if (isPage && singleFile !== true)
    throw new CliError(
      complaint("--output", chosen, "a folder", "--single-file writes one file"),
      2,
    );
  if (isPage && output === undefined && found !== undefined && !(await isReport(chosen))) {
    const rule = "no such file or an earlier report";
    throw new CliError(complaint("report", chosen, rule, "name another file with -o"), 2);
  }
  const obstacle = await obstacleTo(isPage ? chosen : join(chosen, "index.html"));
  if (obstacle !== undefined) {
    const reason = `cannot write the report to ${quote(chosen)}: ${fileReason(obstacle)}`;
    throw new CliError(`${reason}; nothing was run`, 2);
  }
  return { kind: isPage ? "file" : "folder", path: chosen };
}

/** The name of the one notebook or folder that was named, in this folder. */
function usualName(names: readonly string[]): string {
  const [name] = names;
  const title = names.length === 1 ? basename(resolve(name as string), ".ipynb") : "";
  return `${title === "" ? "report" : title}.html`;
}

/** Whether a file is a page of ours, which a new one may replace. */
async function isReport(path: string): Promise<boolean> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
      return buffer
        .toString("utf8", 0, bytesRead)
        .includes('<meta name="generator" content="tidebook">');
    } finally {
      await file.close();
    }
  } catch {
    return false;
  }
}

/** What keeps a file from being written, folders above it that are not there yet left out. */
async function obstacleTo(path: string): Promise<unknown> {
  let folder = dirname(resolve(path));
  let name = basename(path);
  while (!existsSync(folder) && dirname(folder) !== folder) {
    name = basename(folder);
    folder = dirname(folder);
  }
  return await findObstacle(join(folder, name));
}
