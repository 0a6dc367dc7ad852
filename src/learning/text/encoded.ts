/**
 * A corpus in numbers, the form in which a trainer reads it once per epoch: words as whole numbers ≥ 0, −1
 * where a sentence ends. It comes in parts, each in shared memory or in a file, so that threads read what
 * they need without copies and a corpus need not fit into memory. Left out: how text becomes numbers.
 */
import { openSync, closeSync, readSync } from "node:fs";
import { check } from "../../base/check.js";
import type { Corpus, Sentence } from "./corpus.js";
import type { Vocabulary } from "./vocabulary.js";

/** Stands between two sentences. */
export const sentenceEnd = -1;

/** In `TokenPart.numbers`: a word that the vocabulary leaves out. */
export const leftOut = -2;

/** A stretch of a corpus in numbers. Can be handed to another thread. */
export interface TokenPart {
  /** Int32 numbers (little-endian), in shared memory or in a file. */
  readonly source: SharedArrayBuffer | string;
  /** How many numbers, ends of sentences included. */
  readonly length: number;
  /** Int32: the vocabulary's number of each of the part's own, or `leftOut`; if missing they are the vocabulary's. */
  readonly numbers?: SharedArrayBuffer;
}

/** A corpus in numbers, and the words behind them. */
export interface EncodedCorpus {
  readonly vocabulary: Vocabulary;
  readonly parts: readonly TokenPart[];
  /** Removes files made for this corpus only; nothing may be read afterwards. */
  close(): Promise<void>;
}
