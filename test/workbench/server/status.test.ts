/** What clients ask about the server itself, and the small settings that pages keep with it. */
import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { merged } from "../../../src/workbench/server/config-routes.js";
import { ask, askWithToken, startTestLab, type Ask, type TestLab } from "./started-lab.js";

let started: TestLab;
const get = (path: string, options: Ask = {}) => askWithToken(started.lab.port, path, options);
const send = (method: string, path: string, body: unknown) =>
  get(path, { method, body: JSON.stringify(body) });

beforeAll(async () => {
  started = await startTestLab();
  await writeFile(join(started.root, "a b.ipynb"), "{}");
  await mkdir(join(started.root, "folder", ".hidden"), { recursive: true });
  await writeFile(join(started.root, "folder", "c.ts"), "");
  await writeFile(join(started.root, "folder", ".hidden", "d"), "");
  await symlink("/etc", join(started.root, "etc"));
});
afterAll(() => started.end());

describe("/api", () => {
  it("gives the version of the interface, and nothing else", async () => {
    expect((await get("/api")).json()).toEqual({ version: expect.stringMatching(/^2\.\d+\.\d+$/) });
  });
});

describe("/api/status", () => {
  it("counts kernels and connections and says when something was last done", async () => {
    const status = (await get("/api/status")).json<Record<string, string>>();
    expect(status).toEqual({
      connections: 0,
      kernels: 0,
      started: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      last_activity: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    });
    expect(status["last_activity"]! >= status["started"]!).toBe(true);
  });

  it("does not count as activity, nor does what says so", async () => {
    const last = async () =>
      (await get("/api/status")).json<Record<string, string>>()["last_activity"];
    await get("/api/contents");
    const before = await last();
    await new Promise((resolve) => setTimeout(resolve, 5));
    await get("/api/contents?no_track_activity=1");
    expect(await last()).toBe(before);
    await get("/api/contents");
    expect(await last()).not.toBe(before);
  });
});

describe("/api/me", () => {
  it("names the person and grants what is asked for", async () => {
    const permissions = encodeURIComponent('{"contents":["read","write"],"kernels":["execute"]}');
    const me = (await get(`/api/me?permissions=${permissions}`)).json();
    expect(me).toEqual({
      identity: {
        username: expect.stringMatching(/./),
        name: expect.stringMatching(/./),
        display_name: expect.stringMatching(/./),
        initials: expect.stringMatching(/^.{1,2}$/),
        avatar_url: null,
        color: null,
      },
      permissions: {
        contents: ["read", "write"],
        kernels: ["execute"],
        updatable_fields: ["color"],
      },
    });
  });

  it.each(["x", "[]", '{"contents":"read"}', '{"contents":[1]}'])(
    "refuses permissions %s",
    async (permissions) => {
      const answer = await get(`/api/me?permissions=${encodeURIComponent(permissions)}`);
      expect(answer.status).toBe(400);
      expect(answer.json()["message"]).toBe(
        `permissions: ${JSON.stringify(permissions)}; expected JSON like {"contents": ["read", "write"]}`,
      );
    },
  );

  it("takes another color, and nothing else", async () => {
    const answer = await send("PATCH", "/api/me", { color: "#123456" });
    expect(answer.json()).toMatchObject({ status: "success", identity: { color: "#123456" } });
    const refused = await send("PATCH", "/api/me", { username: "other" });
    expect([refused.status, refused.json()["message"]]).toEqual([
      400,
      '"username" of the user: "other"; expected "color" alone, as text',
    ]);
  });
});

describe("what there is not", () => {
  it("is 404 in JSON: terminals, and addresses that nobody knows", async () => {
    for (const path of ["/api/terminals", "/api/nothing", "/nothing", "/api/spec.yaml"]) {
      const answer = await get(path);
      expect(answer.status).toBe(404);
      expect(answer.headers["content-type"]).toBe("application/json");
      expect(answer.json()).toEqual({ message: `no such address: ${path}`, reason: null });
    }
    expect((await get("/api/terminals", { method: "POST" })).status).toBe(404);
  });

  it("is 405 where another method would do, and OPTIONS says which", async () => {
    const answer = await get("/api/status", { method: "DELETE" });
    expect([answer.status, answer.headers.allow]).toEqual([405, "HEAD, OPTIONS, GET"]);
    expect(answer.json()).toEqual({
      message: "method for /api/status: DELETE; expected HEAD, OPTIONS, GET",
      reason: "Method Not Allowed",
    });
    const options = await get("/api/config/notebook", { method: "OPTIONS" });
    expect([options.status, options.headers.allow]).toEqual([
      204,
      "HEAD, OPTIONS, GET, PUT, PATCH",
    ]);
  });

  it("answers HEAD without a body and takes a slash at the end", async () => {
    const head = await get("/api/status", { method: "HEAD" });
    expect([head.status, head.text]).toEqual([200, ""]);
    expect((await get("/api/status/")).status).toBe(200);
    expect((await get("/api/contents/")).status).toBe(200);
  });
});

describe("old addresses", () => {
  it.each([
    ["/", "/lab"],
    ["/?reset=1", "/lab?reset=1"],
    ["/tree", "/lab"],
    ["/tree/", "/lab"],
    ["/tree/folder/a%20b.ipynb?x=1", "/lab/tree/folder/a%20b.ipynb?x=1"],
    ["/notebooks/a%20b.ipynb", "/lab/tree/a%20b.ipynb"],
    ["/edit/folder/c.ts", "/lab/tree/folder/c.ts"],
    ["/tree//evil.example", "/lab/tree/evil.example"],
  ])("%s leads to %s", async (from, to) => {
    const answer = await get(from);
    expect([answer.status, answer.headers.location]).toEqual([302, to]);
  });

  it("a page's mark is there without proof", async () => {
    const answer = await ask(started.lab.port, "/favicon.ico");
    expect([answer.status, answer.headers["content-type"]]).toEqual([200, "image/svg+xml"]);
  });
});

describe("/api/config", () => {
  it("is empty at first, keeps what is put, and merges what is patched", async () => {
    expect((await get("/api/config/one")).json()).toEqual({});
    expect((await send("PUT", "/api/config/one", { a: { b: 1, c: 2 }, d: [1] })).status).toBe(204);
    const patched = await send("PATCH", "/api/config/one", { a: { b: null, e: 3 }, d: [2], f: {} });
    expect(patched.json()).toEqual({ a: { c: 2, e: 3 }, d: [2], f: {} });
    expect((await get("/api/config/one")).json()).toEqual(patched.json());
    const stored = await readFile(join(started.dataFolder, "config", "one.json"), "utf8");
    expect(JSON.parse(stored)).toEqual(patched.json());
  });

  it("takes a broken file for an empty one", async () => {
    await mkdir(join(started.dataFolder, "config"), { recursive: true });
    await writeFile(join(started.dataFolder, "config", "broken.json"), "{");
    expect((await get("/api/config/broken")).json()).toEqual({});
  });

  it("has sections of letters, digits and _", async () => {
    for (const name of ["a.b", "a%2Fb", "..%2Fa", "%F0%9F%98%80", "x".repeat(101)]) {
      const answer = await get(`/api/config/${name}`);
      expect(answer.status).toBe(404);
      expect(answer.json()["message"]).toMatch(
        /^section of the configuration: ".*; expected at most 100 letters, digits and "_"$/,
      );
    }
  });

  it("merges without reaching into prototypes", async () => {
    const changes = JSON.parse('{"__proto__": {"polluted": 1}, "constructor": {"x": 1}}');
    const result = merged({}, changes as Record<string, unknown>);
    expect(Object.keys(result)).toEqual(["__proto__", "constructor"]);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    await send("PATCH", "/api/config/odd", changes);
    expect((await get("/api/config/odd")).text).toContain('"__proto__"');
  });
});

describe("/api/resolvePath", () => {
  const resolve = async (path: string, more = "") =>
    (await get(`/api/resolvePath?path=${encodeURIComponent(path)}${more}`)).json();

  it("finds files of the folder by what is below it and by what the machine calls them", async () => {
    const found = (path: string) => ({ resolved: [{ scope: "server", path }] });
    expect(await resolve("a b.ipynb")).toEqual(found("a b.ipynb"));
    expect(await resolve("folder/../folder/c.ts")).toEqual(found("folder/c.ts"));
    expect(await resolve(join(started.root, "folder", "c.ts"))).toEqual(found("folder/c.ts"));
    expect(await resolve("/folder/c.ts")).toEqual(found("folder/c.ts"));
  });

  it.each([
    "/etc/passwd",
    "../data/lab-cookie-key",
    "etc/passwd",
    "folder/.hidden/d",
    "nothing",
    "~/.bashrc",
    "\0",
    "x".repeat(5000),
    join(homedir(), "x"),
  ])("says nothing about %j", async (path) => {
    expect(await resolve(path)).toEqual({ resolved: [] });
  });

  it("says when the kernel is not there, and that a path is needed", async () => {
    expect(await resolve("nothing", "&kernel=k1")).toEqual({
      resolved: [],
      unresolved: [{ scope: "kernel", reason: "Kernel k1 could not be found" }],
    });
    const answer = await get("/api/resolvePath");
    expect([answer.status, answer.json()["message"]]).toEqual([
      400,
      "path: none; expected ?path= and a path",
    ]);
  });
});

describe("a fault of the server", () => {
  it("says nothing of the inside, and the log says all", async () => {
    await mkdir(join(started.dataFolder, "config", "folder.json"), { recursive: true });
    const answer = await get("/api/config/folder");
    expect(answer.status).toBe(500);
    expect(answer.json()).toEqual({
      message: "the server failed on this request; its log says why",
      reason: null,
    });
    expect(started.log.at(-1)).toMatch(/^500 GET \/api\/config\/folder \(\d+ ms\): Error: EISDIR/);
  });
});
