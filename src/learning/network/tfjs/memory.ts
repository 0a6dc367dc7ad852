/**
 * The WASM backend's memory as our loops see it: tensors by address, scratch that grows, the loops' module
 * instantiated on it. Addresses stay valid when the memory grows; views on it do not, so none is kept.
 */
import type { DataType, KernelBackend, TensorInfo } from "@tensorflow/tfjs";
import { binary } from "./loops-binary.js";

/** What of WebAssembly is used; the types of Node 20 do not know it. */
declare const WebAssembly: {
  readonly Memory: new (...args: never[]) => object;
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: object } }>;
};

/** What of tfjs's BackendWasm is used here: its tensors by address, its allocator, its memory. */
export interface WasmBackend extends KernelBackend {
  readonly wasm: {
    readonly asm: Readonly<Record<string, unknown>>;
    readonly HEAPU8: Uint8Array;
    _malloc(bytes: number): number;
    _free(address: number): void;
  };
  readonly dataIdMap: { get(dataId: object): { readonly memoryOffset: number } };
  makeOutput(shape: readonly number[], dtype: DataType): TensorInfo;
}

/** The functions of src/learning/wasm/network.ts; addresses in bytes, strides in elements. */
export interface Loops {
  product(
    m: number,
    n: number,
    k: number,
    a: number,
    aRow: number,
    aInner: number,
    b: number,
    bInner: number,
    bColumn: number,
    c: number,
    cRow: number,
    bias: number,
    add: boolean,
    scratch: number,
  ): void;
  productScratch(k: number): number;
  sumRows(
    rows: number,
    columns: number,
    x: number,
    stride: number,
    out: number,
    add: boolean,
  ): void;
  activate(count: number, x: number, y: number, kind: number): void;
  activateBack(count: number, y: number, dy: number, dx: number, kind: number): void;
  softmax(rows: number, columns: number, x: number, y: number): void;
  gatherRows(count: number, width: number, size: number, x: number, ids: number, y: number): number;
  sumSegments(
    count: number,
    width: number,
    segments: number,
    x: number,
    ids: number,
    out: number,
    add: boolean,
  ): void;
  sumSegmentsInteger(
    count: number,
    width: number,
    segments: number,
    x: number,
    ids: number,
    out: number,
  ): void;
  swapRows(outer: number, inner: number, width: number, x: number, y: number): void;
  transpose(rows: number, columns: number, x: number, y: number): void;
  convolutionScratch(geometry: number): number;
  convolve(geometry: number, x: number, w: number, bias: number, y: number, scratch: number): void;
  convolveFilterBack(geometry: number, x: number, dy: number, dw: number, scratch: number): void;
  convolveInputBack(geometry: number, dy: number, w: number, dx: number, scratch: number): void;
  depthwiseBack(geometry: number, x: number, dy: number, w: number, toFilter: boolean): void;
}

export interface Memory {
  readonly backend: WasmBackend;
  readonly loops: Loops;
  /** How often each of our kernels ran: the proof that a fast path was taken. */
  readonly runs: Map<string, number>;
  address(tensor: TensorInfo): number;
  /** Bytes for this call alone; the next call of `scratch` may hand out the same. */
  scratch(bytes: number): number;
  /** Small integers for a loop to read. */
  integers(values: readonly number[]): number;
  bytes(address: number, length: number): Uint8Array;
  floats(address: number, length: number): Float32Array;
}

/** Puts our loops on the backend's memory. Throws where the engine knows no SIMD. */
export async function openMemory(backend: WasmBackend): Promise<Memory> {
  const { wasm } = backend;
  const memory =
    wasm.asm["memory"] ?? Object.values(wasm.asm).find((e) => e instanceof WebAssembly.Memory);
  if (memory === undefined) throw new Error("the WASM backend shows no memory");
  const { instance } = await WebAssembly.instantiate(Buffer.from(binary, "base64"), {
    env: { memory },
  });
  let scratch = 0;
  let size = 0;
  const table = wasm._malloc(256) >>> 0;
  return {
    backend,
    loops: instance.exports as unknown as Loops,
    runs: new Map(),
    address: ({ dataId }) => backend.dataIdMap.get(dataId).memoryOffset,
    scratch(bytes) {
      if (bytes > size) {
        if (scratch !== 0) wasm._free(scratch);
        size = Math.max(bytes, 2 * size, 1 << 16);
        scratch = wasm._malloc(size) >>> 0;
      }
      return scratch;
    },
    integers(values) {
      new Int32Array(wasm.HEAPU8.buffer, table, values.length).set(values);
      return table;
    },
    bytes: (address, length) => new Uint8Array(wasm.HEAPU8.buffer, address, length),
    floats: (address, length) => new Float32Array(wasm.HEAPU8.buffer, address, length),
  };
}
