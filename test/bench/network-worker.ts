/**
 * One side of the network bench in a process of its own: tfjs on the backend that the first argument names
 * ("wasm": through our `backend()`; "cpu": tfjs as it comes). Trains the case that a message names with
 * `model.fit` and answers with seconds and losses. `weights` writes the data and the first weights for Python.
 */
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type * as Tfjs from "@tensorflow/tfjs";
import { backend } from "../../src/learning/network/tfjs/backend.js";
import { benchCases, type CaseName } from "./network-cases.js";

const [side, folder] = process.argv.slice(2);

async function open(): Promise<typeof Tfjs> {
  if (side !== "cpu") return (await backend({ name: side as "wasm" })).tf;
  const tf = createRequire(import.meta.url)("@tensorflow/tfjs") as typeof Tfjs;
  await tf.setBackend("cpu");
  return tf;
}

const tf = await open();
// tfjs's advertisement of tfjs-node at the first use.
(tf.findBackend("cpu") as unknown as { firstUse: boolean }).firstUse = false;

if (folder !== undefined) {
  for (const [name, make] of Object.entries(benchCases)) {
    const { x, xShape, y, yShape, rows, epochs, batchSize, build } = make();
    const weights = build(tf).getWeights();
    const all = [x, y, ...weights.map((weight) => weight.dataSync())];
    all.forEach((array, i) =>
      writeFileSync(
        join(folder, `${name}-${i}.bin`),
        new Uint8Array(array.buffer, array.byteOffset, array.byteLength),
      ),
    );
    const shapes = [xShape, yShape, ...weights.map(({ shape }) => shape)];
    writeFileSync(
      join(folder, `${name}.json`),
      JSON.stringify({ shapes, rows, epochs, batchSize }),
    );
  }
}

process.on("message", async (name: CaseName) => {
  const { x, xShape, y, yShape, epochs, batchSize, build } = benchCases[name]();
  const model = build(tf);
  const inputs = tf.tensor(x, [...xShape], x instanceof Int32Array ? "int32" : "float32");
  const labels = tf.tensor(y, [...yShape]);
  const started = performance.now();
  const { history } = await model.fit(inputs, labels, {
    epochs,
    batchSize,
    shuffle: false,
    verbose: 0,
  });
  const milliseconds = performance.now() - started;
  tf.dispose([inputs, labels]);
  model.dispose();
  process.send!({ milliseconds, losses: history["loss"] });
});
process.on("disconnect", () => process.exit());
process.send!("ready");
