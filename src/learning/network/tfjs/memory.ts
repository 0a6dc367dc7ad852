/**
 * The WASM backend's memory as our loops see it: tensors by address, scratch that grows, the loops' module
 * instantiated on it. Addresses stay valid when the memory grows; views on it do not, so none is kept.
 */
import { setFlagsFromString } from "node:v8";
import type { DataType, KernelBackend, TensorInfo } from "@tensorflow/tfjs";
import { sizeOf } from "./geometry.js";
import { binary } from "./loops-binary.js";

/** What of WebAssembly is used; the types of Node 20 do not know it. */
declare const WebAssembly: {
  readonly Memory: new (...args: never[]) => object;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
};

/** What of tfjs's BackendWasm is used here: its tensors by address, its allocator, its memory. */
export interface WasmBackend extends KernelBackend {
  readonly wasm: {
    readonly asm: Readonly<Record<string, unknown>>;
    readonly HEAPU8: Uint8Array;
    readonly tfjs: {
      registerTensor(id: number, size: number, address: number): void;
      disposeData(id: number): void;
    };
    _malloc(bytes: number): number;
    _free(address: number): void;
  };
  readonly dataIdMap: {
    get(dataId: object): { readonly id: number; readonly memoryOffset: number };
  };
  makeOutput(shape: readonly number[], dtype: DataType): TensorInfo;
}

/** The functions of src/learning/wasm/network.ts: addresses in bytes, strides in elements, flags 0 or 1. */
type LoopName =
  | "product"
  | "productScratch"
  | "sumRows"
  | "activate"
  | "activateBack"
  | "multiply"
  | "softmax"
  | "softmaxBack"
  | "copy"
  | "clear"
  | "truncate"
  | "gatherRows"
  | "sumSegments"
  | "sumSegmentsInteger"
  | "toBatchMajor"
  | "toTimeMajor"
  | "transpose"
  | "convolutionScratch"
  | "convolve"
  | "convolveFilterBack"
  | "convolveInputBack"
  | "depthwiseBack"
  | "maxPool"
  | "maxPoolBack"
  | "averagePool"
  | "elmanForward"
  | "elmanBack"
  | "gruForward"
  | "gruBack"
  | "lstmForward"
  | "lstmBack"
  | "recurrentScratch"
  | "adam"
  | "descend"
  | "binaryCrossentropy"
  | "binaryCrossentropyPlain"
  | "categoricalCrossentropy"
  | "meanSquaredError";

export type Loops = Readonly<Record<LoopName, (...numbers: number[]) => number>>;

export interface Memory {
  readonly backend: WasmBackend;
  readonly loops: Loops;
  /** How often each of our kernels ran: the proof that a fast path was taken. */
  readonly runs: Map<string, number>;
  address(tensor: TensorInfo): number;
  /** Tells the backend that a tensor's numbers were changed in place: it keeps packed copies of weights. */
  changed(tensor: TensorInfo): void;
  /** Bytes for a kernel's one call; the next call of `scratch` may hand out the same. */
  scratch(bytes: number): number;
  /** The same for a compiled step. */
  workspace(bytes: number): number;
  /** Small integers for a loop to read. */
  integers(values: readonly number[]): number;
  setIntegers(address: number, values: readonly number[]): void;
  int(address: number): number;
  float(address: number): number;
  setFloat(address: number, value: number): void;
  floats(address: number, length: number): Float32Array;
}

/**
 * Compiles with the optimizing compiler at once (some 30 ms). By itself V8 starts with its quick compiler, whose
 * code is four times slower, and replaces it in the background: a short training would be over before.
 */
function compileWhole(bytes: Uint8Array): object {
  setFlagsFromString("--no-liftoff");
  setFlagsFromString("--no-wasm-lazy-compilation");
  try {
    return new WebAssembly.Module(bytes);
  } finally {
    setFlagsFromString("--liftoff");
    setFlagsFromString("--wasm-lazy-compilation");
  }
}

/** Puts our loops on the backend's memory. Throws where the engine knows no SIMD. */
export function openMemory(backend: WasmBackend): Memory {
  const { wasm } = backend;
  const memory =
    wasm.asm["memory"] ?? Object.values(wasm.asm).find((e) => e instanceof WebAssembly.Memory);
  if (memory === undefined)
    throw new Error("memory of tfjs's WASM backend: none; expected one that it exports");
  const instance = new WebAssembly.Instance(compileWhole(Buffer.from(binary, "base64")), {
    env: { memory },
  });
  /** A block that is replaced by a larger one when it is too small. */
  const growing = () => {
    let block = 0;
    let size = 0;
    return (bytes: number): number => {
      if (bytes > size) {
        const wanted = Math.max(bytes, 2 * size, 1 << 16);
        if (block !== 0) wasm._free(block);
        size = 0;
        block = wasm._malloc(wanted) >>> 0;
        if (block === 0) throw new Error(`WASM memory: ${bytes} bytes; expected room for them`);
        size = wanted;
      }
      return block;
    };
  };
  const setIntegers = (address: number, values: readonly number[]) =>
    new Int32Array(wasm.HEAPU8.buffer, address, values.length).set(values);
  const table = wasm._malloc(256) >>> 0;
  return {
    backend,
    loops: instance.exports as unknown as Loops,
    runs: new Map(),
    address: ({ dataId }) => backend.dataIdMap.get(dataId).memoryOffset,
    changed({ dataId, shape }) {
      const { id, memoryOffset } = backend.dataIdMap.get(dataId);
      wasm.tfjs.disposeData(id);
      wasm.tfjs.registerTensor(id, sizeOf(shape), memoryOffset);
    },
    scratch: growing(),
    workspace: growing(),
    integers(values) {
      setIntegers(table, values);
      return table;
    },
    setIntegers,
    int: (address) => new Int32Array(wasm.HEAPU8.buffer, address, 1)[0]!,
    float: (address) => new Float32Array(wasm.HEAPU8.buffer, address, 1)[0]!,
    setFloat(address, value) {
      new Float32Array(wasm.HEAPU8.buffer, address, 1)[0] = value;
    },
    floats: (address, length) => new Float32Array(wasm.HEAPU8.buffer, address, length),
  };
}
