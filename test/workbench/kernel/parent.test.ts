/** A kernel goes with the program that started it, if that program said who it is. */
import { fork, type ChildProcess } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newConnection, writeConnection } from "../../../src/workbench/protocol/connection.js";

const main = fileURLToPath(new URL("../../../dist/workbench/kernel/main.js", import.meta.url));
const flags = ["--no-force-async-hooks-checks"];

/** Starts a kernel as a client would, and says what processes there are. */
const starter = `
import { execFileSync, spawn } from "node:child_process";
const [main, connection, flags, named] = process.argv.slice(2);
const env = { ...process.env };
delete env.JPY_PARENT_PID;
if (named === "named") env.JPY_PARENT_PID = String(process.pid);
const kernel = spawn(process.execPath, [...JSON.parse(flags), main, connection], { env, stdio: "ignore" });
for (;;) {
  await new Promise((resolve) => setTimeout(resolve, 50));
  const ps = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
  const children = ps.trim().split("\\n").map((line) => line.trim().split(/\\s+/).map(Number))
    .filter(([, parent]) => parent === kernel.pid).map(([pid]) => pid);
  if (children.length > 0) { process.send([kernel.pid, ...children]); break; }
}
setInterval(() => {}, 1000);
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tidebook-parent-test-"));
  await writeFile(join(folder, "starter.mjs"), starter);
});
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));

/** The kernel's and its compiler's process ids. */
async function start(
  named: "named" | "unnamed",
): Promise<{ parent: ChildProcess; pids: number[] }> {
  const file = join(folder, `${named}.json`);
  await writeConnection(file, await newConnection());
  const parent = fork(join(folder, "starter.mjs"), [main, file, JSON.stringify(flags), named], {
    execArgv: [],
    stdio: "ignore",
  });
  const pids = await new Promise<number[]>((resolve) =>
    parent.once("message", (message) => resolve(message as number[])),
  );
  return { parent, pids };
}

function kill(child: ChildProcess): Promise<unknown> {
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  return gone;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe.runIf(process.platform !== "win32")("when the program that started it is killed", () => {
  it("the kernel ends with its compiler, but not before", async () => {
    const { parent, pids } = await start("named");
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(pids.map(isAlive)).toEqual(pids.map(() => true));
    await kill(parent);
    await expect.poll(() => pids.filter(isAlive), { timeout: 8000 }).toEqual([]);
  });

  it("a kernel that was not told who that is stays", async () => {
    const { parent, pids } = await start("unnamed");
    await kill(parent);
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(pids.map(isAlive)).toEqual(pids.map(() => true));
    process.kill(pids[0]!, "SIGKILL");
    await expect.poll(() => pids.filter(isAlive), { timeout: 8000 }).toEqual([]);
  });
});
