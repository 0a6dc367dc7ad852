/**
 * Puts our kernels into tfjs-core's registry for the WASM backend, in the place of its own where it has one, and
 * counts how often each runs.
 */
import type * as Tfjs from "@tensorflow/tfjs";
import { fasterKernels } from "./faster-kernels.js";
import type { Memory } from "./memory.js";
import { trainingKernels } from "./training-kernels.js";

/** One kernel: from input tensors and attributes to the output. */
export type Run = (inputs: Record<string, Tfjs.TensorInfo>, attrs: object) => Tfjs.TensorInfo;

export function registerKernels(tf: typeof Tfjs, memory: Memory): void {
  const kernels = { ...trainingKernels(tf, memory), ...fasterKernels(tf, memory) };
  for (const [kernelName, run] of Object.entries(kernels)) {
    if (tf.getKernel(kernelName, "wasm") != null) tf.unregisterKernel(kernelName, "wasm");
    tf.registerKernel({
      kernelName,
      backendName: "wasm",
      kernelFunc: ({ inputs, attrs }) => {
        memory.runs.set(kernelName, (memory.runs.get(kernelName) ?? 0) + 1);
        return run(inputs as Record<string, Tfjs.TensorInfo>, attrs ?? {});
      },
    });
  }
}
