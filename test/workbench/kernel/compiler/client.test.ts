/** The life of the compiler process: starting, dying, starting again, and where its snapshot comes from. */
import { fork } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { basename } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Worker } from "node:worker_threads";

import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { buildSnapshot } from "../../../../src/workbench/kernel/compiler/build-snapshot.js";
import {
  startCompiler,
  type ClientOptions,
  type RunningCompiler,
} from "../../../../src/workbench/kernel/compiler/client.js";
import { builtFile } from "../../../../src/workbench/kernel/compiler/installation.js";
import { snapshotFile } from "../../../../src/workbench/kernel/compiler/snapshot.js";
import { makeFolder, removeFolder } from "./live-cells.js";

let folder: string;
let cacheFolder: string;
const running: RunningCompiler[] = [];

let snapshot: string;

beforeAll(async () => {
  folder = makeFolder();
  cacheFolder = `${folder}/cache`;
  // Two builders at once are harmless.
  const [first, second] = await Promise.all([
    buildSnapshot(cacheFolder),
    buildSnapshot(cacheFolder),
  ]);
  expect(first).toBe(second);
  snapshot = first;
});
afterEach(() => running.splice(0).forEach((compiler) => compiler.close()));
afterAll(() => removeFolder(folder));

function start(options: ClientOptions = {}): RunningCompiler & { log: string[] } {
  const log: string[] = [];
  const compiler = startCompiler({
    cwd: folder,
    strict: true,
    cacheFolder,
    buildAfterIdleMs: 0,
    log: (line) => log.push(line),
    ...options,
  });
  running.push(compiler);
  return Object.defineProperty(compiler, "log", { value: log }) as RunningCompiler & {
    log: string[];
  };
}

async function define(compiler: RunningCompiler, source: string): Promise<void> {
  const compiled = await compiler.compile(source);
  if (compiled.status === "ok") await compiler.commit(compiled.ticket);
}

async function until(holds: () => boolean, timeoutMs = 20_000): Promise<boolean> {
  for (const end = Date.now() + timeoutMs; Date.now() < end; await delay(20))
    if (holds()) return true;
  return holds();
}

function isAlive(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe("without a snapshot", () => {
  it("the plain process serves, and the log says so", async () => {
    const none = `${folder}/none`;
    const compiler = start({ cacheFolder: none });
    expect(await compiler.compile("1")).toMatchObject({ status: "ok" });
    expect(compiler.process.fromSnapshot).toBe(false);
    expect(compiler.log).toEqual([
      `compiler snapshot: none at ${snapshotFile(none)}; starting without it`,
    ]);
  });
});

describe("a compiler process", () => {
  it("that dies is replaced, and knows what was committed", async () => {
    const compiler = start();
    await define(compiler, "const kept: number = 1; interface Kept { a: string }");
    const { pid } = compiler.process;
    process.kill(pid ?? 0, "SIGKILL");
    expect(
      await compiler.compile("const again: Kept = { a: kept.toFixed() }; again"),
    ).toMatchObject({ status: "ok" });
    expect(compiler.process.pid).not.toBe(pid);
    expect(compiler.log).toEqual(["compiler process ended with SIGKILL; starting another"]);
  });

  it("requests that were under way are answered by the next process", async () => {
    const compiler = start();
    await define(compiler, "const kept = 1");
    const answers = [
      compiler.compile("kept + 1"),
      compiler.isComplete("f("),
      compiler.complete("kep", 3),
    ];
    process.kill(compiler.process.pid ?? 0, "SIGKILL");
    expect(await Promise.all(answers)).toMatchObject([
      { status: "ok" },
      { status: "incomplete" },
      { items: [{ text: "kept" }] },
    ]);
  });

  it("a request that finds every process dying is refused", async () => {
    const compiler = start();
    await compiler.compile("1");
    const refused = expect(compiler.compile("2")).rejects.toThrow(
      "compiler process: ended with SIGKILL; expected an answer to compile; change the cell and run it again",
    );
    const seen = new Set<number>();
    while (seen.size < 2) {
      const { pid } = compiler.process;
      if (pid !== undefined && !seen.has(pid)) {
        seen.add(pid);
        process.kill(pid, "SIGKILL");
      }
      await delay(1);
    }
    await refused;
    expect(await compiler.compile("3")).toMatchObject({ status: "ok" });
    // Being killed says nothing about the snapshot.
    expect(compiler.process.fromSnapshot).toBe(true);
  });

  it("that is interrupted along with the kernel goes on", async () => {
    const compiler = start();
    await compiler.compile("1");
    const { pid } = compiler.process;
    process.kill(pid ?? 0, "SIGINT");
    expect(await compiler.compile("2")).toMatchObject({ status: "ok" });
    expect(compiler.process.pid).toBe(pid);
  });

  it("an unknown ticket is refused", async () => {
    const compiler = start();
    await expect(compiler.commit(99)).rejects.toThrow(
      "compiler ticket: 99; expected one that compile gave and that is not committed yet",
    );
  });

  it("nothing is answered after close, and the process ends", async () => {
    const compiler = start();
    await compiler.compile("1");
    const { pid } = compiler.process;
    const pending = expect(compiler.compile("2")).rejects.toThrow(
      "compiler closed: the kernel is shutting down; expected no answer any more",
    );
    compiler.close();
    await pending;
    await expect(compiler.compile("3")).rejects.toThrow(
      "compiler request after close: compile; expected none",
    );
    expect(await until(() => !isAlive(pid))).toBe(true);
  });

  it("a kernel that is killed takes its compiler along", async () => {
    writeFileSync(
      `${folder}/kernel.mjs`,
      `import { startCompiler } from ${JSON.stringify(builtFile("client.js"))};
       const compiler = startCompiler({ cwd: ${JSON.stringify(folder)}, strict: true, cacheFolder: ${JSON.stringify(cacheFolder)}, buildAfterIdleMs: 0 });
       await compiler.compile("1");
       process.send(compiler.process.pid);`,
    );
    const kernel = fork(`${folder}/kernel.mjs`, { execArgv: [] });
    const pid = await new Promise<number>((resolve) =>
      kernel.once("message", (message) => resolve(message as number)),
    );
    expect(isAlive(pid)).toBe(true);
    kernel.kill("SIGKILL");
    expect(await until(() => !isAlive(pid))).toBe(true);
  });
});

describe("with a snapshot", () => {
  it("no builder leaves anything else behind", () => {
    expect(readdirSync(cacheFolder)).toEqual([basename(snapshot)]);
  });

  it("the process starts from it, also when flags are set for the kernel", async () => {
    process.env["NODE_OPTIONS"] = "--max-old-space-size=300";
    const compiler = start();
    delete process.env["NODE_OPTIONS"];
    expect(await compiler.compile("1")).toMatchObject({ status: "ok" });
    expect(compiler.process.fromSnapshot).toBe(true);
    expect(compiler.log).toEqual([]);
  });

  it("a worker thread can be the client", async () => {
    const worker = new Worker(
      `const { parentPort, workerData } = require("node:worker_threads");
       import(workerData.client).then(async ({ startCompiler }) => {
         const compiler = startCompiler(workerData.options);
         const { status } = await compiler.compile("const a: number = 1; a");
         parentPort.postMessage([status, compiler.process.fromSnapshot]);
         compiler.close();
       });`,
      {
        eval: true,
        workerData: {
          client: builtFile("client.js"),
          options: { cwd: folder, strict: true, cacheFolder },
        },
      },
    );
    expect(await new Promise((resolve) => worker.once("message", resolve))).toEqual(["ok", true]);
    await worker.terminate();
  });

  it.each<[title: string, spoil: (file: string) => void]>([
    ["cut off", (file) => truncateSync(file, statSync(file).size >> 1)],
    ["something else", (file) => writeFileSync(file, "not a snapshot")],
    [
      "damaged",
      (file) => writeFileSync(file, readFileSync(file).fill(0x55, 20_000_000, 20_001_000)),
    ],
  ])("one that is %s is removed, and the plain process serves", async (_title, spoil) => {
    const spoiled = `${folder}/spoiled`;
    const file = snapshotFile(spoiled);
    mkdirSync(spoiled, { recursive: true });
    copyFileSync(snapshot, file);
    spoil(file);
    const compiler = start({ cacheFolder: spoiled });
    expect(await compiler.compile("1 + 1")).toMatchObject({ status: "ok" });
    expect(compiler.process.fromSnapshot).toBe(false);
    expect(compiler.log[0]).toMatch(
      /^compiler snapshot: the process that started from it ended with .+; starting without it$/,
    );
    expect(existsSync(file)).toBe(false);
  });
  it("one that cannot even be removed is tried once", async () => {
    const stuck = `${folder}/stuck`;
    mkdirSync(snapshotFile(stuck), { recursive: true });
    writeFileSync(`${snapshotFile(stuck)}/file`, "");
    const compiler = start({ cacheFolder: stuck });
    expect(await compiler.compile("1")).toMatchObject({ status: "ok" });
    expect(compiler.log).toHaveLength(1);
  });
});

describe("a missing snapshot", () => {
  it("is built in the background after a while without requests", async () => {
    const idle = `${folder}/idle`;
    const compiler = start({ cacheFolder: idle, buildAfterIdleMs: 100 });
    await compiler.compile("1");
    expect(await until(() => existsSync(snapshotFile(idle)))).toBe(true);
  });

  it("is built when the kernel ends before that, and survives it", async () => {
    const ended = `${folder}/ended`;
    const compiler = start({ cacheFolder: ended, buildAfterIdleMs: 60_000 });
    await compiler.compile("1");
    compiler.close();
    expect(await until(() => existsSync(snapshotFile(ended)))).toBe(true);
  });

  it.skipIf(process.getuid?.() === 0 || process.platform === "win32")(
    "in a read-only folder is nobody's trouble (root may write anywhere: not tried as root)",
    async () => {
      const locked = makeFolder();
      chmodSync(locked, 0o500);
      const compiler = start({ cacheFolder: `${locked}/cache`, buildAfterIdleMs: 50 });
      expect(await compiler.compile("1")).toMatchObject({ status: "ok" });
      await delay(500);
      expect(await compiler.compile("2")).toMatchObject({ status: "ok" });
      chmodSync(locked, 0o700);
      removeFolder(locked);
    },
  );

  it("where the cache folder cannot be made is nobody's trouble", async () => {
    writeFileSync(`${folder}/file`, "");
    const compiler = start({ cacheFolder: `${folder}/file/cache`, buildAfterIdleMs: 50 });
    expect(await compiler.compile("1")).toMatchObject({ status: "ok" });
    await delay(500);
    expect(await compiler.compile("2")).toMatchObject({ status: "ok" });
    await expect(buildSnapshot(`${folder}/file/cache`)).rejects.toThrow(/ENOTDIR|EEXIST/);
  });
});
