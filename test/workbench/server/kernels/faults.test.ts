/** Kernels that crash, servers that are killed, many at once: nothing hangs, nothing is left behind. */
import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { KernelModel } from "../../../../src/workbench/server/kernels/kernel.js";
import { scriptedKernels } from "../../runner/scripted.js";
import { bareLab, poll, type BareLab } from "./bare-lab.js";

let specs: ReturnType<typeof scriptedKernels>;
let lab: BareLab;
beforeAll(() => void (specs = scriptedKernels()));
afterAll(() => specs.remove());
afterEach(() => lab.close());
const scripted = (options = {}) =>
  bareLab({ defaultKernel: "scripted", jupyterPath: [specs.folder], ...options });

const alive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
const execute = (code: string) => ({
  code,
  silent: false,
  store_history: true,
  allow_stdin: false,
});

describe("a kernel that is killed in a cell", () => {
  it("is started again under its id; its pages are told `restarting`, and go on", async () => {
    lab = await scripted();
    const { id } = await lab.start();
    const page = await lab.page(id);
    await page.run("print ready");
    const pid = lab.kernels.get(id).run.pid!;
    page.send("shell", "execute_request", execute("print in the cell\nhang"));
    await page.until((m) => m.content["text"] === "in the cell\n");
    process.kill(pid, "SIGKILL");
    await page.until((m) => m.content["execution_state"] === "restarting");
    expect(lab.kernels.get(id).model.execution_state).toBe("autorestarting");
    const run = await page.run("print again");
    expect([run.outputs, run.reply.content["execution_count"]]).toEqual(["again\n", 1]);
    expect(lab.kernels.get(id).run.pid).not.toBe(pid);
    expect(lab.lines).toContain('kernel "scripted" was killed (SIGKILL); it is started again');
  });

  it("is given up after so many times in a row, and says so", async () => {
    lab = await scripted({ restartLimit: 2 });
    const { id } = await lab.start();
    const page = await lab.page(id);
    for (let times = 0; times < 3; times++) {
      await page.run("print ready");
      page.send("shell", "execute_request", execute("die 3"));
      await page.until(
        (m) => m.content["execution_state"] === (times === 2 ? "dead" : "restarting"),
      );
      page.received.length = 0;
    }
    expect(lab.kernels.get(id).model).toMatchObject({
      execution_state: "dead",
      reason:
        'kernel "scripted" ended with exit code 3; its last words:\nthese are my last words; it died 3 times in a row',
    });
    expect((await lab.ask("POST", `/api/kernels/${id}/restart`)).status).toBe(200);
    const back = await lab.page(id, "back");
    expect((await back.run("print risen")).outputs).toBe("risen\n");
  });

  it("takes what it started with it", async () => {
    lab = await bareLab();
    const { id } = await lab.start();
    const page = await lab.page(id);
    const { outputs } = await page.run(
      'import { spawn } from "node:child_process";\nspawn(process.execPath, ["-e", "setInterval(() => {}, 1e4)"]).pid',
    );
    const child = Number(outputs);
    expect(alive(child)).toBe(true);
    process.kill(lab.kernels.get(id).run.pid!, "SIGKILL");
    await poll(() => alive(child)).toBe(false);
  });
});

describe("a restart by a person", () => {
  it("never says `restarting`, forgets what waited, and is one for two who ask at once", async () => {
    lab = await scripted();
    const { id } = await lab.start();
    const page = await lab.page(id);
    await page.run("print ready");
    page.send("shell", "execute_request", execute("hang"));
    const before = lab.kernels.get(id).run.pid!;
    const answers = await Promise.all(
      [1, 2].map(() => lab.ask("POST", `/api/kernels/${id}/restart`)),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(alive(before)).toBe(false);
    const run = await page.run("print fresh");
    expect([run.outputs, run.reply.content["execution_count"]]).toEqual(["fresh\n", 1]);
    expect(page.statuses()).not.toContain("restarting");
    expect(page.statuses()).not.toContain("dead");
  });

  it("also ends a kernel that ignores the request to end", async () => {
    lab = await scripted();
    const { id } = await lab.start("scripted-stays");
    const page = await lab.page(id);
    await page.run("print ready");
    expect((await lab.ask("POST", `/api/kernels/${id}/restart`)).status).toBe(200);
    expect((await page.run("print fresh")).outputs).toBe("fresh\n");
  });
});

describe("many kernels", () => {
  it("twenty start two at a time, and all of them answer and end", async () => {
    lab = await scripted({ startsAtOnce: 2 });
    const models = await Promise.all(Array.from({ length: 20 }, () => lab.start()));
    const pages = await Promise.all(models.map(({ id }) => lab.page(id)));
    const runs = await Promise.all(pages.map((page, index) => page.run(`print ${index}`)));
    expect(runs.map(({ outputs }) => outputs)).toEqual(models.map((_, index) => `${index}\n`));
    const pids = models.map(({ id }) => lab.kernels.get(id).run.pid!);
    expect(new Set(pids).size).toBe(20);
    await lab.kernels.close();
    expect(pids.filter(alive)).toEqual([]);
  });

  it("one that waits for its turn can be ended before", async () => {
    lab = await scripted({ startsAtOnce: 1, startupTimeoutMs: 3000 });
    const mute = await lab.start("mute");
    const waiting = await lab.start();
    expect(waiting.execution_state).toBe("starting");
    expect((await lab.ask("DELETE", `/api/kernels/${waiting.id}`)).status).toBe(204);
    expect((await lab.ask("DELETE", `/api/kernels/${mute.id}`)).status).toBe(204);
    expect((await lab.ask("GET", "/api/kernels")).json).toEqual([]);
  });
});

describe("the end of the server", () => {
  it("ends all kernels, the warm one too, and their connection files", async () => {
    lab = await bareLab({ warm: true });
    await poll(() => lab.kernels.warmPid).toBeTypeOf("number");
    const { id } = await lab.start();
    const page = await lab.page(id);
    const argv = (await page.run("process.argv[2]")).outputs.replaceAll("'", "");
    expect(existsSync(argv)).toBe(true);
    const pids = [lab.kernels.get(id).run.pid!, lab.kernels.warmPid].filter(
      (pid) => pid !== undefined,
    );
    await lab.kernels.close();
    await lab.kernels.close();
    expect(pids.filter(alive)).toEqual([]);
    await poll(() => existsSync(dirname(argv))).toBe(false);
    expect((await lab.ask("POST", "/api/kernels")).status).toBe(503);
  });

  it("by kill -9 leaves no kernel and no connection file", async () => {
    lab = await scripted();
    const program = join(lab.root, "server.mjs");
    const kernels = new URL(
      "../../../../dist/workbench/server/kernels/kernels.js",
      import.meta.url,
    );
    writeFileSync(
      program,
      `import { Kernels } from ${JSON.stringify(kernels.href)};
       const kernels = new Kernels({ root: ${JSON.stringify(lab.root)}, warm: true });
       const kernel = await kernels.start();
       await kernel.run.ready;
       while (kernels.warmPid === undefined) await new Promise((go) => setTimeout(go, 50));
       console.log(JSON.stringify([kernel.run.pid, kernels.warmPid]));
       setInterval(() => {}, 1000);`,
    );
    const server = spawn(process.execPath, [program], { stdio: ["ignore", "pipe", "inherit"] });
    const lines = createInterface(server.stdout);
    const line = await new Promise<string>((resolve) => lines.once("line", resolve));
    const pids = JSON.parse(line) as number[];
    const files = pids.map((pid) => {
      const argv = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
      return argv.find((word) => word.endsWith("connection.json"))!;
    });
    server.kill("SIGKILL");
    await poll(() => pids.filter(alive)).toEqual([]);
    await poll(() => files.filter((file) => existsSync(dirname(file)))).toEqual([]);
  });
});

describe("culling", () => {
  it("ends kernels that nobody looks at, and spares those with a page", async () => {
    lab = await scripted({ culling: { idleMs: 300, everyMs: 50 } });
    const [alone, watched] = [await lab.start(), await lab.start()];
    const page = await lab.page(watched.id);
    await page.run("print ready");
    const ids = async () =>
      ((await lab.ask("GET", "/api/kernels")).json as KernelModel[]).map(({ id }) => id);
    await poll(ids).toEqual([watched.id]);
    expect(lab.lines).toContain(`kernel ${alone.id}: idle too long, ended`);
    await page.close();
    await poll(ids).toEqual([]);
  });
});
