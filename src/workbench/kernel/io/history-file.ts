/**
 * Where history lies: one file of JSON lines per session in the history folder, named by its number. A
 * session takes its number by creating the file exclusively, so kernels that start together never share
 * one, and only one process ever appends to a file. `TIDEBOOK_HISTORY=off` keeps it all in memory.
 */
import { appendFile, open, readdir, readFile, unlink } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder } from "../../../base/folder.js";
import type { HistoryEntry } from "./history.js";

/** Sessions kept on disk. */
const mostSessions = 1000;

export class History {
  readonly #folder: string | undefined;
  readonly #own: HistoryEntry[] = [];
  #session: Promise<number> | undefined;
  #writes: Promise<unknown> = Promise.resolve();

  /** Without a folder nothing is written or read. */
  constructor(folder: string | undefined) {
    this.#folder = folder;
  }

  /** Remembers an executed cell. */
  add(line: number, input: string, output: string | undefined): void {
    this.#session ??= this.#open();
    const session = this.#session;
    this.#writes = this.#writes.then(async () => {
      const entry = {
        session: await session,
        line,
        input,
        ...(output === undefined ? {} : { output }),
      };
      this.#own.push(entry);
      if (this.#folder === undefined) return;
      await appendFile(this.#file(entry.session), `${JSON.stringify(entry)}\n`).catch(() => {});
    });
  }

  /** This session's number, and all entries from oldest to newest. */
  async entries(): Promise<{
    readonly session: number;
    readonly entries: readonly HistoryEntry[];
  }> {
    await this.#writes;
    const numbers = await this.#numbers();
    const session = await (this.#session ?? (numbers.at(-1) ?? 0) + 1);
    const earlier: HistoryEntry[] = [];
    for (const number of numbers) {
      if (number !== session) earlier.push(...(await this.#read(number)));
    }
    return { session, entries: [...earlier, ...this.#own] };
  }

  /** Resolves when all is on disk. */
  async written(): Promise<void> {
    await this.#writes;
  }

  async #open(): Promise<number> {
    if (this.#folder === undefined) return 1;
    try {
      makeFolder(this.#folder, 0o700);
      const numbers = await this.#numbers();
      for (const old of numbers.slice(0, -mostSessions))
        await unlink(this.#file(old)).catch(() => {});
      for (let number = (numbers.at(-1) ?? 0) + 1; ; number += 1) {
        try {
          await (await open(this.#file(number), "wx", 0o600)).close();
          return number;
        } catch (problem) {
          if ((problem as NodeJS.ErrnoException).code !== "EEXIST") throw problem;
        }
      }
    } catch {
      // An unwritable folder costs the history, not the cells.
      return 1;
    }
  }

  async #numbers(): Promise<number[]> {
    if (this.#folder === undefined) return [];
    const names = await readdir(this.#folder).catch(() => [] as string[]);
    return names
      .flatMap((name) => (/^\d+\.jsonl$/.test(name) ? [Number.parseInt(name, 10)] : []))
      .sort((a, b) => a - b);
  }

  async #read(session: number): Promise<HistoryEntry[]> {
    const text = await readFile(this.#file(session), "utf8").catch(() => "");
    return text.split("\n").flatMap((line) => {
      try {
        const entry = JSON.parse(line) as HistoryEntry;
        return typeof entry.input === "string" && typeof entry.line === "number"
          ? [{ ...entry, session }]
          : [];
      } catch {
        return [];
      }
    });
  }

  #file(session: number): string {
    return join(this.#folder!, `${String(session).padStart(6, "0")}.jsonl`);
  }
}
