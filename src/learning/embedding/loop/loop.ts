/**
 * What trains: one interface, two loops behind it. Both turn a chunk of the corpus into steps on the shared
 * model, with the same draws from the same seed and in the same order of reads and writes: "typescript" to be
 * read, "wasm" to be fast. Their results differ only by rounding (float64 inside a step against float32).
 * Left out: where chunks come from and when (`schedule`), threads (`pool`).
 */
import { TypeScriptLoop } from "./loop-typescript.js";
import type { CompleteWord2VecOptions } from "../options.js";
import type { SharedModel } from "./shared-model.js";
import { WasmLoop } from "./loop-wasm.js";

/** How a chunk is trained. */
export interface ChunkOptions {
  /** Step size at its first prediction. */
  readonly learningRate: number;
  /** Step size after its last one; between them it falls in a straight line. */
  readonly finalLearningRate: number;
  /** Seed of the chunk's draws (subsampling, windows, noise words), a safe integer. */
  readonly seed: number;
}

/** What a chunk was. */
export interface ChunkResult {
  /** Words in it, those left out by subsampling included. */
  readonly words: number;
  /** Predictions made: predicted words (CBOW) or pairs of words (skip-gram). */
  readonly predictions: number;
  /** Sum of their losses, each before its step, in nats. */
  readonly loss: number;
}

/** Trains a model chunk by chunk, in one thread. */
export interface Loop {
  readonly kind: "typescript" | "wasm";
  /** Room for one chunk of `reportEvery` numbers: words, and −1 where a sentence ends. */
  readonly tokens: Int32Array;
  /**
   * Trains on the first `count` numbers of `tokens`. The end of the chunk ends a sentence.
   *
   * @param count from 0 to `tokens.length`
   */
  run(count: number, options: ChunkOptions): ChunkResult;
}

/**
 * The loop that the options ask for.
 *
 * @param model as allocated for the same options, in this thread or another
 * @param thread which of `options.threads` threads this is, from 0: each has a workspace of its own
 */
export function createLoop(
  model: SharedModel,
  options: CompleteWord2VecOptions,
  thread: number,
): Loop {
  return options.loop === "wasm"
    ? new WasmLoop(model, options, thread)
    : new TypeScriptLoop(model, options, thread);
}
