/** JupyterLab's own client, @jupyterlab/services, against the live routes: it cannot tell the difference. */
import {
  KernelManager,
  KernelSpecManager,
  ServerConnection,
  SessionManager,
  type Kernel,
  type KernelMessage,
} from "@jupyterlab/services";
import { WebSocket } from "ws";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { bareLab, poll, type BareLab } from "./bare-lab.js";

let lab: BareLab;
let serverSettings: ServerConnection.ISettings;
beforeAll(async () => {
  // The client tells its console about each connection and status.
  for (const name of ["debug", "log", "warn"] as const) vi.spyOn(console, name).mockReturnValue();
  lab = await bareLab({ warm: true });
  serverSettings = ServerConnection.makeSettings({
    baseUrl: `${lab.url}/`,
    wsUrl: lab.url.replace("http", "ws"),
    WebSocket: WebSocket as never,
    fetch: fetch as never,
    Request: Request as never,
    Headers: Headers as never,
  });
});
afterAll(async () => {
  vi.restoreAllMocks();
  await lab.close();
});

const run = async (kernel: Kernel.IKernelConnection, code: string) => {
  const future = kernel.requestExecute({ code });
  const texts: string[] = [];
  future.onIOPub = (message) => {
    const content = message.content as Partial<
      KernelMessage.IStreamMsg["content"] & KernelMessage.IExecuteResultMsg["content"]
    >;
    if (content.text !== undefined) texts.push(content.text);
    if (content.data !== undefined) texts.push(String(content.data["text/plain"]));
  };
  const reply = await future.done;
  return { text: texts.join(""), status: reply.content.status };
};
const statusesOf = (kernel: Kernel.IKernelConnection) => {
  const statuses: string[] = [];
  kernel.statusChanged.connect((_, status) => statuses.push(status));
  return statuses;
};

describe("KernelSpecManager", () => {
  it("finds our kernel as the default, with its logos", async () => {
    const manager = new KernelSpecManager({ serverSettings });
    await manager.ready;
    expect(manager.specs?.default).toBe("tslab");
    expect(manager.specs?.kernelspecs["tslab"]).toMatchObject({
      name: "tslab",
      display_name: "TypeScript",
      language: "typescript",
      resources: { "logo-svg": "/kernelspecs/tslab/logo-svg.svg" },
    });
    manager.dispose();
  });
});

describe("KernelManager", () => {
  it("starts, runs, completes, interrupts, restarts, reconnects and shuts down a kernel", async () => {
    const manager = new KernelManager({ serverSettings });
    await manager.ready;
    const kernel = await manager.startNew({ name: "tslab" });
    const info = await kernel.info;
    expect(info).toMatchObject({ status: "ok", language_info: { name: "typescript" } });
    expect(kernel.connectionStatus).toBe("connected");
    expect(await run(kernel, "console.log('out'); [1, 2].length")).toEqual({
      text: "out\n2",
      status: "ok",
    });
    const completion = await kernel.requestComplete({ code: "Math.flo", cursor_pos: 8 });
    expect(completion.content).toMatchObject({
      status: "ok",
      matches: expect.arrayContaining(["floor"]),
    });
    const history = await kernel.requestHistory({
      output: false,
      raw: true,
      hist_access_type: "tail",
      n: 1,
    });
    expect(history.content.status).toBe("ok");

    const loop = kernel.requestExecute({ code: "for (;;) {}" });
    await poll(() => kernel.status).toBe("busy");
    await kernel.interrupt();
    expect((await loop.done).content.status).toBe("error");

    const statuses = statusesOf(kernel);
    await kernel.restart();
    expect(await run(kernel, "2 + 2")).toEqual({ text: "4", status: "ok" });
    expect(statuses).toContain("restarting");
    expect(statuses).not.toContain("autorestarting");
    expect(statuses).not.toContain("dead");

    const late = kernel.requestExecute({
      code: "await new Promise((go) => setTimeout(go, 300)); 'late'",
    });
    await kernel.reconnect();
    expect((await late.done).content.status).toBe("ok");

    await manager.refreshRunning();
    expect([...manager.running()].map(({ id }) => id)).toEqual([kernel.id]);
    await kernel.shutdown();
    await manager.refreshRunning();
    expect([...manager.running()]).toEqual([]);
    manager.dispose();
  });

  it("is told of a crash with `autorestarting`, and goes on", async () => {
    const manager = new KernelManager({ serverSettings });
    await manager.ready;
    const kernel = await manager.startNew({ name: "tslab" });
    await kernel.info;
    const statuses = statusesOf(kernel);
    kernel.requestExecute({ code: "process.kill(process.pid, 'SIGKILL')" }).done.catch(() => {});
    await poll(() => statuses).toContain("autorestarting");
    await poll(() => kernel.status).toBe("idle");
    expect(await run(kernel, "1 + 1")).toEqual({ text: "2", status: "ok" });
    await kernel.shutdown();
    manager.dispose();
  });

  it("rejects an unknown kernel with the message for a person", async () => {
    const manager = new KernelManager({ serverSettings });
    await manager.ready;
    await expect(manager.startNew({ name: "cobol" })).rejects.toThrow(
      /kernel: "cobol"; expected one of/,
    );
    manager.dispose();
  });
});

describe("SessionManager", () => {
  it("opens, finds, renames, changes the kernel of and ends a session", async () => {
    const kernelManager = new KernelManager({ serverSettings });
    const manager = new SessionManager({ serverSettings, kernelManager });
    await manager.ready;
    const session = await manager.startNew({
      path: "n.ipynb",
      type: "notebook",
      name: "n.ipynb",
      kernel: { name: "tslab" },
    });
    const { id } = session.kernel!;
    expect(await run(session.kernel!, "1 + 1")).toEqual({ text: "2", status: "ok" });
    expect((await manager.findByPath("n.ipynb"))?.id).toBe(session.id);
    await session.setPath("m.ipynb");
    await session.setName("m");
    expect(session.model).toMatchObject({ path: "m.ipynb", name: "m", kernel: { id } });
    const changed = await session.changeKernel({ name: "tslab" });
    expect(changed?.id).not.toBe(id);
    expect(await run(session.kernel!, "2 + 2")).toEqual({ text: "4", status: "ok" });
    expect(lab.kernels.has(id)).toBe(false);
    await session.shutdown();
    await manager.refreshRunning();
    expect([...manager.running()]).toEqual([]);
    expect(lab.kernels.count).toBe(0);
    manager.dispose();
    kernelManager.dispose();
  });
});
