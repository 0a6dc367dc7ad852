/**
 * What the searching threads share: how their memory is laid out, what is sent to them, and the compiled loop.
 * Memory: a counter, then directions and questions of the present pass, then scores and heaps of each thread,
 * then the rows. Nothing is sent back but that a pass is over: the answers lie in the heaps.
 */
import { binary } from "./nearest-binary.js";
import {
  addressableBytes,
  pageBytes,
  webAssembly,
  type SharedMemory,
  type WasmModule,
} from "../loop/web-assembly.js";

/** Directions in one pass, and questions: each has one at least. */
export const maxDirections = 64;

/** Bytes for the heaps of one thread. */
export const heapBytes = 1 << 19;

/** Bytes of a heap's head, and of each of its entries. */
export const heapHead = 8;
export const heapEntry = 8;

/** Bytes of a question: see src/learning/wasm/nearest.ts. */
export const questionBytes = 20;

/** Bytes of scores for each direction: 256 float32. */
const scoreBytes = 1024;

/** Where everything lies, in bytes. */
export interface Layout {
  readonly size: number;
  /** Bytes of a row: a multiple of 16. */
  readonly stride: number;
  readonly threads: number;
  readonly directions: number;
  readonly questions: number;
  /** Where the region of a thread begins: scores, then heaps. */
  readonly regions: number;
  readonly regionBytes: number;
  readonly rows: number;
  readonly bytes: number;
}

/** Lays out the memory for a vocabulary; rows come to a multiple of four, the last ones zeros. */
export function toLayout(size: number, dimension: number, threads: number): Layout {
  const stride = Math.ceil(dimension / 4) * 16;
  const directions = 64; // the counter lies before
  const questions = directions + maxDirections * stride;
  const regions = Math.ceil((questions + maxDirections * questionBytes) / 64) * 64;
  const regionBytes = maxDirections * scoreBytes + heapBytes;
  const rows = regions + threads * regionBytes;
  const bytes = rows + Math.ceil(size / 4) * 4 * stride;
  return { size, stride, threads, directions, questions, regions, regionBytes, rows, bytes };
}

export const heapsOf = ({ regions, regionBytes }: Layout, thread: number): number =>
  regions + thread * regionBytes + maxDirections * scoreBytes;

export const scoresOf = ({ regions, regionBytes }: Layout, thread: number): number =>
  regions + thread * regionBytes;

/** Memory for a layout; undefined where it is more than WebAssembly can address. Throws where there is none left. */
export function allocate({ bytes }: Layout): SharedMemory | undefined {
  if (bytes > addressableBytes) return undefined;
  const pages = Math.ceil(bytes / pageBytes);
  return new webAssembly.Memory({ initial: pages, maximum: pages, shared: true });
}

/** The loop on a memory. */
export interface NearestLoop {
  normalise(rows: number, count: number, stride: number): void;
  search(...numbers: number[]): void;
}

let compiled: WasmModule | undefined;

export function instantiate(memory: SharedMemory): NearestLoop {
  compiled ??= new webAssembly.Module(Buffer.from(binary, "base64"));
  const { exports } = new webAssembly.Instance(compiled, { env: { memory } });
  return exports as unknown as NearestLoop;
}

/** Rows that a thread takes at a time. */
export const shareLength = 8192;

/** What a thread is told: to normalise all rows, to search them, or to forget a memory. */
export type Order =
  | { readonly kind: "forget"; readonly id: number }
  | {
      readonly kind: "normalise" | "search";
      readonly id: number;
      readonly memory: SharedMemory;
      readonly layout: Layout;
      readonly thread: number;
      readonly directionCount: number;
      readonly questionCount: number;
      /** Rows that are asked by any question. */
      readonly among: number;
      /** By how much a cosine in float32 may be off. */
      readonly error: number;
    };

/** What a thread says when an order (other than to forget) is done: how many rows it looked at. */
export interface Done {
  readonly rows: number;
}
