/** The door: what `await backend()` gives, how it is told what to take, what it leaves undisturbed. */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
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

  it("falls through a native library that is broken, with its reason", async () => {
    const folder = await mkdtemp(join(tmpdir(), "tidebook-native-"));
    try {
      const broken = join(folder, "broken.cjs");
      await writeFile(broken, 'throw new Error("invalid ELF header: tfjs_binding.node");');
      // The package's place is taken by the broken one.
      const code = `
        import Module from "node:module";
        const resolve = Module._resolveFilename;
        Module._resolveFilename = function (name, ...rest) {
          return name === "tfjs-native" ? ${JSON.stringify(broken)} : resolve.call(this, name, ...rest);
        };
        const { backend } = await import(${source("learning/network/tfjs/backend.ts")});
        console.log((await backend()).reason);
      `;
      const { stdout } = await inProcess(code);
      expect(stdout).toContain(
        "not native: its library does not load (invalid ELF header: tfjs_binding.node)",
      );
      expect(stdout).toMatch(/^wasm: SIMD/);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("takes a native library that works, and gives it the functions that Node no longer has", async () => {
    const folder = await mkdtemp(join(tmpdir(), "tidebook-native-"));
    try {
      await mkdir(join(folder, "package"));
      const works = join(folder, "package", "works.cjs");
      // A stand-in: registers tfjs's cpu backend under tfjs-node's name and uses what it uses of util.
      await writeFile(
        works,
        `const { isNullOrUndefined, isArray } = require("node:util");
         if (!isNullOrUndefined(null) || !isArray([])) throw new Error("no shim");
         const tf = require(${JSON.stringify(join(root, "node_modules", "@tensorflow", "tfjs"))});
         tf.registerBackend("tensorflow", () => tf.findBackend("cpu"), 3);
         for (const kernel of tf.getKernelsForBackend("cpu"))
           tf.registerKernel({ ...kernel, backendName: "tensorflow" });`,
      );
      const code = `
        import Module from "node:module";
        import util from "node:util";
        delete util.isNullOrUndefined;
        delete util.isArray;
        const resolve = Module._resolveFilename;
        Module._resolveFilename = function (name, ...rest) {
          return name === "tfjs-native" ? ${JSON.stringify(works)} : resolve.call(this, name, ...rest);
        };
        const { backend } = await import(${source("learning/network/tfjs/backend.ts")});
        const { name, tf } = await backend();
        console.log(name, tf.getBackend());
      `;
      const { stdout } = await inProcess(code);
      expect(stdout).toBe("native tensorflow\n");
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
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
