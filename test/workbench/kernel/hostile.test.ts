/** Cells that mean no good, or know no better: the kernel answers each, and the next cell runs. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { contents, LiveKernel, resultText, streamText, traceback } from "./live-kernel.js";

let kernel: LiveKernel;
const fresh = async (env: Readonly<Record<string, string>> = {}) => {
  const own = await LiveKernel.start({ env });
  owned.push(own);
  return own;
};
const owned: LiveKernel[] = [];
beforeAll(async () => {
  kernel = await LiveKernel.start();
});
afterEach(() => Promise.all(owned.splice(0).map((own) => own.close())));
afterAll(() => kernel.close());

const shown = async (cell: string, on = kernel) => {
  const { iopub } = await on.execute(cell);
  return resultText(iopub) ?? traceback(iopub).split("\n")[0];
};

describe("a result", () => {
  it.each<[what: string, cell: string, text: string]>([
    ["with a getter that throws", "({ get a() { throw new Error('no') } })", "{ a: [Getter] }"],
    [
      "whose data cannot be read",
      "({ get data() { throw new Error('no') } })",
      "{ data: [Getter] }\n(its display failed: Error: no)",
    ],
    [
      "that is a proxy with throwing traps",
      "new Proxy({}, { get() { throw new Error('no') }, has() { throw 1 }, ownKeys() { throw 2 }, getPrototypeOf() { throw 3 } })",
      "{}\n(its display failed: Error: no)",
    ],
    [
      "that is a revoked proxy",
      "(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy })()",
      "<Revoked Proxy>\n(its display failed: TypeError: Cannot perform 'get' on a proxy that has been revoked)",
    ],
    [
      "whose own inspection throws",
      "({ [Symbol.for('nodejs.util.inspect.custom')]() { throw new Error('no') } })",
      "[a value that cannot be shown: no]",
    ],
    [
      "that can be waited for, but is no promise",
      "({ then(f: Function) { f(42) } })",
      "{ then: [Function: then] }",
    ],
    [
      "that is deep",
      "let deep: object = {}; for (let i = 0; i < 100_000; i++) deep = { deep }; deep",
      "{\n  deep: {",
    ],
  ])("%s is shown", async (_what, cell, text) => {
    expect((await shown(cell))?.slice(0, text.length)).toBe(text);
  });
});

describe("something thrown", () => {
  it.each<[what: string, cell: string, text: string]>([
    ["undefined", "throw undefined", "Thrown: undefined"],
    ["a symbol", "throw Symbol('s')", "Thrown: Symbol(s)"],
    ["a rejection without a reason", "await Promise.reject()", "Thrown: undefined"],
    ["a proxy", "throw new Proxy(new Error('in'), { get() { throw new Error('no') } })", "Error"],
    [
      "an error that cannot be read",
      "const odd = new Error(); for (const key of ['stack', 'message', 'name']) Object.defineProperty(odd, key, { get() { throw 1 } }); throw odd",
      "Error",
    ],
    [
      "a recursion without end",
      "function down(n: number): number { return down(n + 1) + 1 } down(0)",
      "RangeError: Maximum call stack size exceeded",
    ],
  ])("%s is an error of its cell", async (_what, cell, text) => {
    expect(await shown(cell)).toBe(text);
  });
});

describe("after a cell that changes what everything stands on, the next ones run:", () => {
  it.each<[what: string, cell: string]>([
    ["Object.prototype gets a method", "(Object.prototype as any).polluted = () => 1; 0"],
    ["Object.prototype gets `then`", "(Object.prototype as any).then = () => { throw 'then' }; 0"],
    [
      "Promise.prototype.then never calls back",
      "(Promise.prototype as any).then = () => new Promise(() => {}); 0",
    ],
    [
      "Promise.prototype.then throws",
      "(Promise.prototype as any).then = () => { throw 'then' }; 0",
    ],
    ["console is replaced", "(globalThis as any).console = null; 0"],
    ["process is null", "(globalThis as any).process = null; 0"],
    [
      "globals are deleted",
      "for (const name of ['setImmediate', 'setTimeout', 'queueMicrotask', 'Map', 'Set', 'WeakMap', 'Buffer', 'URL', 'JSON', 'structuredClone']) delete (globalThis as any)[name]; 0",
    ],
    ["Error.prepareStackTrace throws", "Error.prepareStackTrace = () => { throw 'no' }; 0"],
    ["Error.stackTraceLimit is 0", "Error.stackTraceLimit = 0; 0"],
    [
      "all listeners of the process are removed",
      "process.removeAllListeners('uncaughtException').removeAllListeners('unhandledRejection'); 0",
    ],
    [
      "a listener throws again what escaped",
      "process.on('uncaughtException', (e) => { throw e }); process.on('unhandledRejection', (e) => { throw e }); 0",
    ],
    ["the exit code is set", "process.exitCode = 7; 0"],
  ])("%s", async (_what, cell) => {
    const own = await fresh();
    expect(await shown(cell, own)).toBe("0");
    expect(await shown("1 + 1", own)).toBe("2");
    expect(await shown("const n: number = await 3; n", own)).toBe("3");
    expect(await shown("throw new Error('seen')", own)).toBe("Error: seen");
    expect(await shown("import { sep } from 'node:path'; sep", own)).toBe("'/'");
    expect(await shown("void Promise.reject(new Error('escaped'))", own)).toBe("Error: escaped");
    expect(await shown("[1]", own)).toBe("[ 1 ]");
  });
});

describe("a cell that would leave the kernel", () => {
  it("by process.exit in a timer gets an error", async () => {
    expect(
      await shown(
        "setTimeout(() => process.exit(1), 5); await new Promise((r) => setTimeout(r, 30))",
      ),
    ).toMatch(/^ProcessExit: process\.exit\(1\): called in a cell/);
  });

  it("by a signal to itself, or by filling the memory, ends it, and the client sees that", async () => {
    for (const cell of [
      "process.kill(process.pid); await new Promise(() => {})",
      "const all: unknown[] = []; for (;;) all.push(new Array(1e5).fill(all.length))",
    ]) {
      const own = await fresh({ NODE_OPTIONS: "--max-old-space-size=150" });
      const gone = new Promise<unknown>((resolve) =>
        own.process.once("exit", (code, signal) => resolve(signal ?? code)),
      );
      own.sendExecute(cell);
      expect(await gone).not.toBe(0);
    }
  });

  it("by an await that nobody answers can be interrupted", async () => {
    const { id, reply } = kernel.sendExecute("console.log('go'); await ({ then() {} } as any); 1");
    await kernel.until(() => streamText(kernel.of(id), "stdout") === "go\n", "the cell to start");
    await kernel.request("interrupt_request", {}, "control");
    expect((await reply).content).toMatchObject({ status: "error", ename: "Interrupted" });
    expect(await shown("'on'")).toBe("'on'");
  });
});

describe("threads and processes of a cell", () => {
  it("speak in their cell", async () => {
    const { iopub } = await kernel.execute(
      `import { Worker } from "node:worker_threads";
       const worker = new Worker("console.log('a thread'); process.exit(3)", { eval: true });
       await new Promise((done) => worker.on("exit", done));`,
    );
    expect(streamText(iopub, "stdout")).toBe("a thread\n");
  });

  it("take nothing with them when they end, throw or are terminated", async () => {
    expect(
      await shown(
        `import { Worker as Thread } from "node:worker_threads";
         import { spawnSync } from "node:child_process";
         const endless = new Thread("for (;;);", { eval: true });
         await new Promise((done) => endless.on("online", done));
         const code = await endless.terminate();
         [code, spawnSync(process.execPath, ["-e", "process.abort()"]).signal]`,
      ),
    ).toBe("[ 1, 'SIGABRT' ]");
    expect(
      await shown(
        "new Thread('throw new Error(\"in the thread\")', { eval: true }); await new Promise((r) => setTimeout(r, 400))",
      ),
    ).toBe("Error: in the thread");
  });

  it("and whoever writes to file descriptors 1 and 2 is heard", async () => {
    const { iopub } = await kernel.execute(
      `import * as fs from "node:fs";
       fs.writeSync(1, "a text\\n");
       fs.writeSync(1, Buffer.from("xx bytes\\n"), 3, 6);
       fs.writeFileSync(1, "a file\\n");
       fs.writeSync(2, "trouble\\n");
       await new Promise<void>((done) => fs.write(1, "later\\n", () => done()));`,
    );
    expect(streamText(iopub, "stdout")).toBe("a text\nbytes\na file\nlater\n");
    expect(streamText(iopub, "stderr")).toBe("trouble\n");
  });
});

describe("a flood", () => {
  it("of output after its cell has ended lets other cells run", async () => {
    const own = await fresh();
    await own.execute(
      "const flood = setInterval(() => { for (let i = 0; i < 2000; i++) console.log('x'.repeat(1000)) }, 0); void 0",
    );
    expect(await shown("1 + 1", own)).toBe("2");
    expect(await shown("clearInterval(flood); 'dry'", own)).toBe("'dry'");
  });

  it("of source is compiled", async () => {
    const { reply, iopub } = await kernel.execute(
      `const long = "${"x".repeat(5_000_000)}"; long.length`,
    );
    expect(reply.content["status"]).toBe("ok");
    expect(resultText(iopub)).toBe("5000000");
  });

  it("of brackets is an error of its cell", async () => {
    const { iopub } = await kernel.execute(`${"(".repeat(5000)}1${")".repeat(5000)}`);
    expect(contents(iopub, "error").length).toBe(1);
    expect(await shown("'on'")).toBe("'on'");
  });
});
