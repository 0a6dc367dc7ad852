/**
 * The text that the word2vec bench trains on: the file that CORPUS names (plain or .zst), else gut100 where it
 * lies beside the project (../shared/data/corpus), else text drawn here by Zipf's law, good for speed only.
 * MEGABYTES cuts it, at a line's end.
 */
import { execFileSync } from "node:child_process";
import {
  closeSync,
  existsSync,
  openSync,
  readSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { basename, join } from "node:path";
import { AliasTable } from "../../src/base/alias-table.js";
import { Random } from "../../src/base/random.js";

export interface BenchCorpus {
  readonly path: string;
  readonly bytes: number;
  /** What stands between spaces and line ends. */
  readonly words: number;
  /** What it is, for the head of the tables. */
  readonly name: string;
  /** Whether vectors of it mean anything. */
  readonly isText: boolean;
}

const million = 1_000_000;
const beside = join(import.meta.dirname, "..", "..", "..", "shared", "data", "corpus");

/** Finds or makes the corpus in `folder`. */
export function findCorpus(folder: string): BenchCorpus {
  const given = process.env["CORPUS"];
  const known = join(beside, "gut100.txt.zst");
  const source = given ?? (existsSync(known) ? known : undefined);
  const limit = Number(process.env["MEGABYTES"] ?? Infinity) * million;
  if (source === undefined) return authored(folder, Math.min(limit, 20 * million));
  let path = source;
  if (source.endsWith(".zst")) {
    path = join(folder, basename(source, ".zst"));
    execFileSync("zstd", ["-q", "-d", source, "-o", path]);
  }
  const name = basename(path);
  if (statSync(path).size > limit) path = repeated(path, join(folder, "cut.txt"), limit);
  const bytes = statSync(path).size;
  return {
    path,
    bytes,
    words: countWords(path),
    name: `${name}, ${megabytes(bytes)} MB`,
    isText: true,
  };
}

export function megabytes(bytes: number): string {
  return (bytes / million).toFixed(bytes < 10 * million ? 1 : 0);
}

function countWords(path: string): number {
  const input = openSync(path, "r");
  const buffer = Buffer.allocUnsafe(4 * million);
  let words = 0;
  let isBetween = true;
  for (;;) {
    const read = readSync(input, buffer);
    if (read === 0) break;
    for (let i = 0; i < read; i += 1) {
      const isSpace = buffer[i]! <= 32;
      if (isBetween && !isSpace) words += 1;
      isBetween = isSpace;
    }
  }
  closeSync(input);
  return words;
}

/** Writes a text of about so many bytes to `to`: the head of a corpus, or the corpus again and again. */
export function repeated(from: string, to: string, bytes: number): string {
  const [input, output] = [openSync(from, "r"), openSync(to, "w")];
  const buffer = Buffer.allocUnsafe(4 * million);
  for (let written = 0, place = 0; written < bytes;) {
    const read = readSync(input, buffer, 0, Math.min(buffer.length, bytes - written), place);
    place = read < buffer.length && written + read < bytes ? 0 : place + read;
    // The last piece ends with its last whole line.
    const end = written + read >= bytes ? buffer.lastIndexOf(10, read - 1) + 1 : read;
    writeSync(output, buffer, 0, end);
    written += read;
  }
  closeSync(input);
  closeSync(output);
  return to;
}

/** Lines of 60 made-up words each, drawn with a seed from 50,000 by Zipf's law. */
function authored(folder: string, bytes: number): BenchCorpus {
  const random = new Random(1);
  const letters = "etaoinshrdlu";
  const words = Array.from({ length: 50_000 }, (_, i) =>
    i
      .toString(letters.length)
      .replace(/./g, (digit) => letters[parseInt(digit, letters.length)]!)
      .padStart(3, "a"),
  );
  const table = new AliasTable(words.map((_, i) => 1 / (i + 1)));
  const lines: string[] = [];
  for (let written = 0; written < bytes;) {
    const line = Array.from({ length: 60 }, () => words[table.draw(random)]).join(" ");
    lines.push(line);
    written += line.length + 1;
  }
  const path = join(folder, "zipf.txt");
  writeFileSync(path, `${lines.join("\n")}\n`);
  const name = `text drawn by Zipf's law, ${megabytes(bytes)} MB (no real corpus found: CORPUS names one)`;
  return { path, bytes: statSync(path).size, words: 60 * lines.length, name, isText: false };
}
