/**
 * Rows of a file in the own format, read when they are asked for: opening reads the header alone; the first
 * question for a word reads the hashes (8 bytes a word), the first for all words the words. Each row that is read
 * is looked at for numbers that are none.
 */
import { closeSync, readSync } from "node:fs";
import { check, complaint, InputError } from "../../../base/check.js";
import { fileReason } from "../../../base/file.js";
import type { VectorRows } from "../search/rows.js";
import { checkRows } from "./finite.js";
import { hashOf, headerBytes, type NativeLayout } from "./native.js";

/** Bytes that can be read from any place. */
export interface ByteSource {
  readonly path: string;
  /** Number of bytes. */
  readonly size: number;
  /** Fills `to` with the bytes from `at` on. */
  read(at: number, to: Uint8Array): void;
  close(): void;
}

/** Bytes in memory: of a file that was compressed. */
export function bytesInMemory(path: string, bytes: Uint8Array): ByteSource {
  return {
    path,
    size: bytes.length,
    read: (at, to) => to.set(bytes.subarray(at, at + to.length)),
    close() {},
  };
}

/** Forgotten files are closed. */
const forgotten = new FinalizationRegistry<number>((descriptor) => closeSync(descriptor));

/** Bytes of an open file. It is closed by `close`, or when nobody knows it any more. */
export function bytesInFile(path: string, descriptor: number, size: number): ByteSource {
  let isOpen = true;
  const source: ByteSource = {
    path,
    size,
    read(at, to) {
      check(isOpen, path, "closed vectors", "vectors that were not closed");
      let done = 0;
      try {
        while (done < to.length) {
          const count = readSync(descriptor, to, done, to.length - done, at + done);
          if (count === 0) throw new Error("the file became shorter");
          done += count;
        }
      } catch (error) {
        const text = `cannot read ${JSON.stringify(path)}: ${fileReason(error)}`;
        throw new InputError(text, { cause: error });
      }
    },
    close() {
      if (!isOpen) return;
      isOpen = false;
      forgotten.unregister(source);
      closeSync(descriptor);
    },
  };
  forgotten.register(source, descriptor, source);
  return source;
}

export class NativeRows implements VectorRows {
  readonly size: number;
  readonly dimension: number;
  private allWords: readonly string[] | undefined;
  private allCounts: Float64Array | undefined;
  private begins: Uint32Array | undefined;
  private hashes: Uint32Array | undefined;
  private places: Uint32Array | undefined;

  /** @throws InputError where the file is shorter or longer than its header says. */
  constructor(
    private readonly source: ByteSource,
    private readonly layout: NativeLayout,
  ) {
    const { path, size } = source;
    if (size !== layout.bytes)
      throw new InputError(complaint(path, `${size} bytes`, `${layout.bytes}, as its header says`));
    this.size = layout.size;
    this.dimension = layout.dimension;
  }

  get words(): readonly string[] {
    if (this.allWords === undefined) {
      const begins = this.wordBegins();
      const bytes = Buffer.alloc(this.layout.wordBytes);
      this.source.read(this.layout.words, bytes);
      this.allWords = Array.from({ length: this.size }, (_, place) =>
        bytes.toString("utf8", begins[place], begins[place + 1]),
      );
    }
    return this.allWords;
  }

  get counts(): Float64Array | undefined {
    if (!this.layout.isCounted) return undefined;
    if (this.allCounts === undefined) {
      const counts = new Float64Array(this.size);
      this.source.read(this.layout.counts, new Uint8Array(counts.buffer));
      this.allCounts = counts;
    }
    return this.allCounts;
  }

  find(word: string): number | undefined {
    this.hashes ??= this.integers(this.layout.hashes, this.size);
    this.places ??= this.integers(this.layout.places, this.size);
    const { hashes, places } = this;
    const hash = hashOf(Buffer.from(word));
    let low = 0;
    for (let high = this.size; low < high;) {
      const middle = (low + high) >>> 1;
      if ((hashes[middle] as number) < hash) low = middle + 1;
      else high = middle;
    }
    for (; hashes[low] === hash; low += 1) {
      const place = places[low] as number;
      if (this.wordAt(place) === word) return place;
    }
    return undefined;
  }

  wordAt(place: number): string {
    if (this.allWords !== undefined) return this.allWords[place] as string;
    const begins = this.wordBegins();
    const from = begins[place] as number;
    const bytes = Buffer.alloc((begins[place + 1] as number) - from);
    this.source.read(this.layout.words + from, bytes);
    return bytes.toString("utf8");
  }

  rows(from: number, to: number): Float32Array {
    const values = new Float32Array((to - from) * this.dimension);
    this.source.read(headerBytes + from * this.dimension * 4, new Uint8Array(values.buffer));
    checkRows(this.source.path, values, from, {
      dimension: this.dimension,
      wordAt: (place) => this.wordAt(place),
    });
    return values;
  }

  close(): void {
    this.source.close();
  }

  private wordBegins(): Uint32Array {
    this.begins ??= this.integers(this.layout.begins, this.size + 1);
    return this.begins;
  }

  private integers(at: number, count: number): Uint32Array {
    const values = new Uint32Array(count);
    this.source.read(at, new Uint8Array(values.buffer));
    return values;
  }
}
