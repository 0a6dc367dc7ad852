/**
 * Completes tfjs's WASM backend for training: our loops on its memory, the kernels that it lacks.
 */
import type * as Tfjs from "@tensorflow/tfjs";
import { installAdam } from "./descent.js";
import { installFusedLayers } from "./fused.js";
import { registerKernels } from "./kernels.js";
import { openMemory, type Memory, type WasmBackend } from "./memory.js";
import { installSteps } from "./step/install.js";

let installed: { backend: WasmBackend; memory: Memory } | undefined;

/** Once per backend instance. */
export function installLoops(tf: typeof Tfjs, backend: WasmBackend): Memory {
  if (installed?.backend === backend) return installed.memory;
  const memory = openMemory(backend);
  registerKernels(tf, memory);
  installAdam(tf, memory);
  installFusedLayers(tf, memory);
  installSteps(tf, memory);
  installed = { backend, memory };
  return memory;
}

/** What was installed, for tests: how often each of our kernels ran. */
export const installedMemory = (): Memory | undefined => installed?.memory;
