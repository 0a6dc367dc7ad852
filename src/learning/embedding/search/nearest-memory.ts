/**
 * The memory of one search by threads: rows, then pass by pass the questions of the pass and the candidates that
 * the threads leave in their heaps. Left out: which questions, and what the candidates are worth.
 */
import { complaint, InputError } from "../../../base/check.js";
import {
  allocate,
  heapEntry,
  heapHead,
  heapsOf,
  questionBytes,
  toLayout,
  type Layout,
} from "./nearest-protocol.js";
import type { CompleteQuestion } from "./question.js";
import type { VectorRows } from "./rows.js";
import type { SharedMemory } from "../loop/web-assembly.js";

/** A memory that holds rows. */
export interface Filled {
  /** By which the threads know it. */
  readonly id: number;
  readonly memory: SharedMemory;
  readonly layout: Layout;
}

/** A question, and how many candidates each thread shall keep. */
export interface Roomy {
  readonly question: CompleteQuestion;
  readonly room: number;
}

let lastId = 0;

/**
 * Copies rows into shared memory.
 *
 * @throws InputError where memory does not suffice, before anything is copied.
 */
export function fillMemory(rows: VectorRows, threads: number): Filled {
  const { dimension, size } = rows;
  const layout = toLayout(size, dimension, threads);
  const memory = toMemory(layout);
  const values = new Float32Array(memory.buffer, layout.rows);
  const width = layout.stride / 4;
  const step = Math.max(1, Math.floor((1 << 20) / dimension));
  for (let from = 0; from < size; from += step) {
    const some = rows.rows(from, Math.min(size, from + step));
    if (width === dimension) values.set(some, from * width);
    else {
      for (let at = 0, to = from * width; at < some.length; at += dimension, to += width)
        values.set(some.subarray(at, at + dimension), to);
    }
  }
  lastId += 1;
  return { id: lastId, memory, layout };
}

function toMemory(layout: Layout): SharedMemory {
  let memory: SharedMemory | undefined;
  try {
    memory = allocate(layout);
  } catch {
    memory = undefined;
  }
  if (memory !== undefined) return memory;
  const megabytes = `${Math.ceil(layout.bytes / 2 ** 20)} MB for ${layout.size} words`;
  throw new InputError(
    complaint(
      "memory for the search",
      megabytes,
      "that much free memory, and at most 4096 MB",
      "ask mostSimilar, or a subset",
    ),
  );
}

/** Writes directions, questions and empty heaps. */
export function writePass({ memory, layout }: Filled, pass: readonly Roomy[]): void {
  const { buffer } = memory;
  let direction = 0;
  let heap = 0;
  pass.forEach(({ question, room }, i) => {
    const { among, directions, method, positive } = question;
    const words = new Int32Array(buffer, layout.questions + i * questionBytes, questionBytes / 4);
    const isProduct = Number(method === "3CosMul");
    words.set([isProduct, direction, positive, directions.length - positive, among as number]);
    for (const each of directions) {
      const at = layout.directions + direction * layout.stride;
      new Float32Array(buffer, at, layout.stride / 4).fill(0).set(each);
      direction += 1;
    }
    for (let thread = 0; thread < layout.threads; thread += 1)
      new Int32Array(buffer, heapsOf(layout, thread) + heap, 2).set([0, room]);
    heap += heapHead + room * heapEntry;
  });
}

/** The candidates of all threads, and the score that no other row exceeds in float32. */
export function readHeaps({ memory, layout }: Filled, heap: number, room: number) {
  const places: number[] = [];
  let bound = -Infinity;
  for (let thread = 0; thread < layout.threads; thread += 1) {
    const at = heapsOf(layout, thread) + heap;
    const size = new Int32Array(memory.buffer, at, 1)[0] as number;
    const entries = new Int32Array(memory.buffer, at + heapHead, size * 2);
    const scores = new Float32Array(memory.buffer, at + heapHead, size * 2);
    for (let i = 0; i < size; i += 1) places.push(entries[2 * i + 1] as number);
    if (size === room) bound = Math.max(bound, scores[0] as number);
  }
  return { bound, places };
}
