/**
 * What JupyterLab's application asks of the server beside Jupyter's own API, over HTTP: settings that last,
 * workspaces, themes, translations and licences. A small bundle stands in for the real one.
 */
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { Hono } from "hono";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readApp } from "../../../src/workbench/server/app-files.js";
import type { LabEnvironment } from "../../../src/workbench/server/environment.js";
import { errorResponse } from "../../../src/workbench/server/http-error.js";
import { labApiRoutes } from "../../../src/workbench/server/lab-api/routes.js";
import {
  preferredLanguage,
  translationRoutes,
} from "../../../src/workbench/server/lab-api/translations.js";

const notification = "@jupyterlab/apputils-extension:notification";
const tracker = "@jupyterlab/notebook-extension:tracker";
const schemas = [
  {
    id: notification,
    version: "4.6.4",
    schema: { properties: { fetchNews: { type: "string", default: "none" } } },
  },
  {
    id: tracker,
    version: "4.6.4",
    schema: {
      title: "Notebook",
      "jupyter.lab.menus": {},
      type: "object",
      additionalProperties: false,
      properties: { lines: { type: "boolean", default: true } },
    },
  },
];
const notices = [
  { name: "a", versionInfo: "1.0.0", licenseId: "MIT", extractedText: 'say "yes"\n```\ncode\n```' },
];

let folder: string;
let root = "/home/ada/one";
const write = async (path: string, data: string | Uint8Array): Promise<void> => {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), data);
};

beforeEach(async () => {
  root = "/home/ada/one";
  folder = await mkdtemp(join(tmpdir(), "tidebook-lab-api-"));
  await write("app/app.json", '{ "entry": "main.js", "imports": [], "styles": [] }');
  await write("app/schemas.json", JSON.stringify(schemas));
  await write("app/licenses.json", JSON.stringify(notices));
  await write("app/themes/@jupyterlab/theme-dark-extension/index.css.gz", gzipSync("a{}"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A server that starts for this one request: what lasts has been written. */
async function ask(method: string, path: string, body?: unknown, headers = {}): Promise<Response> {
  const routes = labApiRoutes({
    app: readApp(join(folder, "app")),
    dataFolder: join(folder, "data"),
    root,
  });
  const app = new Hono<LabEnvironment>().route("/lab/api", routes);
  app.onError((error) => errorResponse(error));
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return app.request(`/lab/api${path}`, {
    method,
    headers,
    ...(body !== undefined && { body: text }),
  });
}
const get = async (path: string) => (await ask("GET", path)).json();
const errorOf = async (response: Response) => [
  response.status,
  ((await response.json()) as { message: string }).message,
];

describe("settings", () => {
  it("are listed with schema, version and the person's text", async () => {
    expect(await get("/settings")).toMatchObject({
      settings: [
        { id: notification, version: "4.6.4", raw: "{}", settings: {}, last_modified: null },
        { id: tracker, schema: schemas[1]!.schema },
      ],
    });
    expect(await get("/settings?ids_only=true")).toEqual({
      settings: [{ id: notification }, { id: tracker }],
    });
  });

  it("start with news and updates off", async () => {
    const { schema } = await get(`/settings/${notification}`);
    expect(schema.properties.fetchNews).toEqual({ type: "string", default: "false" });
    expect(schema.properties.checkForUpdates.default).toBe(false);
  });

  it("last, with the comments that the person wrote", async () => {
    const raw = "{\n  // as I like it\n  lines: false,\n}";
    expect((await ask("PUT", `/settings/${tracker}`, { raw })).status).toBe(204);
    const kept = await get(`/settings/${tracker}`);
    expect(kept).toMatchObject({ raw, settings: { lines: false } });
    expect(new Date(kept.last_modified).getTime()).toBeGreaterThan(Date.now() - 60_000);
    expect((await get("/settings")).settings[1].raw).toBe(raw);
  });

  it("take a name with escapes, as clients may write it", async () => {
    const path = `/settings/${encodeURIComponent(tracker)}`;
    expect((await ask("PUT", path, { raw: "{ lines: false }" })).status).toBe(204);
    expect((await get(path)).settings).toEqual({ lines: false });
  });

  it("refuse what is no text of settings, and stay as they were", async () => {
    const put = async (body: unknown) => errorOf(await ask("PUT", `/settings/${tracker}`, body));
    const name = JSON.stringify(tracker);
    expect(await put("{")).toEqual([400, 'settings: no text; expected {"raw": "…"} as JSON']);
    expect(await put({ raw: 1 })).toEqual([
      400,
      'settings: no text; expected {"raw": "…"} as JSON',
    ]);
    expect((await put({ raw: "{ lines" }))[1]).toMatch(/^settings of .*: JSON5: invalid/);
    expect(await put({ raw: "[]" })).toEqual([400, `settings of ${name}: []; expected an object`]);
    expect(await put({ raw: "{ lines: 1 }" })).toEqual([
      400,
      `settings of ${name}: /lines must be boolean`,
    ]);
    expect(await put({ raw: "{ other: 1 }" })).toEqual([
      400,
      `settings of ${name}: / must NOT have additional properties`,
    ]);
    expect((await get(`/settings/${tracker}`)).raw).toBe("{}");
  });

  it("of an unknown plugin do not exist, whatever its name is", async () => {
    for (const id of ["nobody:plugin", "..%2F..%2Fsecret:x", "@jupyterlab/notebook-extension"]) {
      const expected = `settings of ${JSON.stringify(decodeURIComponent(id))}: unknown; expected a plugin of the lab`;
      expect(await errorOf(await ask("GET", `/settings/${id}`))).toEqual([404, expected]);
      expect((await ask("PUT", `/settings/${id}`, { raw: "{}" })).status).toBe(404);
    }
    expect(await readdir(folder)).toEqual(["app"]);
  });

  it("of a broken file count as none, and say why", async () => {
    await write(
      "data/lab/settings/@jupyterlab/notebook-extension/tracker.jupyterlab-settings",
      "{",
    );
    const { raw, settings, warning } = await get(`/settings/${tracker}`);
    expect([raw, settings]).toEqual(["{}", {}]);
    expect(warning).toMatch(/tracker\.jupyterlab-settings": settings of .*: JSON5: invalid/);
  });

  it("that cannot be read say so", async () => {
    const path = "data/lab/settings/@jupyterlab/notebook-extension/tracker.jupyterlab-settings";
    await mkdir(join(folder, path), { recursive: true });
    expect((await get(`/settings/${tracker}`)).warning).toMatch(/^cannot read .*it is a folder/);
  });
});

describe("workspaces", () => {
  const workspace = (id: string) => ({ data: { "layout:x": { a: 1 } }, metadata: { id } });

  it("come back as they were left, each under its name", async () => {
    for (const id of ["default", "auto-A", "a/b ü", "../../x"]) {
      const path = `/workspaces/${encodeURIComponent(id)}`;
      expect((await ask("PUT", path, workspace(id))).status).toBe(204);
      expect(await get(path)).toMatchObject(workspace(id));
    }
    const { workspaces } = await get("/workspaces");
    expect(workspaces.ids).toEqual(["../../x", "a/b ü", "auto-A", "default"]);
    expect(workspaces.values[3]).toMatchObject(workspace("default"));
    expect(await readdir(folder)).toEqual(["app", "data"]);
  });

  it("are empty before they are first left, and after they are deleted", async () => {
    const empty = { data: {}, metadata: { id: "default" } };
    expect(await get("/workspaces/default")).toEqual(empty);
    expect(await get("/workspaces")).toEqual({ workspaces: { ids: [], values: [] } });
    await ask("PUT", "/workspaces/default", workspace("default"));
    expect((await ask("DELETE", "/workspaces/default")).status).toBe(204);
    expect(await get("/workspaces/default")).toEqual(empty);
    expect(await errorOf(await ask("DELETE", "/workspaces/default"))).toEqual([
      404,
      'no such workspace: "default"',
    ]);
  });

  it("belong to the served folder", async () => {
    await ask("PUT", "/workspaces/default", workspace("default"));
    root = "/home/ada/two";
    expect(await get("/workspaces/default")).toEqual({ data: {}, metadata: { id: "default" } });
  });

  it("refuse what is none, and another's name", async () => {
    const put = async (body: unknown) => errorOf(await ask("PUT", "/workspaces/one", body));
    expect(await put("{")).toEqual([400, "body: not understood; expected JSON"]);
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    expect(await put(deep)).toEqual([400, "body: nested too deep; expected at most 500 levels"]);
    expect(await put({ data: {} })).toEqual([
      400,
      'workspace "one": {"data":{}}; expected data and metadata',
    ]);
    expect(await put(workspace("two"))).toEqual([
      400,
      'workspace "one": its metadata name "two"; expected the same',
    ]);
  });

  it("that were damaged are empty", async () => {
    await ask("PUT", "/workspaces/default", workspace("default"));
    const below = join(folder, "data/lab/workspaces");
    const [own] = await readdir(below);
    const [name] = await readdir(join(below, own!));
    await writeFile(join(below, own!, name!), "{");
    expect(await get("/workspaces/default")).toEqual({ data: {}, metadata: { id: "default" } });
    expect((await get("/workspaces")).workspaces.ids).toEqual([]);
  });
});

describe("themes", () => {
  const path = "/themes/@jupyterlab/theme-dark-extension/index.css";

  it("are styles that a browser asks for again and has", async () => {
    const answer = await ask("GET", path);
    expect(answer.headers.get("content-type")).toBe("text/css; charset=utf-8");
    expect(answer.headers.get("cache-control")).toBe("no-cache");
    expect(await answer.text()).toBe("a{}");
    const etag = answer.headers.get("etag")!;
    const again = await ask("GET", path, undefined, { "if-none-match": etag });
    expect([again.status, await again.text()]).toEqual([304, ""]);
  });

  it("are those of the bundle alone", async () => {
    expect(await errorOf(await ask("GET", "/themes/@other/theme/index.css"))).toEqual([
      404,
      "no such theme: @other/theme/index.css",
    ]);
    expect((await ask("GET", "/themes/..%2f..%2fapp.json")).status).toBe(404);
  });
});

describe("translations", () => {
  const catalogue = { jupyterlab: { "": { language: "zh_CN" }, File: ["文件"] } };
  const request = async (path: string, languages?: string) => {
    const headers = languages === undefined ? {} : { "accept-language": languages };
    return (
      await translationRoutes(undefined, join(folder, "languages")).request(path, { headers })
    ).json();
  };
  beforeEach(async () => {
    await write("languages/zh-CN.json", JSON.stringify(catalogue));
    await write("languages/fr.json", "{");
    await write("languages/notes.txt", "");
  });

  it("are listed under the names that the app compares, in their own words", async () => {
    expect(await request("/")).toEqual({
      data: {
        en: { displayName: "English", nativeName: "English" },
        fr: { displayName: "French", nativeName: "français" },
        zh_CN: { displayName: "Simplified Chinese", nativeName: "简体中文" },
      },
      message: "",
    });
  });

  it("name their language with a hyphen and their plural rule, in either writing of the address", async () => {
    for (const path of ["/zh-CN", "/zh_CN"]) {
      expect(await request(path)).toEqual({
        data: {
          jupyterlab: {
            "": {
              domain: "jupyterlab",
              language: "zh-CN",
              plural_forms: "nplurals=1; plural=0;",
            },
            File: ["文件"],
          },
        },
        message: "",
      });
    }
  });

  it("by default are the browser's first language that there is", async () => {
    expect((await request("/default", "zh-CN,zh;q=0.9")).data.jupyterlab.File).toEqual(["文件"]);
    expect((await request("/default", "de,en;q=0.8,zh;q=0.5")).data).toEqual({});
    expect((await request("/default")).data).toEqual({});
  });

  it("that are missing or broken are English, and say so", async () => {
    expect(await request("/de")).toEqual({
      data: {},
      message: 'language "de": none; shown in English',
    });
    expect((await request("/fr")).message).toMatch(/^language "fr": .*JSON.*; shown in English$/);
    expect((await request("/..%2fnotes")).data).toEqual({});
    expect(await request("/en")).toEqual({ data: {}, message: "" });
  });

  it("weigh a browser's languages", () => {
    const ours = ["zh-CN", "fr"];
    expect(preferredLanguage("fr;q=0.5, zh;q=0.9", ours)).toBe("zh-CN");
    expect(preferredLanguage("zh-TW", ours)).toBe("zh-CN");
    expect(preferredLanguage("fr-CA, zh-CN", ours)).toBe("fr");
    expect(preferredLanguage("zh;q=0, de", ours)).toBe("en");
    expect(preferredLanguage(undefined, ours)).toBe("en");
  });
});

describe("licences", () => {
  it("come in the form of JupyterLab's view", async () => {
    const expected = { bundles: { Tidebook: { packages: notices } } };
    expect(await get("/licenses")).toEqual(expected);
    expect(await get("/licenses/")).toEqual(expected);
  });

  it("are downloaded as Markdown and CSV with every text unharmed", async () => {
    const markdown = await ask("GET", "/licenses/?format=markdown&download=1");
    expect(markdown.headers.get("content-disposition")).toBe(
      'attachment; filename="tidebook-licenses.md"',
    );
    expect(await markdown.text()).toBe(
      `# Third-party notices\n\n## a 1.0.0\n\nMIT\n\n\`\`\`\`\n${notices[0]!.extractedText}\n\`\`\`\``,
    );
    const csv = await (await ask("GET", "/licenses/?format=csv&download=1")).text();
    expect(csv).toBe(
      'name,versionInfo,licenseId,extractedText\r\n"a","1.0.0","MIT","say ""yes""\n```\ncode\n```"',
    );
  });

  it("come in no other form", async () => {
    expect(await errorOf(await ask("GET", "/licenses?format=pdf"))).toEqual([
      400,
      "format: pdf; expected json, csv or markdown",
    ]);
    expect((await ask("GET", "/licenses?format=constructor")).status).toBe(400);
  });
});

it("settings reach the disk whole, in the person's folder", async () => {
  await ask("PUT", `/settings/${tracker}`, { raw: "{ lines: false }" });
  const below = join(folder, "data/lab/settings/@jupyterlab/notebook-extension");
  expect(await readdir(below)).toEqual(["tracker.jupyterlab-settings"]);
  expect(await readFile(join(below, "tracker.jupyterlab-settings"), "utf8")).toBe(
    "{ lines: false }",
  );
});
