/**
 * The door to tfjs: `await backend()` picks the fastest backend that works on this machine, completes the
 * WASM one for training and hands out tfjs itself. Nothing of tfjs is loaded before the first call.
 */
import { inspect } from "node:util";
import type * as Tfjs from "@tensorflow/tfjs";
import { choose, toWish, type BackendName, type Choice } from "./choice.js";

export type { BackendName } from "./choice.js";

/** tfjs, ready to compute, and what it computes with. */
export interface Backend {
  /** The complete `@tensorflow/tfjs`. */
  readonly tf: typeof Tfjs;
  readonly name: BackendName;
  /** One line: which backend, and why none of those before it. */
  readonly reason: string;
}

export interface BackendOptions {
  /** One backend instead of the first that works: "native", "webgpu", "wasm", "cpu"; or "auto". */
  readonly name?: BackendName | "auto";
}

const opened = new Map<BackendName | "auto", Promise<Choice>>();

/** The end of the last call: tfjs has one backend at a time, so calls that name two take turns. */
let turn: Promise<unknown> = Promise.resolve();

/**
 * Opens tfjs on the fastest backend that works here: the native library, a GPU, WASM with the training
 * kernels that tfjs lacks, plain JavaScript, in this order. Calls share one attempt; a call that names
 * another backend switches to it.
 * @param options the backend to take; default: the environment variable TIDEBOOK_BACKEND, else "auto"
 * @returns tfjs, the backend's name and one line that says why it was taken
 * @throws InputError for a name that is none, and where the named backend does not open here
 * @example
 * const { tf, name } = await backend();
 * tf.sum([1, 2, 3]).dataSync()[0]; // 6
 */
export async function backend(options: BackendOptions = {}): Promise<Backend> {
  const wish =
    options.name === undefined
      ? toWish(process.env["TIDEBOOK_BACKEND"], "TIDEBOOK_BACKEND")
      : toWish(options.name, "backend");
  const mine = turn.then(() => open(wish));
  turn = mine.catch(() => undefined);
  return mine;
}

async function open(wish: BackendName | undefined): Promise<Backend> {
  // Loaded here, so that the door opens quickly.
  const { loadTf, probes } = await import("./probes.js");
  const key = wish ?? "auto";
  let choice = opened.get(key);
  if (choice === undefined) {
    choice = choose(probes, wish);
    opened.set(key, choice);
    // A failure is not kept: the next call tries again.
    choice.catch(() => opened.delete(key));
  }
  const { name, reason } = await choice;
  const tf = loadTf();
  const tfName = name === "native" ? "tensorflow" : name;
  if (tf.getBackend() !== tfName) await tf.setBackend(tfName);
  return {
    tf,
    name,
    reason,
    // A cell that ends in `await backend()` shows the line, not tfjs's hundreds of functions.
    ...{ [inspect.custom]: () => reason },
  };
}
