/**
 * Text files → a corpus in numbers: one sentence a line, words between ASCII white space, as word2vec.c and
 * gensim's `corpus_file` read them. Pieces of the files are read by worker threads (`encode-threads`), whose
 * numbers go to files of their own; the words that they counted make the vocabulary (`encode-merge`). Left out:
 * normalising words, which is done before.
 */
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { check, InputError } from "../../base/check.js";
import {
  findKept,
  keepFolder,
  keptName,
  tokenName,
  type KeptCorpus,
  type SeenFile,
} from "./encode-keep.js";
import { mergeLists, toVocabulary, type CountedPiece } from "./encode-merge.js";
import { doTasks, inlineThread, workerThread, type TokenThread } from "./encode-threads.js";
import { findSource, toTasks, type EncodeSource, type Source } from "./encode-sources.js";
import { joinParts, type EncodedCorpus, type TokenPart } from "./encoded.js";
import { TokenFolder, type TokenFile } from "./token-files.js";
import { usualPieceBytes } from "./token-pieces.js";
import type { TokenResult } from "./token-work.js";
import { toVocabularyOptions, type VocabularyOptions } from "./vocabulary.js";

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
  sources: readonly EncodeSource[],
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
    parts: joinParts(
      parts.flatMap(({ thread, start, length }, place): TokenPart[] => {
        const source = memory[place] ?? sources[thread];
        const own = numbers[thread];
        if (length === 0 || source === undefined || own === undefined) return [];
        return [{ source, start, length, numbers: own }];
      }),
    ),
    close: async () => folder?.close(),
  };
}

async function readAll(
  sources: readonly Source[],
  options: ReturnType<typeof toEncodeOptions>,
  isKept: boolean,
  openFolder: () => TokenFolder,
): Promise<Reading> {
  const { pieceBytes, onProgress, signal } = options;
  const isKnown = sources.every((each) => "file" in each);
  const total = sources.reduce((sum, each) => sum + ("file" in each ? each.file.size : 0), 0);
  const isSmall = isKnown && !isKept && total <= smallBytes;
  const isTiny = isSmall && total <= pieceBytes;
  const most = isKnown ? Math.max(1, Math.ceil(total / pieceBytes)) : Infinity;
  const count = Math.min(options.threads, most);
  signal?.throwIfAborted();
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
      onProgress?.({ bytes, total: isKnown ? total : undefined });
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

/** Throws what went wrong first in the order of the corpus. */
function complain(results: readonly (TokenResult & { readonly name: string })[]): void {
  const lines = new Map<string, number>();
  for (const { name, lines: more, complaint, failure } of results) {
    if (failure !== undefined) throw new InputError(failure);
    const before = lines.get(name) ?? 0;
    lines.set(name, before + more);
    if (complaint !== undefined)
      throw new InputError(`${name}, line ${before + more + 1}: ${complaint}`);
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
