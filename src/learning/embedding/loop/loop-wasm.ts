/**
 * The loop in WebAssembly SIMD (src/learning/wasm/word2vec.ts): it works in the model's shared memory, with
 * the draws and the order of the TypeScript loop, in float32. Left out: which build it is (`loop-program`).
 */
import { Random } from "../../../base/random.js";
import { instantiate, type Word2VecProgram } from "./loop-program.js";
import type { ChunkOptions, ChunkResult, Loop } from "./loop.js";
import type { CompleteWord2VecOptions } from "../options.js";
import { viewsOf, type SharedModel } from "./shared-model.js";

/** Trains in WebAssembly. */
export class WasmLoop implements Loop {
  readonly kind = "wasm";
  readonly tokens: Int32Array;
  private readonly program: Word2VecProgram;
  /** As src/learning/wasm/word2vec.ts counts them. */
  private readonly step: number;
  private readonly skipGram: number;

  constructor(model: SharedModel, options: CompleteWord2VecOptions, thread: number) {
    const { memory, places, words } = model.layout;
    const { window, shrinkWindow, negative, cbowGradient } = options;
    this.tokens = viewsOf(model.layout, thread).tokens;
    this.program = instantiate(memory, options.threads > 1);
    const space = places.threads + thread * places.threadBytes;
    this.program.configure(
      places.input,
      places.output,
      4 * model.stride,
      words,
      places.keep,
      places.noise,
      places.starts,
      places.steps,
      space,
      places.listBytes,
      space + places.scratch,
      places.contexts,
      // A wider window than the chunk is long sees no more.
      Math.min(window, places.capacity),
      Number(shrinkWindow),
      negative,
      Number(cbowGradient === "exact"),
    );
    this.step = options.loss === "hierarchical" ? 2 : options.negatives === "own" ? 1 : 0;
    this.skipGram = Number(options.model === "skip-gram");
  }

  run(count: number, { learningRate, finalLearningRate, seed }: ChunkOptions): ChunkResult {
    const { program, step, skipGram } = this;
    const { state } = new Random(seed);
    program.train(count, step, skipGram, learningRate, finalLearningRate, ...state);
    return {
      words: program.wordsRead(),
      predictions: program.predictionsMade(),
      loss: program.linearLoss() + Math.log(program.lossProduct()),
    };
  }
}
