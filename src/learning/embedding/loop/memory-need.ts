/**
 * Whether a model fits, said before anything is allocated: into what WebAssembly can address, and into what
 * the machine has left. Left out: the corpus, which may stay in files.
 */
import { freemem, totalmem } from "node:os";
import { InputError } from "../../../base/check.js";
import type { CompleteWord2VecOptions } from "../options.js";
import { placesOf, type ModelPlaces } from "./places.js";
import { addressableBytes } from "./web-assembly.js";

/** What a machine has. */
export interface Machine {
  /** Bytes that a process can still get. */
  readonly freeBytes: number;
}

/** This machine: what the system says is free, within the limit of a container. */
function thisMachine(): Machine {
  // macOS counts only pages that nobody has touched; what it would give up for others is not known.
  const free = process.platform === "darwin" ? totalmem() : freemem();
  const limit = process.constrainedMemory() ?? 0; // 0, or far above the total, where there is none
  const left = limit > 0 && limit < totalmem() ? limit - process.memoryUsage.rss() : Infinity;
  return { freeBytes: Math.min(free, left) };
}

/** Bytes as a message says them. */
function readable(bytes: number): string {
  return bytes < 1e9 ? `${Math.ceil(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

/**
 * Checks that a model of two words fits, the smallest that learns anything: what is refused here is refused before the corpus
 * is read.
 *
 * @throws InputError where it does not.
 */
export function checkLeastMemory(options: CompleteWord2VecOptions, machine?: Machine): void {
  checkMemory(placesOf(2, 0, options), 2, options, machine);
}

/**
 * Checks that the bytes of a model can be had.
 *
 * @throws InputError where they cannot.
 */
export function checkMemory(
  { bytes, threads: ofThreads }: Pick<ModelPlaces, "bytes" | "threads">,
  words: number,
  { dimension, window, negative, threads }: CompleteWord2VecOptions,
  machine: Machine = thisMachine(),
): void {
  const isRoom = ofThreads < bytes / 2; // most of it is what the threads work in
  const room = ` in ${threads} ${threads === 1 ? "thread" : "threads"}, a window of ${window}, ${negative} noise words`;
  const what = `memory for ${words} words × ${dimension} numbers${isRoom ? room : ""}`;
  const remedy = isRoom
    ? "lower window, dimension, negative or threads"
    : "raise minCount, set maxSize or lower dimension";
  const fail = (rule: string): never => {
    throw new InputError(`${what}: ${readable(bytes)}; expected ${rule}; ${remedy}`);
  };
  if (bytes > addressableBytes) {
    fail(`at most ${readable(addressableBytes)}, what WebAssembly addresses`);
  }
  if (bytes > machine.freeBytes) {
    fail(`at most ${readable(machine.freeBytes)}, what is free on this machine`);
  }
}
