/** Nothing outside the served folder, by whatever name, link or encoding; nothing hidden; nothing that hangs. */
import { execFileSync } from "node:child_process";
import { lstat, mkdir, readFile, readdir, symlink, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { serve as listen } from "@hono/node-server";
import { isHidden, toNames } from "../../../../src/workbench/server/contents/path.js";
import type { ContentsModel } from "../../../../src/workbench/server/contents/model.js";
import { serve, serveTree, type Served } from "./served.js";

const isWindows = process.platform === "win32";

/** Asks with the path exactly as it stands; a URL library would tidy it up. */
async function statusOf(served: Served, method: string, paths: readonly string[]) {
  const server = listen({ fetch: served.app.fetch, port: 0, hostname: "127.0.0.1" });
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  const found: Record<string, number> = {};
  for (const path of paths)
    found[path] = await new Promise((resolve, reject) => {
      const sent = request({ host: "127.0.0.1", port, method, path }, (response) => {
        response.resume();
        response.on("end", () => resolve(response.statusCode!));
      });
      sent.on("error", reject);
      sent.end(method === "PUT" ? '{"type":"file","format":"text","content":"!"}' : undefined);
    });
  await new Promise((resolve) => server.close(resolve));
  return found;
}

const escapes = [
  "../outside/secret.txt",
  "foo/../../outside/secret.txt",
  "%2e%2e/outside/secret.txt",
  "..%2foutside%2fsecret.txt",
  "%2e%2e%2foutside%2fsecret.txt",
  "..%252foutside%252fsecret.txt",
  "%252e%252e%252foutside%252fsecret.txt",
  "..%5coutside%5csecret.txt",
  "foo%5c..%5c..%5coutside%5csecret.txt",
  "..%c0%afoutside%c0%afsecret.txt",
  "%2foutside%2fsecret.txt",
  "%00",
  "foo/a.txt%00.png",
  "./../outside/secret.txt",
  "....//outside/secret.txt",
  "c:%5coutside%5csecret.txt",
  "%ff",
];

describe("paths", () => {
  it.each(["GET", "PUT", "DELETE", "PATCH", "POST"])(
    "%s never leaves the folder",
    async (method) => {
      const served = await serveTree();
      const secret = join(served.outside, "secret.txt");
      await writeFile(secret, "secret");
      const paths = ["/api/contents/", ...(method === "GET" ? ["/files/"] : [])].flatMap((start) =>
        escapes.map((path) => start + path),
      );
      const found = await statusOf(served, method, paths);
      expect(
        Object.entries(found).filter(([, status]) => status !== 404 && status !== 400),
      ).toEqual(
        // As a name without a way out, a doubly encoded path is written.
        method === "PUT" ? [["/api/contents/%252e%252e%252foutside%252fsecret.txt", 201]] : [],
      );
      expect(await readFile(secret, "utf8")).toBe("secret");
      expect(await readdir(served.outside)).toEqual(["secret.txt"]);
    },
  );

  it("says which names there cannot be", () => {
    expect(toNames("/a//b c/d.ipynb")).toEqual(["a", "b c", "d.ipynb"]);
    expect(toNames("")).toEqual([]);
    expect(() => toNames("a/../b")).toThrow('"a/../b" is outside the served folder');
    expect(() => toNames("a\\b")).toThrow("is outside the served folder");
    expect(() => toNames("a\0")).toThrow("is outside the served folder");
    expect(() => toNames("字".repeat(90))).toThrow(/^name: "字+….*expected at most 255 bytes$/);
    expect(() => toNames("\ud800")).toThrow(/expected whole characters$/);
    expect(() => toNames("c:/x", "win32")).toThrow("is outside the served folder");
    for (const name of ["CON", "nul.txt", "Com1", "lpt9.ipynb", "ab:c", "a?", "x.", "x ", "a|b"])
      expect(() => toNames(`f/${name}`, "win32")).toThrow(
        `name: ${JSON.stringify(name)}; expected a name that Windows allows`,
      );
    expect(toNames("con/aux.txt", "linux")).toEqual(["con", "aux.txt"]);
    expect(isHidden(["a", ".b", "c"])).toBe(true);
    expect(isHidden(["a.b"])).toBe(false);
  });

  it("answers 400 for a name that is too long", async () => {
    const { ask } = await serve();
    const path = `${"x".repeat(300)}.txt`;
    expect((await ask("GET", path)).status).toBe(400);
    const deep = Array.from({ length: 2000 }, () => "folder").join("/");
    expect([400, 404]).toContain((await ask("GET", deep)).status);
  });

  it("takes the longest name that the disk takes", async () => {
    const { ask, get } = await serve();
    const path = `${"字".repeat(83)}.txt`;
    const body = { type: "file", format: "text", content: "x" };
    expect((await ask("PUT", path, { body })).status).toBe(201);
    expect((await ask("PUT", path, { body: { ...body, chunk: 1 } })).status).toBe(200);
    expect((await ask("PUT", path, { body: { ...body, chunk: -1 } })).status).toBe(200);
    expect((await get(path)).content).toBe("xx");
    expect((await ask("DELETE", path)).status).toBe(204);
  });
});

describe.skipIf(isWindows)("symbolic links", () => {
  it("are followed inside and not outside, also by listings", async () => {
    const served = await serveTree();
    const { folder, outside, ask, get } = served;
    await writeFile(join(outside, "secret.txt"), "secret");
    await symlink(join(folder, "foo/a.txt"), join(folder, "good.txt"));
    await symlink("foo", join(folder, "good folder"));
    await symlink(join(outside, "secret.txt"), join(folder, "bad.txt"));
    await symlink(outside, join(folder, "bad folder"));
    await symlink("/nowhere/at/all", join(folder, "dangling"));
    await symlink("circle", join(folder, "circle"));
    const names = ((await get("")).content as ContentsModel[]).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["good.txt", "good folder", "dangling"]));
    for (const name of ["bad.txt", "bad folder", "circle"]) expect(names).not.toContain(name);
    expect(await get("good.txt")).toMatchObject({ content: "a text file", path: "good.txt" });
    expect((await get("good folder/b.txt")).path).toBe("good folder/b.txt");
    const body = { type: "file", format: "text", content: "changed" };
    for (const path of ["bad.txt", "bad folder/secret.txt", "dangling", "circle"]) {
      expect((await ask("GET", path)).status).toBe(404);
      expect((await ask("PUT", path, { body })).status).toBe(404);
      expect((await ask("POST", "", { body: { copy_from: path } })).status).toBe(404);
      expect((await ask("POST", `${path}/checkpoints`)).status).toBe(404);
    }
    expect(await ask("GET", "bad.txt")).toMatchObject({
      body: { message: '"bad.txt" is outside the served folder: a symbolic link leads there' },
    });
    for (const path of ["bad folder/new.txt", "bad folder/new/deep.txt"])
      expect((await ask("PUT", path, { body })).status).toBe(404);
    expect((await ask("PUT", "bad folder/x", { body: { type: "directory" } })).status).toBe(404);
    expect((await ask("DELETE", "bad folder/secret.txt")).status).toBe(404);
    expect((await ask("PATCH", "foo/b.txt", { body: { path: "bad folder/b.txt" } })).status).toBe(
      404,
    );
    expect((await ask("POST", "bad folder", { body: { ext: ".txt" } })).status).toBe(404);
    expect(await readdir(outside)).toEqual(["secret.txt"]);
    expect(await readFile(join(outside, "secret.txt"), "utf8")).toBe("secret");
  });

  it("are deleted and renamed as links", async () => {
    const { folder, outside, ask } = await serveTree();
    await writeFile(join(outside, "secret.txt"), "secret");
    await symlink(join(outside, "secret.txt"), join(folder, "bad.txt"));
    await symlink("foo/a.txt", join(folder, "good.txt"));
    await symlink("nowhere", join(folder, "dangling"));
    expect((await ask("PATCH", "good.txt", { body: { path: "better.txt" } })).status).toBe(200);
    expect((await lstat(join(folder, "better.txt"))).isSymbolicLink()).toBe(true);
    for (const path of ["bad.txt", "better.txt", "dangling"])
      expect((await ask("DELETE", path)).status).toBe(204);
    expect(await readFile(join(outside, "secret.txt"), "utf8")).toBe("secret");
    expect(await readFile(join(folder, "foo/a.txt"), "utf8")).toBe("a text file");
  });

  it("are written through, inside", async () => {
    const { folder, ask } = await serveTree();
    await symlink("foo/a.txt", join(folder, "good.txt"));
    await ask("PUT", "good.txt", { body: { type: "file", format: "text", content: "new" } });
    expect(await readFile(join(folder, "foo/a.txt"), "utf8")).toBe("new");
    expect((await lstat(join(folder, "good.txt"))).isSymbolicLink()).toBe(true);
  });

  it("in place of the checkpoints' folder lead nowhere", async () => {
    const { folder, outside, ask } = await serveTree();
    await symlink(outside, join(folder, ".ipynb_checkpoints"));
    expect(await ask("POST", "inroot.txt/checkpoints")).toMatchObject({ status: 403 });
    await writeFile(join(outside, "inroot-checkpoint.txt"), "secret");
    expect((await ask("POST", "inroot.txt/checkpoints/checkpoint")).status).toBe(404);
    expect((await ask("DELETE", "inroot.txt/checkpoints/checkpoint")).status).toBe(404);
    expect(await readdir(outside)).toEqual(["inroot-checkpoint.txt"]);
    expect(await readFile(join(folder, "inroot.txt"), "utf8")).toBe("inroot text file");
  });
});

describe("hidden files", () => {
  it("are not listed, read, made, changed or deleted", async () => {
    const { folder, ask, get, app } = await serveTree();
    await mkdir(join(folder, ".hidden"));
    for (const path of [
      ".hidden/visible.txt",
      ".hidden.txt",
      "new.txt",
      "__pycache__",
      "a.pyc",
      "b~",
    ])
      await writeFile(join(folder, path), "x");
    const names = ((await get("")).content as ContentsModel[]).map(({ name }) => name);
    for (const name of [".hidden", ".hidden.txt", "__pycache__", "a.pyc", "b~"])
      expect(names).not.toContain(name);
    const text = { type: "file", format: "text", content: "y" };
    for (const path of [".hidden/visible.txt", ".hidden.txt"]) {
      expect(await ask("GET", path)).toMatchObject({ status: 404 });
      expect((await app.request(`http://localhost/files/${path}`)).status).toBe(404);
      expect((await ask("PUT", path, { body: text })).status).toBe(400);
      expect((await ask("PUT", "x.txt", { body: { ...text, path } })).status).toBe(400);
      expect((await ask("PUT", path, { body: { type: "directory" } })).status).toBe(400);
      expect((await ask("PATCH", path, { body: { path: "n.txt" } })).status).toBe(400);
      expect((await ask("PATCH", "o.txt", { body: { path } })).status).toBe(400);
      expect((await ask("POST", path, { body: { copy_from: "new.txt" } })).status).toBe(400);
      expect((await ask("POST", "o.txt", { body: { copy_from: path } })).status).toBe(400);
      expect((await ask("DELETE", path)).status).toBe(400);
      expect(await readFile(join(folder, path), "utf8")).toBe("x");
    }
  });

  it("are served where they are asked for", async () => {
    const { ask, get } = await serve({ allowHidden: true });
    expect((await ask("PUT", ".hidden", { body: { type: "directory" } })).status).toBe(201);
    const body = { type: "file", format: "text", content: "y" };
    expect((await ask("PUT", ".hidden/a.txt", { body })).status).toBe(201);
    expect(await ask("POST", ".hidden", { body: { copy_from: ".hidden/a.txt" } })).toMatchObject({
      status: 201,
      body: { path: ".hidden/a-Copy1.txt" },
    });
    expect(((await get("")).content as ContentsModel[])[0]).toMatchObject({ name: ".hidden" });
    expect((await ask("DELETE", ".hidden/a.txt")).status).toBe(204);
  });
});

describe.skipIf(isWindows)("pipes and devices", () => {
  it("are neither listed nor opened, and nothing waits for them", async () => {
    const { folder, ask, get, app } = await serve();
    execFileSync("mkfifo", [join(folder, "pipe")]);
    await symlink("/dev/zero", join(folder, "zero"));
    expect((await get("")).content).toEqual([]);
    const refusal = {
      status: 400,
      body: { message: '"pipe" is no regular file; expected one', reason: "bad type" },
    };
    expect(await ask("GET", "pipe")).toMatchObject(refusal);
    expect(await ask("GET", "pipe", { query: "content=0&hash=1" })).toMatchObject(refusal);
    expect((await app.request("http://localhost/files/pipe")).status).toBe(400);
    const text = { type: "file", format: "text", content: "x" };
    expect(await ask("PUT", "pipe", { body: text })).toMatchObject(refusal);
    expect(await ask("PUT", "pipe", { body: { ...text, chunk: 1 } })).toMatchObject(refusal);
    expect((await ask("POST", "", { body: { copy_from: "pipe" } })).status).toBe(400);
    expect((await ask("POST", "pipe/checkpoints")).status).toBe(400);
    expect((await ask("GET", "zero")).status).toBe(404);
    expect((await ask("DELETE", "pipe")).status).toBe(204);
  });
});
