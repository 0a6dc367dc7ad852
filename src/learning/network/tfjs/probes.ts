/**
 * How each backend is opened, and what each needs set right first. Packages are found from here by
 * `require`, so that a notebook's own `require("@tensorflow/tfjs")` is the same tfjs.
 */
import { createRequire } from "node:module";
import { dirname, sep } from "node:path";
import type * as Tfjs from "@tensorflow/tfjs";
import type { BackendName, Probe } from "./choice.js";
import { because } from "./choice.js";
import { installLoops } from "./install.js";
import type { WasmBackend } from "./memory.js";
import { openWebgpu, thisMachine } from "./webgpu.js";

type Tf = typeof Tfjs;

const require = createRequire(import.meta.url);

let loaded: Tf | undefined;

/** tfjs itself; its first use no longer advertises tfjs-node. */
export function loadTf(): Tf {
  if (loaded === undefined) {
    loaded = require("@tensorflow/tfjs") as Tf;
    const cpu = loaded.findBackend("cpu") as unknown as { firstUse: boolean } | null;
    if (cpu !== null) cpu.firstUse = false;
  }
  return loaded;
}

/** Functions that tfjs-node 4 calls and newer versions of Node no longer have. */
export function restoreRemovedFunctions(
  util: Record<string, unknown> = require("node:util"),
): void {
  util["isNullOrUndefined"] ??= (value: unknown) => value === null || value === undefined;
  util["isArray"] ??= Array.isArray;
}

/** A gradient that a broken installation gets wrong or not at all. */
async function checkGradient(tf: Tf): Promise<void> {
  const found = tf.tidy(() => {
    const x = tf.tensor2d([1, 2, 3, 4], [2, 2]);
    const gradient = tf.grad((w) => tf.sum(tf.square(tf.matMul(x, w as Tfjs.Tensor2D))));
    return gradient(tf.tensor2d([1, 0, 0, 1], [2, 2]));
  });
  const values = await found.data();
  found.dispose();
  // 2·xᵀ·x
  if ([20, 28, 28, 40].some((value, i) => !(Math.abs(value - values[i]!) < 1e-3)))
    throw new Error("it computes a wrong gradient");
}

async function use(tf: Tf, name: string): Promise<void> {
  if (!(await tf.setBackend(name))) throw new Error("tfjs could not start it");
}

/**
 * Emscripten's start-up code adds listeners for uncaught errors that print the whole binary and end the process:
 * what was added during `start` is removed.
 */
async function withoutListeners(start: () => Promise<void>): Promise<void> {
  const events = ["uncaughtException", "unhandledRejection"] as const;
  const before = events.map((event) => new Set<unknown>(process.rawListeners(event)));
  try {
    await start();
  } finally {
    events.forEach((event, i) => {
      for (const listener of process.rawListeners(event))
        if (!before[i]!.has(listener)) process.removeListener(event, listener as () => void);
    });
  }
}

const native: Probe = async () => {
  loadTf();
  restoreRemovedFunctions();
  try {
    require("tfjs-native");
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    if (/Cannot find (module|package) .tfjs-native/.test(text))
      throw new Error("not installed", { cause: error });
    if (/can not be found at path/.test(text))
      throw new Error("its library is not installed", { cause: error });
    throw new Error(`its library does not load (${because(error)})`, { cause: error });
  }
  const tf = loadTf();
  if (tf.findBackend("tensorflow") === null) throw new Error("it belongs to another copy of tfjs");
  await use(tf, "tensorflow");
  await checkGradient(tf);
  return `TensorFlow ${String((tf.version as Record<string, string>)["tfjs-core"])} library`;
};

const webgpu: Probe = async () => {
  await openWebgpu(thisMachine, async () => {
    const tf = loadTf();
    await use(tf, "webgpu");
    await checkGradient(tf);
  });
  return "graphics processor through package webgpu";
};

const wasm: Probe = async () => {
  const tf = loadTf();
  const backendWasm = require("@tensorflow/tfjs-backend-wasm") as {
    setWasmPaths(folder: string): void;
  };
  // The package's own files, by path: nothing is fetched.
  backendWasm.setWasmPaths(dirname(require.resolve("@tensorflow/tfjs-backend-wasm")) + sep);
  await withoutListeners(() => use(tf, "wasm"));
  installLoops(tf, tf.backend() as WasmBackend);
  await checkGradient(tf);
  return "SIMD on one thread, with Tidebook's training kernels";
};

const cpu: Probe = async () => {
  await use(loadTf(), "cpu");
  return "plain JavaScript";
};

export const probes: Readonly<Record<BackendName, Probe>> = { native, webgpu, wasm, cpu };
