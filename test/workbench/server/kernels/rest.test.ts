/** The REST API of kernels, sessions and kernelspecs, as jupyter_server answers: on scripted kernels. */
import { mkdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { KernelModel } from "../../../../src/workbench/server/kernels/kernel.js";
import type { KernelspecModel } from "../../../../src/workbench/server/kernelspecs.js";
import type { SessionModel } from "../../../../src/workbench/server/sessions.js";
import { scriptedKernels } from "../../runner/scripted.js";
import { bareLab, poll, type BareLab } from "./bare-lab.js";

let specs: ReturnType<typeof scriptedKernels>;
let lab: BareLab;
beforeAll(() => void (specs = scriptedKernels()));
afterAll(() => specs.remove());
beforeEach(async () => {
  lab = await bareLab({ defaultKernel: "scripted", jupyterPath: [specs.folder] });
});
afterEach(() => lab.close());

const alive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
const list = async () => (await lab.ask("GET", "/api/kernels")).json as KernelModel[];
const session = async (body: unknown) => {
  const { status, json, headers } = await lab.ask("POST", "/api/sessions", body);
  return { status, session: json as SessionModel, headers };
};
const open = (path: string, more: object = {}) => session({ path, type: "notebook", ...more });

describe("/api/kernels", () => {
  it("is an empty list at first", async () => {
    expect((await lab.ask("GET", "/api/kernels")).json).toEqual([]);
  });

  it("starts the default kernel, with and without a body", async () => {
    const { status, json, headers } = await lab.ask("POST", "/api/kernels");
    const model = json as KernelModel;
    expect(status).toBe(201);
    expect(headers.get("location")).toBe(`/api/kernels/${model.id}`);
    expect(model).toMatchObject({ name: "scripted", connections: 0 });
    expect(model.id).toMatch(/^\w+-\w+-\w+-\w+-\w+$/);
    expect(new Date(model.last_activity).toISOString()).toBe(model.last_activity);
    expect((await lab.ask("POST", "/api/kernels", "{}")).status).toBe(201);
    expect((await list()).map(({ id }) => id)).toContain(model.id);
  });

  it("shows, interrupts, restarts under the same id, and ends a kernel", async () => {
    const { id } = await lab.start();
    const pid = lab.kernels.get(id).run.pid!;
    expect((await lab.ask("GET", `/api/kernels/${id}`)).json).toMatchObject({ id });
    expect((await lab.ask("POST", `/api/kernels/${id}/interrupt`)).status).toBe(204);
    const restarted = await lab.ask("POST", `/api/kernels/${id}/restart`);
    expect(restarted.status).toBe(200);
    expect(restarted.json).toMatchObject({ id, name: "scripted", execution_state: "idle" });
    expect(alive(pid)).toBe(false);
    const next = lab.kernels.get(id).run.pid!;
    expect(alive(next)).toBe(true);
    expect((await lab.ask("DELETE", `/api/kernels/${id}`)).status).toBe(204);
    expect(alive(next)).toBe(false);
    expect(await list()).toEqual([]);
  });

  it("starts a kernel under the id that the client gives, once", async () => {
    const id = "11111111-2222-3333-4444-555555555555";
    const starts = await Promise.all(
      [1, 2].map(() => lab.ask("POST", "/api/kernels", { kernel_id: id })),
    );
    expect(starts.map(({ json }) => (json as KernelModel).id)).toEqual([id, id]);
    expect(await list()).toHaveLength(1);
    expect(await lab.ask("POST", "/api/kernels", { kernel_id: "a/../b" })).toMatchObject({
      status: 400,
      json: { message: 'kernel id: "a/../b"; expected letters, digits, "-" and "_"' },
    });
  });

  it.each([
    ["GET", ""],
    ["DELETE", ""],
    ["POST", "/interrupt"],
    ["POST", "/restart"],
  ])("%s of a kernel that is not there%s is 404", async (method, action) => {
    expect(await lab.ask(method, `/api/kernels/111-111-111-111-111${action}`)).toMatchObject({
      status: 404,
      json: { message: "kernel does not exist: 111-111-111-111-111", reason: null },
    });
  });

  it.each([
    ["{", /^body: not understood; expected JSON$/],
    ["[]", /^body: an array; expected a JSON object$/],
    ['{"name":5}', /^name: 5; expected a text$/],
    ['{"path":{}}', /^path: \{\}; expected a text$/],
    ['{"path":"../x"}', /^path: "..\/x"; expected one below the served folder$/],
    ['{"path":"a\\u0000b"}', /^path: .*; expected one below the served folder$/],
  ])("a body %s is 400", async (body, words) => {
    const { status, json } = await lab.ask("POST", "/api/kernels", body);
    expect(status).toBe(400);
    expect((json as { message: string }).message).toMatch(words);
  });

  it("says which kernels there are where one is not among them", async () => {
    const { status, json } = await lab.ask("POST", "/api/kernels", { name: "cobol" });
    expect(status).toBe(501);
    expect(json).toMatchObject({ reason: "no such kernel" });
    expect((json as { message: string }).message).toMatch(
      /^kernel: "cobol"; expected one of "tslab", .*"scripted".*; choose another, or install that one$/,
    );
  });

  it("says why a kernel's program cannot start, and keeps nothing of it", async () => {
    expect(await lab.ask("POST", "/api/kernels", { name: "no-program" })).toMatchObject({
      status: 500,
      json: {
        message: `kernel "no-program" could not start: no program "${join(specs.folder, "no-such-program")}"`,
      },
    });
    expect(await list()).toEqual([]);
  });

  it("shows why a kernel died at its start, and starts it again when asked", async () => {
    const { id } = await lab.start("dies");
    await poll(async () => (await list())[0]?.execution_state).toBe("dead");
    const [model] = await list();
    expect(model?.reason).toBe(
      'kernel "dies" ended with exit code 9 before it was ready; it said:\ncannot find my library',
    );
    await expect(lab.page(id)).rejects.toThrow("500");
    const { status, json } = await lab.ask("POST", `/api/kernels/${id}/restart`);
    expect(status).toBe(500);
    expect((json as { message: string }).message).toMatch(
      /^restart: kernel "dies" ended with exit code 9/,
    );
    expect((await lab.ask("DELETE", `/api/kernels/${id}`)).status).toBe(204);
  });

  it("gives up on a kernel that never answers", async () => {
    const slow = await bareLab({ jupyterPath: [specs.folder], startupTimeoutMs: 500 });
    const { id } = await slow.start("mute");
    await poll(() => slow.kernels.get(id).isDead).toBe(true);
    expect(slow.kernels.get(id).model.reason).toBe(
      'kernel "mute" was not ready after 0.5 s; expected an answer on its sockets',
    );
    await slow.close();
  });

  it("says that a kernel's folder is gone", async () => {
    mkdirSync(join(lab.root, "gone"));
    const { id } = await lab.start("scripted", "gone");
    await lab.kernels.get(id).run.ready;
    rmSync(join(lab.root, "gone"), { recursive: true });
    expect(await lab.ask("POST", `/api/kernels/${id}/restart`)).toMatchObject({
      status: 500,
      json: {
        message: `restart: kernel "scripted" could not start: its folder "${join(lab.root, "gone")}" is gone`,
      },
    });
  });

  it("ends a kernel also while it is restarted", async () => {
    const { id } = await lab.start("scripted-stays");
    await lab.kernels.get(id).run.ready;
    const restart = lab.ask("POST", `/api/kernels/${id}/restart`);
    await poll(() => lab.kernels.get(id).model.execution_state).toBe("starting");
    expect((await lab.ask("DELETE", `/api/kernels/${id}`)).status).toBe(204);
    expect(await restart).toMatchObject({
      status: 404,
      json: { message: `kernel does not exist: ${id}` },
    });
  });

  it("says that Windows has no signals", async () => {
    const { id } = await lab.start("scripted-signal");
    const platform = Object.getOwnPropertyDescriptor(process, "platform")!;
    Object.defineProperty(process, "platform", { value: "win32" });
    try {
      expect(await lab.ask("POST", `/api/kernels/${id}/interrupt`)).toMatchObject({
        status: 501,
        json: {
          message:
            'interrupt: kernel "scripted-signal" takes a signal; expected one that takes messages on Windows; restart it instead',
        },
      });
    } finally {
      Object.defineProperty(process, "platform", platform);
    }
  });

  it("starts a kernel again whose port was taken", async () => {
    const { id } = await lab.start("race");
    const page = await lab.page(id);
    expect((await page.run("print hello")).outputs).toBe("hello\n");
  });

  it("answers 200 requests at once", async () => {
    const { id } = await lab.start();
    const paths = ["/api/kernels", `/api/kernels/${id}`, "/api/sessions", "/api/kernelspecs"];
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) => lab.ask("GET", paths[index % 4]!)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(200);
  });
});

describe("a kernel's folder", () => {
  const where = async (path?: string) => {
    const { id } = await lab.start("scripted", path);
    const page = await lab.page(id);
    return (await page.run("where")).outputs.trim();
  };

  it("is the one of the path, of the file's folder, or the nearest above", async () => {
    mkdirSync(join(lab.root, "a", "b c"), { recursive: true });
    writeFileSync(join(lab.root, "a", "n.ipynb"), "{}");
    expect(await where()).toBe(lab.root);
    expect(await where("/a/b c")).toBe(join(lab.root, "a", "b c"));
    expect(await where("a/n.ipynb")).toBe(join(lab.root, "a"));
    expect(await where("a/none/console-1")).toBe(join(lab.root, "a"));
  });

  it("is never outside the served one, not by a link either", async () => {
    symlinkSync(tmpdir(), join(lab.root, "out"));
    expect(await where("out")).toBe(lab.root);
  });

  it("and the notebook's name are told to the kernel", async () => {
    mkdirSync(join(lab.root, "a"));
    const { session } = await open("a/n.ipynb", { name: "n.ipynb", kernel: { name: "scripted" } });
    const page = await lab.page(session.kernel.id);
    const { outputs } = await page.run(
      "where\nenvironment JPY_SESSION_NAME\nenvironment JPY_PARENT_PID",
    );
    expect(outputs.trim().split("\n")).toEqual([
      join(lab.root, "a"),
      join(lab.root, "a", "n.ipynb"),
      String(process.pid),
    ]);
  });
});

describe("/api/sessions", () => {
  it("opens one for a notebook, lists and shows it", async () => {
    const { status, session, headers } = await open("foo/nb1.ipynb", {
      kernel: { name: null, id: null },
    });
    expect(status).toBe(201);
    expect(headers.get("location")).toBe(`/api/sessions/${session.id}`);
    expect(session).toMatchObject({
      path: "foo/nb1.ipynb",
      type: "notebook",
      notebook: { path: "foo/nb1.ipynb" },
      kernel: { name: "scripted" },
    });
    expect((await lab.ask("GET", "/api/sessions")).json).toMatchObject([{ id: session.id }]);
    expect((await lab.ask("GET", `/api/sessions/${session.id}`)).json).toMatchObject({
      path: "foo/nb1.ipynb",
    });
  });

  it("opens files and consoles", async () => {
    for (const type of ["file", "console"]) {
      const opened = await session({ path: `foo/${type}`, type, name: "" });
      expect(opened).toMatchObject({ status: 201, session: { type, name: "" } });
      expect(opened.session).not.toHaveProperty("notebook");
    }
  });

  it("understands the older form", async () => {
    const { session: opened } = await session({
      notebook: { path: "nb.ipynb" },
      kernel: { name: "scripted" },
    });
    expect(opened).toMatchObject({ type: "notebook", notebook: { path: "nb.ipynb" } });
    const changed = await lab.ask("PATCH", `/api/sessions/${opened.id}`, {
      notebook: { path: "nb2.ipynb" },
    });
    expect(changed.json).toMatchObject({ notebook: { path: "nb2.ipynb" } });
  });

  it("gives two tabs that open one notebook at once one kernel", async () => {
    const [a, b] = await Promise.all([open("n.ipynb"), open("n.ipynb")]);
    expect(a.session.id).toBe(b.session.id);
    expect((await open("n.ipynb")).session.id).toBe(a.session.id);
    expect(await list()).toHaveLength(1);
  });

  it("joins a kernel that is there, and starts one under the id that the client gives", async () => {
    const kernel = await lab.start();
    expect((await open("a.ipynb", { kernel: { id: kernel.id } })).session.kernel.id).toBe(
      kernel.id,
    );
    const id = "12345678-1234-5678-1234-567812345678";
    expect((await open("b.ipynb", { kernel: { id, name: "scripted" } })).session.kernel.id).toBe(
      id,
    );
  });

  it("changes path, name and type", async () => {
    const { session } = await open("n.ipynb");
    const change = { path: "m.ipynb", name: "m", type: "console" };
    const changed = await lab.ask("PATCH", `/api/sessions/${session.id}`, change);
    expect(changed).toMatchObject({ status: 200, json: { id: session.id, ...change } });
    expect(await list()).toHaveLength(1);
  });

  it("changes the kernel by name and by id, and ends the former", async () => {
    const { session } = await open("n.ipynb");
    const byName = await lab.ask("PATCH", `/api/sessions/${session.id}`, {
      kernel: { name: "scripted-signal" },
    });
    const second = (byName.json as SessionModel).kernel;
    expect(second.id).not.toBe(session.kernel.id);
    expect((await list()).map(({ id }) => id)).toEqual([second.id]);
    const third = await lab.start();
    const byId = await lab.ask("PATCH", `/api/sessions/${session.id}`, {
      kernel: { id: third.id, name: "x" },
    });
    expect((byId.json as SessionModel).kernel.id).toBe(third.id);
    expect((await list()).map(({ id }) => id)).toEqual([third.id]);
  });

  it("keeps its kernel where the wanted one is not there", async () => {
    const { session } = await open("n.ipynb");
    for (const [kernel, status] of [
      [{ name: "cobol" }, 501],
      [{ id: "none" }, 400],
    ] as const)
      expect((await lab.ask("PATCH", `/api/sessions/${session.id}`, { kernel })).status).toBe(
        status,
      );
    expect((await list()).map(({ id }) => id)).toEqual([session.kernel.id]);
  });

  it("ends with its kernel, and its kernel with it", async () => {
    const first = await open("n.ipynb");
    expect((await lab.ask("DELETE", `/api/sessions/${first.session.id}`)).status).toBe(204);
    expect(await list()).toEqual([]);
    const second = await open("n.ipynb");
    expect(second.session.id).not.toBe(first.session.id);
    await lab.ask("DELETE", `/api/kernels/${second.session.kernel.id}`);
    expect((await lab.ask("GET", "/api/sessions")).json).toEqual([]);
    expect((await lab.ask("GET", `/api/sessions/${second.session.id}`)).status).toBe(404);
  });

  it("gets a new kernel where the old one is dead", async () => {
    const { session } = await open("n.ipynb", { kernel: { name: "dies" } });
    await poll(() => lab.kernels.get(session.kernel.id).isDead).toBe(true);
    const again = await open("n.ipynb", { kernel: { name: "scripted" } });
    expect(again.session.id).toBe(session.id);
    expect(again.session.kernel).toMatchObject({ name: "scripted" });
    expect(await list()).toHaveLength(1);
  });

  it.each([
    [{ type: "notebook" }, 400, /^path: none; expected a text$/],
    [{ path: "a" }, 400, /^type: none; expected a text$/],
    [{ path: "a", type: "notebook", kernel: 5 }, 400, /^kernel: 5; expected an object$/],
    [
      { path: "a", type: "notebook", kernel: { name: "cobol" } },
      501,
      /^kernel: "cobol"; expected one of/,
    ],
    [{ path: "../a", type: "notebook" }, 400, /^path: ".."; expected one below/],
  ])("a body %j is refused", async (body, status, words) => {
    const answer = await lab.ask("POST", "/api/sessions", body);
    expect(answer.status).toBe(status);
    expect((answer.json as { message: string }).message).toMatch(words);
    expect((await lab.ask("GET", "/api/sessions")).json).toEqual([]);
  });

  it("is 404 where it is not there", async () => {
    for (const method of ["GET", "PATCH", "DELETE"])
      expect(
        await lab.ask(method, "/api/sessions/1-1-1-1-1", method === "PATCH" ? {} : undefined),
      ).toMatchObject({
        status: 404,
        json: { message: "session not found: 1-1-1-1-1" },
      });
  });
});

describe("/api/kernelspecs", () => {
  const models = async () =>
    (await lab.ask("GET", "/api/kernelspecs")).json as {
      default: string;
      kernelspecs: Record<string, KernelspecModel>;
    };

  it("lists ours and those in Jupyter's folders", async () => {
    const { default: name, kernelspecs } = await models();
    expect(name).toBe("scripted");
    expect(Object.keys(kernelspecs)).toEqual(expect.arrayContaining(["tslab", "scripted", "dies"]));
    expect(kernelspecs["scripted"]).toMatchObject({
      name: "scripted",
      spec: {
        display_name: "Scripted (scripted)",
        language: "scripted",
        interrupt_mode: "message",
        metadata: {},
      },
      resources: {},
    });
    expect(kernelspecs["scripted"]?.spec).not.toHaveProperty("resourceDir");
    expect((await lab.ask("GET", "/api/kernelspecs/Scripted")).json).toEqual(
      kernelspecs["scripted"],
    );
    expect((await lab.ask("GET", "/api/kernelspecs/cobol")).status).toBe(404);
  });

  it("leaves out what cannot be read", async () => {
    mkdirSync(join(specs.folder, "kernels", "bad"), { recursive: true });
    writeFileSync(join(specs.folder, "kernels", "bad", "kernel.json"), "garbage");
    expect(Object.keys((await models()).kernelspecs)).not.toContain("bad");
  });

  it("gives out our logos", async () => {
    const { resources } = (await models()).kernelspecs["tslab"]!;
    expect(resources).toEqual({
      "logo-32x32": "/kernelspecs/tslab/logo-32x32.png",
      "logo-64x64": "/kernelspecs/tslab/logo-64x64.png",
      "logo-svg": "/kernelspecs/tslab/logo-svg.svg",
    });
    for (const [name, type] of [
      ["logo-64x64", "image/png"],
      ["logo-svg", "image/svg+xml"],
    ] as const) {
      const response = await fetch(lab.url + resources[name]!);
      expect([response.status, response.headers.get("content-type")]).toEqual([200, type]);
      const file = new URL(
        `../../../../src/workbench/kernel/logo/${resources[name]!.split("/").at(-1)!}`,
        import.meta.url,
      );
      expect(Buffer.from(await response.arrayBuffer())).toEqual(readFileSync(file));
    }
  });

  it("gives out nothing outside a spec's folder", async () => {
    const folder = join(specs.folder, "kernels", "scripted");
    writeFileSync(join(specs.folder, "secret"), "secret");
    symlinkSync(realpathSync(join(specs.folder, "secret")), join(folder, "logo-link.txt"));
    writeFileSync(join(folder, "resource.txt"), "some resource");
    const get = async (path: string) => (await fetch(`${lab.url}/kernelspecs/${path}`)).status;
    expect(await get("sCripted/resource.txt")).toBe(200);
    for (const path of [
      "scripted/logo-link.txt",
      "scripted/..%2f..%2fsecret",
      "scripted/none.txt",
      "cobol/logo-svg.svg",
      "scripted/%00",
      "scripted/.",
    ])
      expect([path, await get(path)]).toEqual([path, 404]);
  });
});
