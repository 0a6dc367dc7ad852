/**
 * Text files → a corpus in numbers: one sentence a line, words between ASCII white space, as word2vec.c and
 * gensim's `corpus_file` read them. Pieces of the files are read by worker threads (`encode-threads`), whose
 * numbers go to files of their own; the words that they counted make the vocabulary (`encode-merge`). Left out:
 * normalising words, which is done before.
 */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { check, InputError } from "../../base/check.js";
import { fileReason } from "../../base/file.js";
import {
  findKept,
  keepFolder,
  keptName,
  tokenName,
  type KeptCorpus,
  type SeenFile,
} from "./encode-keep.js";
import { mergeLists, toVocabulary, type CountedPiece } from "./encode-merge.js";
import {
  doTasks,
  inlineThread,
  workerThread,
  type NumberedTask,
  type TokenThread,
} from "./encode-threads.js";
import type { EncodedCorpus, TokenPart } from "./encoded.js";
import { TokenFolder, type TokenFile } from "./token-files.js";
import { cutStream, planPieces, usualPieceBytes } from "./token-pieces.js";
import { toVocabularyOptions, type VocabularyOptions } from "./vocabulary.js";

/** Bytes of UTF-8 text that are read once, from the first to the last; the name is for messages. */
export interface ByteStream {
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** How far a reading is, in bytes of text. */
export interface EncodeProgress {
  readonly bytes: number;
  /** Of all sources; undefined where one is a stream. */
  readonly total: number | undefined;
}

/** How files are encoded; all may be left out. */
export interface EncodeOptions extends Pick<VocabularyOptions, "minCount" | "maxSize"> {
  /** Threads that read at once; all cores if not given. The result is the same with any number. */
  readonly threads?: number;
  readonly onProgress?: (progress: EncodeProgress) => void;
  /** Ends the reading; the promise is then rejected with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Folder in which the numbers are kept for the next run, as long as the files do not change. */
  readonly keep?: string;
  /** How much the folder may hold; what was used longest ago is removed. 4 GB if not given. */
  readonly keepBytes?: number;
  /** Bytes of text that a thread is given at once; 2 MB if not given. */
  readonly pieceBytes?: number;
}

/** Up to so many bytes of files, their numbers stay in memory. */
const smallBytes = 2 ** 24;

type Source = { readonly file: SeenFile } | { readonly stream: ByteStream };

/** What became of the sources: words, parts, and where the parts of each thread are. */
interface Reading extends KeptCorpus {
  readonly memory: readonly (SharedArrayBuffer | undefined)[];
  readonly sources: readonly string[];
}

/**
 * Turns text files into numbers. The text is UTF-8, with or without its mark; a sentence ends with its line and after 10,000
 * words. Needs four bytes for each word, in memory up to 16 MB of text, else in temporary files.
 *
 * @param sources paths, read in their order, or streams of bytes
 * @returns `close()` removes the temporary files; the process' end does so too
 * @throws InputError where a file cannot be read or is no text (its name and the line are told), where no word is
 * frequent enough, and where there is no room for the numbers; a stream's own error
 * @example
 * const lines = (async function* () { yield Buffer.from("the king\nthe queen\n"); })();
 * const corpus = await encodeFiles([{ name: "royals", bytes: lines }], { minCount: 2 });
 * corpus.vocabulary.words; // ["the"]
 * await corpus.close();
 */
export async function encodeFiles(
  sources: readonly (string | ByteStream | AsyncIterable<Uint8Array>)[],
  options: EncodeOptions = {},
): Promise<EncodedCorpus> {
  const settings = toEncodeOptions(options);
  const { keep, keepBytes, pieceBytes, signal } = settings;
  signal?.throwIfAborted();
  const found = await Promise.all(sources.map(findSource));
  const files = found.flatMap((each) => ("file" in each ? [each.file] : []));
  const isKept = keep !== undefined && files.length === found.length && files.length > 0;
  let folder: TokenFolder | undefined;
  const openFolder = () => (folder ??= new TokenFolder(isKept ? keep : tmpdir(), isKept));
  try {
    const name = isKept ? keptName(files, pieceBytes) : "";
    const kept = isKept ? findKept(keep, name, openFolder()) : undefined;
    let reading: Reading;
    if (kept !== undefined) {
      reading = { ...kept, memory: [], sources: kept.files.map(({ source }) => source) };
    } else {
      reading = await readAll(found, settings, isKept, openFolder);
      if (isKept) {
        const again = await Promise.all(sources.map(findSource));
        const isSame =
          keptName(
            again.map((each) => (each as { file: SeenFile }).file),
            pieceBytes,
          ) === name;
        const path = isSame
          ? keepFolder(keep, name, openFolder(), reading, keepBytes)
          : openFolder().path;
        // Where files have names, they have new ones now.
        const moved = reading.sources.map((source, thread) =>
          source.startsWith(openFolder().path) ? join(path, tokenName(thread)) : source,
        );
        reading = { ...reading, sources: moved };
      }
    }
    return toCorpus(reading, settings, folder);
  } catch (error) {
    folder?.close();
    throw error;
  }
}

function toCorpus(
  { list, parts, memory, sources }: Reading,
  options: VocabularyOptions,
  folder: TokenFolder | undefined,
): EncodedCorpus {
  const { vocabulary, numbers } = toVocabulary(list, options);
  return {
    vocabulary,
    parts: parts.flatMap(({ thread, start, length }, place): TokenPart[] => {
      const source = memory[place] ?? sources[thread];
      const own = numbers[thread];
      if (length === 0 || source === undefined || own === undefined) return [];
      return [{ source, start, length, numbers: own }];
    }),
    close: async () => folder?.close(),
  };
}

/** A task with the bytes that it is about. */
interface PieceTask extends NumberedTask {
  readonly bytes: number;
  readonly name: string;
}

async function readAll(
  sources: readonly Source[],
  options: ReturnType<typeof toEncodeOptions>,
  isKept: boolean,
  openFolder: () => TokenFolder,
): Promise<Reading> {
  const { pieceBytes, onProgress, signal } = options;
  const isFinite = sources.every((each) => "file" in each);
  const total = sources.reduce((sum, each) => sum + ("file" in each ? each.file.size : 0), 0);
  const isSmall = isFinite && !isKept && total <= smallBytes;
  const isTiny = isSmall && total <= pieceBytes;
  const most = isFinite ? Math.max(1, Math.ceil(total / pieceBytes)) : Infinity;
  const count = Math.min(options.threads, most);
  const tasks = toTasks(sources, pieceBytes);
  const threads: TokenThread[] = [];
  const files: TokenFile[] = [];
  const isOver = new AbortController();
  try {
    for (let thread = 0; thread < count; thread++) {
      if (!isSmall) files.push(openFolder().create(tokenName(thread)));
      threads.push(isTiny ? inlineThread() : workerThread(files[thread]?.file));
    }
    let bytes = 0;
    const work = doTasks(tasks, threads, (task) => {
      bytes += task.bytes;
      onProgress?.({ bytes, total: isFinite ? total : undefined });
    });
    const aborted = new Promise<never>((_, reject) => {
      const onAbort = () => reject(signal?.reason as Error);
      signal?.addEventListener("abort", onAbort, { signal: isOver.signal });
    });
    const done = await Promise.race([work, aborted]);
    complain(done.map(({ given, result }) => ({ ...result, name: given.name })));
    const lists = await Promise.race([Promise.all(threads.map((each) => each.list())), aborted]);
    const counted: CountedPiece[] = done.map(({ thread, result }) => ({
      thread,
      words: result.words,
    }));
    return {
      list: mergeLists(lists, counted),
      parts: done.map(({ thread, result: { start, length, memory } }) => ({
        thread,
        start: memory === undefined ? start : 0,
        length,
      })),
      memory: done.map(({ result }) => result.memory),
      sources: files.map(({ source }) => source),
    };
  } finally {
    isOver.abort();
    // A stream that waits for its next bytes is not waited for.
    void tasks.return(undefined).catch(() => {});
    await Promise.all(threads.map((each) => each.stop()));
  }
}

/** Throws the first complaint in the order of the corpus. */
function complain(results: readonly { name: string; lines: number; complaint?: string }[]): void {
  const lines = new Map<string, number>();
  for (const { name, lines: more, complaint } of results) {
    const before = lines.get(name) ?? 0;
    lines.set(name, before + more);
    if (complaint === undefined) continue;
    throw new InputError(
      name === "" ? complaint : `${name}, line ${before + more + 1}: ${complaint}`,
    );
  }
}

async function* toTasks(
  sources: readonly Source[],
  pieceBytes: number,
): AsyncGenerator<PieceTask, undefined> {
  // Files that follow each other are planned together, so that small ones share a piece.
  for (let at = 0; at < sources.length;) {
    const source = sources[at] as Source;
    if ("stream" in source) {
      for await (const text of cutStream(checked(source.stream), pieceBytes))
        yield { task: { text, pieceBytes }, bytes: text.length, name: source.stream.name };
      at++;
      continue;
    }
    const files: SeenFile[] = [];
    for (let next; (next = sources[at]) !== undefined && "file" in next; at++)
      files.push(next.file);
    for (const text of planPieces(files, pieceBytes)) {
      const bytes = text.reduce((sum, { from, to }) => sum + to - from, 0);
      yield { task: { text, pieceBytes }, bytes, name: "" };
    }
  }
  return undefined;
}

async function* checked({ name, bytes }: ByteStream): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    check(chunk instanceof Uint8Array, `${name}, a chunk`, chunk, "bytes in a Uint8Array");
    yield chunk;
  }
}

async function findSource(
  source: string | ByteStream | AsyncIterable<Uint8Array>,
  index: number,
): Promise<Source> {
  const rule = "the path of a file, or an async iterable of bytes";
  if (typeof source !== "string") {
    const isObject = typeof source === "object" && source !== null;
    if (isObject && "bytes" in source && "name" in source) return { stream: source };
    check(isObject && Symbol.asyncIterator in source, `source ${index + 1}`, source, rule);
    return { stream: { name: `source ${index + 1}`, bytes: source } };
  }
  try {
    const seen = await stat(source, { bigint: true });
    if (seen.isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
    // Pipes and devices are read once, from the first byte to the last.
    if (!seen.isFile()) return { stream: { name: source, bytes: createReadStream(source) } };
    const { mtimeNs: modifiedNs, ctimeNs: changedNs } = seen;
    return { file: { path: source, size: Number(seen.size), modifiedNs, changedNs } };
  } catch (error) {
    throw new InputError(`cannot read ${JSON.stringify(source)}: ${fileReason(error)}`, {
      cause: error,
    });
  }
}

/** Completes and checks the options. */
function toEncodeOptions(options: EncodeOptions) {
  const {
    threads = availableParallelism(),
    keepBytes = 4e9,
    pieceBytes = usualPieceBytes,
  } = options;
  const { minCount, maxSize } = toVocabularyOptions(options);
  for (const [name, value] of Object.entries({ threads, pieceBytes })) {
    check(Number.isSafeInteger(value) && value >= 1, name, value, "a whole number ≥ 1");
  }
  check(keepBytes >= 0, "keepBytes", keepBytes, "a number ≥ 0");
  const { keep, onProgress, signal } = options;
  return { minCount, maxSize, threads, keepBytes, pieceBytes, keep, onProgress, signal };
}
