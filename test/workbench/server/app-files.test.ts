/**
 * The bundle's files as they go out: stored compressed, named by their content, and no other file of the
 * machine. A small bundle of its own stands in for the real one.
 */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  appFilesRoutes,
  currentApp,
  readApp,
  takesGzip,
} from "../../../src/workbench/server/app-files.js";
import { errorResponse } from "../../../src/workbench/server/http-error.js";

const script = 'console.log("hello");\n'.repeat(50);
let folder: string;

async function store(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), path.endsWith(".gz") ? gzipSync(text) : text);
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tidebook-app-"));
  await store(
    "app.json",
    '{ "entry": "main-1.js", "imports": [], "styles": [], "jupyterlab": "4" }',
  );
  await store("static/main-1.js.gz", script);
  await store("static/sub/style-1.css.gz", "a{}");
  await store("static/plain.js", "not listed");
  await store("secret.txt.gz", "secret");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const get = (path: string, headers: Record<string, string> = {}) =>
  appFilesRoutes(readApp(folder))
    .onError((error) => errorResponse(error))
    .request(path, { headers });

describe("a file of the bundle", () => {
  it("goes out as it is stored to a client that takes gzip, to be kept for ever", async () => {
    const answer = await get("/main-1.js", { "accept-encoding": "br, gzip" });
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "text/javascript; charset=utf-8",
      "content-encoding": "gzip",
      "cache-control": "public, max-age=31536000, immutable",
      vary: "accept-encoding",
      "x-content-type-options": "nosniff",
    });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect(answer.headers.get("content-length")).toBe(String(bytes.length));
    expect(bytes.length).toBeLessThan(script.length / 5);
    expect(gunzipSync(bytes).toString()).toBe(script);
  });

  it("is unpacked for a client that does not", async () => {
    for (const header of [{}, { "accept-encoding": "gzip;q=0, identity" }]) {
      const answer = await get("/main-1.js", header as Record<string, string>);
      expect(answer.headers.get("content-encoding")).toBeNull();
      expect(answer.headers.get("content-length")).toBe(String(script.length));
      expect(await answer.text()).toBe(script);
    }
  });

  it("may lie in a folder of its own", async () => {
    expect(await (await get("/sub/style-1.css")).text()).toBe("a{}");
  });

  it("is found after a new build under a running server, and no more when it is gone", async () => {
    const app = readApp(folder);
    const routes = appFilesRoutes(app).onError((error) => errorResponse(error));
    await store("static/main-2.js.gz", "new");
    expect(await (await routes.request("/main-2.js")).text()).toBe("new");
    await rm(join(folder, "static/main-2.js.gz"));
    expect((await routes.request("/main-2.js")).status).toBe(404);
    await store("app.json", '{ "entry": "main-3.js", "imports": [], "styles": [] }');
    expect(currentApp(app).entry).toBe("main-3.js");
    await store("app.json", "{");
    expect(currentApp(app).entry).toBe("main-1.js");
  });

  it("is one that the bundle holds: nothing beside, above, or not compressed", async () => {
    for (const path of [
      "/none.js",
      "/plain.js",
      "/main-1.js.gz",
      "/sub",
      "/../secret.txt",
      "/%2e%2e/secret.txt",
      "/..%2fsecret.txt",
      "/..%5csecret.txt",
      "/%00",
    ]) {
      const answer = await get(path);
      expect([path, answer.status]).toEqual([path, 404]);
      expect(await answer.text()).not.toContain("secret\n");
    }
    expect(await (await get("/none.js")).json()).toEqual({
      message: "no such file of the lab's page: none.js",
      reason: null,
    });
  });
});

describe("takesGzip", () => {
  it.each([
    ["gzip", true],
    ["br, GZIP;q=0.5", true],
    ["*", true],
    ["x-gzip", true],
    ["", false],
    [undefined, false],
    ["br", false],
    ["gzip;q=0", false],
    ["*, gzip; q=0", false],
    ["*;q=0", false],
    ["gzip;q=nonsense", false],
  ])("reads %j as %j", (header, takes) => {
    expect(takesGzip(header)).toBe(takes);
  });
});

describe("readApp", () => {
  it("says where a bundle is missing and how to make it", () => {
    expect(() => readApp(join(folder, "none"))).toThrow(
      `the lab's page: ${JSON.stringify(join(folder, "none", "app.json"))}: no such file or folder (ENOENT); expected the built bundle; run "npm run build"`,
    );
  });

  it("says so too where its description is broken", async () => {
    await store("broken/app.json", "{");
    expect(() => readApp(join(folder, "broken"))).toThrow(/^the lab's page: .*app\.json.*: .*JSON/);
  });
});
