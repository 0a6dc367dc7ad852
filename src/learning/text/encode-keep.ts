/**
 * Corpora in numbers that are kept between runs, each in a folder named after what it was made of: the files' paths,
 * sizes and times, and the program that splits words. A folder appears whole, by renaming; one that does not hold
 * what it should is not used and goes away, and so do the oldest when all together are too large.
 */
import { createHash } from "node:crypto";
import {
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import type { WordList } from "./encode-merge.js";
import { binary } from "./token-binary.js";
import type { TokenFile, TokenFolder } from "./token-files.js";

/** What tells a file's content apart from an earlier one under the same path. */
export interface SeenFile {
  readonly path: string;
  readonly size: number;
  readonly modifiedNs: bigint;
  readonly changedNs: bigint;
}

/** A stretch of a corpus in the file of a thread. */
export interface ThreadPart {
  readonly thread: number;
  readonly start: number;
  readonly length: number;
}

/** A corpus as it is kept: words are not left out yet. */
export interface KeptCorpus {
  readonly list: WordList;
  readonly parts: readonly ThreadPart[];
}

/** Form of the files here; part of the name. */
const version = 1;
const prefix = "tokens-";

/** Name of the folder for a corpus. */
export function keptName(files: readonly SeenFile[], pieceBytes: number): string {
  const hash = createHash("sha256").update(`${version} ${pieceBytes} ${binary}`);
  for (const { path, size, modifiedNs, changedNs } of files)
    hash.update(`\n${JSON.stringify(resolve(path))} ${size} ${modifiedNs} ${changedNs}`);
  return prefix + hash.digest("hex").slice(0, 32);
}

interface Head {
  readonly parts: readonly ThreadPart[];
  /** Bytes of each thread's file. */
  readonly sizes: readonly number[];
  readonly words: number;
  readonly ownWords: readonly number[];
  readonly sha256: string;
}

/** Name of a thread's file. */
export const tokenName = (thread: number) => `tokens-${thread}`;

/**
 * Finds what was kept, and opens its files in `folder`.
 *
 * @returns undefined where there is nothing, or nothing whole
 */
export function findKept(
  keep: string,
  name: string,
  folder: TokenFolder,
): (KeptCorpus & { files: TokenFile[] }) | undefined {
  const path = join(keep, name);
  try {
    const head = JSON.parse(readFileSync(join(path, "head.json"), "utf8")) as Head;
    const words = readFileSync(join(path, "words"));
    const files = head.sizes.map((size, thread) => {
      const token = join(path, tokenName(thread));
      if (statSync(token).size !== size) throw new Error("cut off");
      return folder.add(token);
    });
    if (digest(words, head) !== head.sha256) throw new Error("damaged");
    const now = new Date();
    utimesSync(join(path, "head.json"), now, now);
    return { list: unpack(words, head), parts: head.parts, files };
  } catch (error) {
    // Nothing there, or something that cannot be used: it is made anew.
    if ((error as NodeJS.ErrnoException).code !== "ENOENT" || isThere(path))
      rmSync(path, { recursive: true, force: true });
    return undefined;
  }
}

/**
 * Keeps what lies in `folder`, whose token files are complete.
 *
 * @returns where the files are now; the same folder where it could not be kept, as when another was faster
 */
export function keepFolder(
  keep: string,
  name: string,
  folder: TokenFolder,
  corpus: KeptCorpus,
  mostBytes: number,
): string {
  const path = join(keep, name);
  try {
    const words = pack(corpus.list);
    const threads = corpus.list.own.map((_, thread) => join(folder.path, tokenName(thread)));
    const head: Head = {
      parts: corpus.parts,
      sizes: threads.map((file) => statSync(file).size),
      words: corpus.list.counts.length,
      ownWords: corpus.list.own.map(({ length }) => length),
      sha256: "",
    };
    writeFileSync(join(folder.path, "words"), words, { mode: 0o600 });
    const whole = { ...head, sha256: digest(words, head) };
    writeFileSync(join(folder.path, "head.json"), JSON.stringify(whole), { mode: 0o600 });
    renameSync(folder.path, path);
  } catch {
    return folder.path;
  }
  removeOldest(keep, name, mostBytes);
  return path;
}

function digest(words: Uint8Array, { parts, sizes, words: count, ownWords }: Head): string {
  const rest = JSON.stringify({ parts, sizes, count, ownWords });
  return createHash("sha256").update(words).update(rest).digest("hex");
}

/** Counts, order, the threads' numbers and the words, one behind the other. */
function pack({ text, counts, order, own }: WordList): Uint8Array {
  const arrays = [counts, order, ...own, text];
  return Buffer.concat(
    arrays.map((each) => new Uint8Array(each.buffer, each.byteOffset, each.byteLength)),
  );
}

function unpack(bytes: Buffer, { words, ownWords }: Head): WordList {
  let at = bytes.byteOffset;
  const take = (count: number, bytesEach: number) => {
    const from = at;
    at += count * bytesEach;
    return bytes.buffer.slice(from, at) as ArrayBuffer;
  };
  const counts = new Float64Array(take(words, 8));
  const order = new Uint32Array(take(words, 4));
  const own = ownWords.map((count) => new Uint32Array(take(count, 4)));
  const text = new Uint8Array(
    bytes.buffer as ArrayBuffer,
    at,
    bytes.byteOffset + bytes.length - at,
  );
  return { counts, order, own, text };
}

/** Removes those used longest ago until the rest fits; `name` goes last. */
function removeOldest(keep: string, name: string, mostBytes: number): void {
  const found = readdirSync(keep)
    .filter((each) => each.startsWith(prefix))
    .flatMap((each) => {
      try {
        const path = join(keep, each);
        const files = readdirSync(path).map((file) => statSync(join(path, file)));
        const bytes = files.reduce((sum, { size }) => sum + size, 0);
        const usedMs = each === name ? Infinity : statSync(join(path, "head.json")).mtimeMs;
        return [{ path, bytes, usedMs }];
      } catch {
        return []; // another process removes it at this moment
      }
    });
  let total = found.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { path, bytes } of found.sort((a, b) => a.usedMs - b.usedMs)) {
    if (total <= mostBytes) break;
    rmSync(path, { recursive: true, force: true });
    total -= bytes;
  }
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
