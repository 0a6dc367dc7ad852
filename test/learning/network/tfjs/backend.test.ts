/** The door: what `await backend()` gives, how it is told what to take, what it leaves undisturbed. */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { inspect, promisify } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { backend } from "../../../../src/learning/network/tfjs/backend.js";
import { restoreRemovedFunctions } from "../../../../src/learning/network/tfjs/probes.js";

const run = promisify(execFile);
const root = join(import.meta.dirname, "..", "..", "..", "..");
const source = (path: string) => JSON.stringify(pathToFileURL(join(root, "src", path)).href);

/** Runs code in a process of its own. */
const inProcess = (code: string, env: Record<string, string> = {}) =>
  run(process.execPath, ["--import", "tsx", "--input-type=module", "-e", code], {
    cwd: root,
    env: Object.fromEntries(
      Object.entries({ ...process.env, ...env }).filter(([name]) => name !== "FORCE_COLOR"),
    ),
  });

describe("the backend", () => {
  afterEach(() => {
    delete process.env["TIDEBOOK_BACKEND"];
  });

  it("hands out the complete tfjs, a name and one line", async () => {
    const { tf, name, reason } = await backend();
    expect(tf.sum([1, 2, 3]).dataSync()[0]).toBe(6);
    expect(typeof tf.layers.dense).toBe("function");
    expect(typeof tf.data.array).toBe("function");
    expect(reason.startsWith(`${name}: `)).toBe(true);
    expect(reason).not.toContain("\n");
  });

  it("shows as its line", async () => {
    const found = await backend();
    expect(inspect(found)).toBe(found.reason);
  });

  it("is opened once by calls at the same time", async () => {
    const found = await Promise.all([backend(), backend(), backend()]);
    expect(new Set(found.map(({ reason }) => reason)).size).toBe(1);
  });

  it("is the one that the option names", async () => {
    const { tf, name, reason } = await backend({ name: "cpu" });
    expect([name, reason, tf.getBackend()]).toEqual(["cpu", "cpu: plain JavaScript", "cpu"]);
    expect((await backend({ name: "wasm" })).tf.getBackend()).toBe("wasm");
  });

  it("is the one that the environment names, unless an option does", async () => {
    process.env["TIDEBOOK_BACKEND"] = "cpu";
    expect((await backend()).name).toBe("cpu");
    expect((await backend({ name: "wasm" })).name).toBe("wasm");
  });

  it("refuses a name that is none", async () => {
    await expect(backend({ name: "cuda" as never })).rejects.toThrow(
      'backend: "cuda"; expected "native", "webgpu", "wasm", "cpu" or "auto"',
    );
  });

  it("says nothing of tfjs's own and leaves the process's listeners alone", async () => {
    const { stdout, stderr } = await inProcess(`
      const { backend } = await import(${source("learning/network/tfjs/backend.ts")});
      for (const name of ["cpu", "wasm"]) {
        const { tf } = await backend({ name });
        tf.add(1, 2).print();
      }
      console.log(process.listenerCount("uncaughtException"), process.listenerCount("unhandledRejection"));
    `);
    expect(stderr).toBe("");
    expect(stdout).toBe("Tensor\n    3\nTensor\n    3\n0 0\n");
  });

  it("loads nothing of tfjs before it is asked", async () => {
    const { stdout } = await inProcess(`
      await import(${source("learning/network/tfjs/backend.ts")});
      const { createRequire } = await import("node:module");
      const loaded = Object.keys(createRequire(${JSON.stringify(join(root, "x.js"))}).cache);
      console.log(loaded.filter((path) => path.includes("tensorflow")).length);
    `);
    expect(stdout.trim()).toBe("0");
  });

  const tfjs = JSON.stringify(join(root, "node_modules", "@tensorflow", "tfjs"));
  /** A stand-in for tfjs-node: tfjs's cpu backend under its name, and what it uses of util. */
  const works = `
    const { isNullOrUndefined, isArray } = require("node:util");
    if (!isNullOrUndefined(null) || !isArray([])) throw new Error("no shim");
    const tf = require(${tfjs});
    tf.registerBackend("tensorflow", () => tf.findBackend("cpu"), 3);
    for (const kernel of tf.getKernelsForBackend("cpu"))
      tf.registerKernel({ ...kernel, backendName: "tensorflow" });`;
  for (const [what, library, reason] of [
    ["works", works, /^native: TensorFlow 4/],
    [
      "is no library",
      'throw new Error("invalid ELF header: tfjs_binding.node");',
      /^wasm: .*not native: its library does not load \(invalid ELF header: tfjs_binding.node\)/,
    ],
    [
      "was not downloaded",
      'throw new Error("The Node.js native addon module can not be found at path: /x");',
      /^wasm: .*not native: its library is not installed/,
    ],
    [
      "brings its own tfjs",
      "module.exports = {};",
      /^wasm: .*not native: it belongs to another copy of tfjs/,
    ],
    [
      "does not start",
      `require(${tfjs}).registerBackend("tensorflow", () => { throw new Error("no"); }, 3);`,
      /^wasm: .*not native: tfjs could not start it/,
    ],
    [
      "computes wrongly",
      `${works}
       tf.unregisterKernel("BatchMatMul", "tensorflow");
       const { kernelFunc } = tf.getKernel("Add", "cpu");
       tf.registerKernel({
         kernelName: "BatchMatMul",
         backendName: "tensorflow",
         kernelFunc: ({ inputs: { a, b }, backend }) => kernelFunc({ inputs: { a, b }, backend }),
       });`,
      /^wasm: .*not native: it computes a wrong gradient/,
    ],
  ] as const) {
    it(`takes or leaves a native library that ${what}`, async () => {
      const folder = await mkdtemp(join(tmpdir(), "tidebook-native-"));
      try {
        const file = join(folder, "library.cjs");
        await writeFile(file, library);
        const { stdout } = await inProcess(`
          import Module from "node:module";
          import util from "node:util";
          delete util.isNullOrUndefined;
          delete util.isArray;
          const resolve = Module._resolveFilename;
          Module._resolveFilename = function (name, ...rest) {
            return name === "tfjs-native" ? ${JSON.stringify(file)} : resolve.call(this, name, ...rest);
          };
          const { backend } = await import(${source("learning/network/tfjs/backend.ts")});
          console.log((await backend()).reason);
        `);
        expect(stdout).toMatch(reason);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    });
  }

  it("takes turns when calls at the same time name different ones", async () => {
    const found = await Promise.all([
      backend({ name: "cpu" }).then(({ tf, name }) => [name, tf.getBackend()]),
      backend({ name: "wasm" }).then(({ tf, name }) => [name, tf.getBackend()]),
    ]);
    expect(found).toEqual([
      ["cpu", "cpu"],
      ["wasm", "wasm"],
    ]);
  });

  it("restores removed functions only where they are missing", () => {
    const own = () => true;
    const util: Record<string, unknown> = { isArray: own };
    restoreRemovedFunctions(util);
    expect(util["isArray"]).toBe(own);
    const isNullOrUndefined = util["isNullOrUndefined"] as (value: unknown) => boolean;
    expect([null, undefined, 0, ""].map(isNullOrUndefined)).toEqual([true, true, false, false]);
  });
});
