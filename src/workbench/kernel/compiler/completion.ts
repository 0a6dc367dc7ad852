/**
 * Completions as the contract gives them, from what tslab's converter and the compiler found: the names
 * that go on with what is written, with their kinds, and with signatures for as many as a moment allows.
 */
import type { CompletionInfo } from "tslab/dist/converter.js";

import { cellPrefix } from "./cell-program.js";
import type { Completion, Completions } from "./contract.js";
import { ts } from "./typescript.js";

/** Signatures are a courtesy: after this long the other items go without. */
const signatureBudgetMs = 150;

interface Place {
  readonly source: string;
  readonly offset: number;
  readonly shift: number;
  readonly cell: ts.SourceFile;
  readonly checker: ts.TypeChecker;
}

type Entry = ts.CompletionEntry & { readonly symbol?: ts.Symbol };

export function toCompletions(info: CompletionInfo, place: Place): Completions {
  const entries = (info.original?.entries ?? []) as readonly Entry[];
  const [start, end] = rangeOf(info, entries, place);
  const written = place.source.slice(start, Math.max(start, place.offset));
  const deadline = performance.now() + signatureBudgetMs;
  const items = matching(entries, written).map((entry): Completion => {
    const signature = performance.now() < deadline ? signatureOf(entry.symbol, place) : undefined;
    return {
      text: entry.name,
      kind: entry.kind,
      ...(signature === undefined ? {} : { signature }),
    };
  });
  return { start, end, items };
}

/** What an item replaces: the word at the cursor, or inside a string what the compiler says. */
function rangeOf(
  info: CompletionInfo,
  entries: readonly Entry[],
  { source, offset, shift }: Place,
): [start: number, end: number] {
  const span = entries.find((entry) => entry.replacementSpan !== undefined)?.replacementSpan;
  const clamp = (position: number) => Math.max(0, Math.min(source.length, position - shift));
  if (span === undefined) {
    // Inside a string, and on a keyword, the converter sees no word.
    const word = /[\p{ID_Continue}$]*$/u.exec(source.slice(0, offset))?.[0] ?? "";
    return info.start === info.end
      ? [offset - word.length, offset]
      : [clamp(info.start), clamp(info.end)];
  }
  const start = span.start - cellPrefix.length;
  return [clamp(start), clamp(start + span.length)];
}

/** The entries that begin as written; failing that, in any case of letters; failing that, that contain it. */
function matching(entries: readonly Entry[], written: string): readonly Entry[] {
  const lower = written.toLowerCase();
  const tests: ((name: string) => boolean)[] = [
    (name) => name.startsWith(written),
    (name) => name.toLowerCase().startsWith(lower),
    (name) => name.toLowerCase().includes(lower),
  ];
  for (const test of tests) {
    const found = entries.filter((entry) => test(entry.name));
    if (found.length > 0) return [...found].sort(bySortText);
  }
  return [];
}

function bySortText(a: Entry, b: Entry): number {
  if (a.sortText !== b.sortText) return a.sortText < b.sortText ? -1 : 1;
  return a.name === b.name ? 0 : a.name < b.name ? -1 : 1;
}

function signatureOf(symbol: ts.Symbol | undefined, { checker, cell }: Place): string | undefined {
  if (symbol === undefined) return undefined;
  try {
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    if ((target.flags & ts.SymbolFlags.Value) === 0) return undefined;
    const type = checker.getTypeOfSymbolAtLocation(target, cell);
    const [call] = type.getCallSignatures();
    return call === undefined ? checker.typeToString(type) : checker.signatureToString(call);
  } catch {
    return undefined;
  }
}
