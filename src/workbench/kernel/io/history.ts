/**
 * Executed input, across kernels: what `history_request` asks for, as pure functions over entries. Tail is
 * the newest n, range a stretch of one session, search a glob over all. Follows the messaging protocol; the
 * entries lie in `history-file.ts`.
 */
import type { Json, JsonObject } from "../../../base/mime.js";

export interface HistoryEntry {
  readonly session: number;
  readonly line: number;
  readonly input: string;
  /** The result's text, where there was one. */
  readonly output?: string;
}

/** Most entries in one reply. */
const mostEntries = 10_000;

/** The reply's `history`: `[session, line, input]`, or `[session, line, [input, output]]`. */
export function queryHistory(
  entries: readonly HistoryEntry[],
  session: number,
  content: JsonObject,
): Json[] {
  const count = (fallback: number) =>
    typeof content["n"] === "number" ? Math.max(0, content["n"]) : fallback;
  const selected = (() => {
    switch (content["hist_access_type"]) {
      case "range":
        return range(entries, session, content);
      case "search":
        return newest(search(entries, content), count(mostEntries));
      default:
        return newest(entries, count(1000));
    }
  })();
  return selected
    .slice(-mostEntries)
    .map(({ session: of, line, input, output }) => [
      of,
      line,
      content["output"] === true ? [input, output ?? null] : input,
    ]);
}

function newest(entries: readonly HistoryEntry[], count: number): readonly HistoryEntry[] {
  return count === 0 ? [] : entries.slice(-count);
}

/** `session` 0 is this one, negative ones count back; `start` to before `stop`. */
function range(
  entries: readonly HistoryEntry[],
  current: number,
  content: JsonObject,
): readonly HistoryEntry[] {
  const asked = typeof content["session"] === "number" ? content["session"] : 0;
  const session = asked > 0 ? asked : current + asked;
  const start = typeof content["start"] === "number" ? content["start"] : 0;
  const stop = typeof content["stop"] === "number" ? content["stop"] : Infinity;
  return entries.filter(
    (entry) => entry.session === session && entry.line >= start && entry.line < stop,
  );
}

function search(entries: readonly HistoryEntry[], content: JsonObject): readonly HistoryEntry[] {
  const pattern = globPattern(typeof content["pattern"] === "string" ? content["pattern"] : "*");
  const found = entries.filter((entry) => pattern.test(entry.input));
  if (content["unique"] !== true) return found;
  // Of equal inputs the newest stays, in its place.
  const last = new Map(found.map((entry, index) => [entry.input, index]));
  return found.filter((entry, index) => last.get(entry.input) === index);
}

/** SQLite's glob, as IPython uses it: `*`, `?` and `[…]`, over the whole input. */
export function globPattern(glob: string): RegExp {
  const source = glob.replace(
    /\[(\^?)([^\]]+)\]|[\\^$.|?*+()[\]{}]/g,
    (special, negated?: string, set?: string) => {
      if (set !== undefined) return `[${negated ?? ""}${set.replace(/[\\[]/g, "\\$&")}]`;
      return special === "*" ? "[^]*" : special === "?" ? "[^]" : `\\${special}`;
    },
  );
  return new RegExp(`^${source}$`, "u");
}
