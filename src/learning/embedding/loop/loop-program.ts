/**
 * The compiled loop of src/learning/wasm/word2vec.ts on a memory. There are two builds, with and without relaxed
 * SIMD. Relaxed instructions round differently from machine to machine, so one thread, which promises the same
 * bytes everywhere, goes without.
 */
import { binary as strictBinary } from "./loop-binary.js";
import { binary as relaxedBinary } from "./loop-relaxed-binary.js";
import { webAssembly, type SharedMemory, type WasmModule } from "./web-assembly.js";

/** What src/learning/wasm/word2vec.ts exports; addresses in bytes. */
export interface Word2VecProgram {
  configure(...placesAndOptions: number[]): void;
  train(
    count: number,
    step: number,
    skipGram: number,
    learningRate: number,
    finalLearningRate: number,
    ...state: number[]
  ): void;
  wordsRead(): number;
  predictionsMade(): number;
  linearLoss(): number;
  lossProduct(): number;
  start(
    rows: number,
    count: number,
    rowBytes: number,
    dimension: number,
    scale: number,
    low: number,
    states: number,
  ): void;
}

const compiled = new Map<string, WasmModule>();

function compile(binary: string): WasmModule {
  let module = compiled.get(binary);
  if (module === undefined) {
    module = new webAssembly.Module(Buffer.from(binary, "base64"));
    compiled.set(binary, module);
  }
  return module;
}

/** Whether this Node has relaxed SIMD. */
function hasRelaxedSimd(): boolean {
  return webAssembly.validate(Buffer.from(relaxedBinary, "base64"));
}

/**
 * The program on a memory.
 *
 * @param relaxed whether relaxed SIMD may be used, where there is some
 */
export function instantiate(memory: SharedMemory, relaxed: boolean): Word2VecProgram {
  const module = compile(relaxed && hasRelaxedSimd() ? relaxedBinary : strictBinary);
  const { exports } = new webAssembly.Instance(module, { env: { memory } });
  return exports as unknown as Word2VecProgram;
}
