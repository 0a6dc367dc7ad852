/**
 * What one thread does for encoding files: it turns pieces of text into its own numbers, in the order in which it
 * is given them, and at last lists its words. Numbers go to the end of its file, or into shared memory. Runs
 * in worker threads (`token-worker`), and for a small corpus in the caller's.
 */
import { writeSync } from "node:fs";
import { fileReason } from "../../base/file.js";
import { openSegment, type Segment } from "./token-pieces.js";
import { longestWord, TokenTable, type Fill, type TextFault } from "./token-table.js";

/** A piece of text: segments of files, or bytes that were read elsewhere. */
export interface TokenTask {
  readonly text: readonly Segment[] | Uint8Array;
  readonly pieceBytes: number;
}

/** What became of a piece. */
export interface TokenResult {
  /** Where the numbers are, if not in the thread's file. */
  readonly memory?: SharedArrayBuffer;
  /** Place of the first number in the file. */
  readonly start: number;
  readonly length: number;
  /** Different words of this thread up to now. */
  readonly words: number;
  /** Lines of the piece that ended. */
  readonly lines: number;
  /** What is wrong with bytes that came without a name: what follows the line. */
  readonly complaint?: string;
  /** What else went wrong: a complete message. */
  readonly failure?: string;
}

/** A thread's words in the order of their numbers, in UTF-8, a line feed behind each, and how often it saw them. */
export interface TokenList {
  readonly text: Uint8Array;
  readonly counts: Uint32Array;
}

const faults = {
  nul: "a NUL byte; expected UTF-8 text",
  broken: "bytes that are not UTF-8; expected UTF-8 text",
  long: `a word of more than ${longestWord} bytes; expected words with spaces between them`,
};

/** One thread's state. */
export class TokenWork {
  private readonly table = new TokenTable();
  private start = 0;
  private held: Int32Array[] = [];
  private length = 0;

  /** @param file descriptor of the file that takes the numbers; without it they stay in memory */
  constructor(private readonly file?: number) {}

  encode({ text, pieceBytes }: TokenTask): TokenResult {
    this.length = 0;
    let complaint: string | undefined;
    let failure: string | undefined;
    let lines = 0;
    try {
      if (text instanceof Uint8Array) {
        const read = this.read(fillFrom(text));
        lines = read.lines;
        if (read.fault !== undefined) complaint = faults[read.fault.reason];
      } else {
        for (const segment of text) failure ??= this.readSegment(segment, pieceBytes);
      }
    } catch (error) {
      const cause = error instanceof WriteError ? error.cause : error;
      failure = `cannot write the corpus in numbers: ${fileReason(cause)}`;
    }
    const { start, length } = this;
    this.start += length;
    const words = this.table.size;
    const memory = this.file === undefined ? { memory: this.join() } : {};
    const wrong = {
      ...(complaint === undefined ? {} : { complaint }),
      ...(failure === undefined ? {} : { failure }),
    };
    return { start, length, words, lines, ...memory, ...wrong };
  }

  list(): TokenList {
    return this.table.list();
  }

  private readSegment(segment: Segment, pieceBytes: number): string | undefined {
    try {
      const reader = openSegment(segment, pieceBytes);
      try {
        const { fault } = this.read(reader.fill);
        if (fault === undefined) return undefined;
        const line = reader.countLines(reader.start + fault.at) + 1;
        return `${segment.path}, line ${line}: ${faults[fault.reason]}`;
      } finally {
        reader.close();
      }
    } catch (error) {
      if (error instanceof WriteError) throw error;
      return `cannot read ${JSON.stringify(segment.path)}: ${fileReason(error)}`;
    }
  }

  private read(fill: Fill): { lines: number; fault?: TextFault } {
    return this.table.read(fill, (numbers) => this.take(numbers));
  }

  private take(numbers: Int32Array): void {
    if (this.file === undefined) this.held.push(numbers.slice());
    else {
      try {
        write(this.file, numbers, 4 * (this.start + this.length));
      } catch (error) {
        throw new WriteError("cannot write", { cause: error });
      }
    }
    this.length += numbers.length;
  }

  private join(): SharedArrayBuffer {
    const memory = new SharedArrayBuffer(4 * this.length);
    const all = new Int32Array(memory);
    let at = 0;
    for (const numbers of this.held) {
      all.set(numbers, at);
      at += numbers.length;
    }
    this.held = [];
    return memory;
  }
}

/** Tells an error of writing from one of reading. */
class WriteError extends Error {}

function write(file: number, numbers: Int32Array, at: number): void {
  const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  for (let done = 0; done < bytes.length;) {
    done += writeSync(file, bytes, done, bytes.length - done, at + done);
  }
}

function fillFrom(text: Uint8Array): Fill {
  let at = 0;
  return (into) => {
    const part = text.subarray(at, at + into.length);
    into.set(part);
    at += part.length;
    return part.length;
  };
}
