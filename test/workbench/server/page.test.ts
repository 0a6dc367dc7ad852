/**
 * The lab's page: which addresses it has, what configuration it carries, and that nothing of an address or a
 * folder's name can become markup or script.
 */
import { describe, expect, it } from "vitest";
import {
  contentSecurityPolicy,
  labPage,
  pageRoutes,
  placeOf,
  type PageOptions,
} from "../../../src/workbench/server/page.js";

const options: PageOptions = {
  app: {
    folder: "/nowhere",
    jupyterlab: "4.6.4",
    entry: "main-1.js",
    imports: ["part-2.js"],
    styles: ["main-3.css"],
  },
  version: "1.2.3",
  root: "/home/ada/notebooks",
  openHidden: false,
};

const configOf = (html: string) =>
  JSON.parse(/<script id="jupyter-config-data"[^>]*>(.*?)<\/script>/s.exec(html)![1]!) as Record<
    string,
    string
  >;
const get = (path: string) => pageRoutes(options).request(path);

describe("placeOf", () => {
  it.each([
    ["/lab", "multiple-document", "default", ""],
    ["/lab/", "multiple-document", "default", ""],
    ["/lab/tree", "multiple-document", "default", ""],
    ["/lab/tree/a%20b/c.ipynb", "multiple-document", "default", "a b/c.ipynb"],
    ["/lab/tree/folder/", "multiple-document", "default", "folder"],
    ["/lab/workspaces/one", "multiple-document", "one", ""],
    ["/lab/workspaces/auto-A/tree/x.md", "multiple-document", "auto-A", "x.md"],
    ["/lab/workspaces/%E4%B8%80", "multiple-document", "一", ""],
    ["/doc/tree/x.ipynb", "single-document", "default", "x.ipynb"],
    ["/doc/workspaces/one/tree/x.ipynb", "single-document", "one", "x.ipynb"],
  ])("reads %s", (path, mode, workspace, treePath) => {
    expect(placeOf(path)).toEqual({ mode, workspace, treePath });
  });

  it.each(["/", "/labs", "/lab/api/settings", "/lab/other", "/lab/tree/%ff", "/lab/workspaces/"])(
    "knows no place at %s",
    (path) => {
      expect(placeOf(path)).toBeUndefined();
    },
  );
});

describe("the page", () => {
  it("carries the configuration of its address, all strings, and no secret", async () => {
    const answer = await get("/lab/workspaces/one/tree/04-word2vec.ipynb?token=secret");
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toMatch(/^text\/html/);
    const html = await answer.text();
    const config = configOf(html);
    expect(config).toMatchObject({
      appName: "Tidebook",
      appVersion: "1.2.3",
      appUrl: "/lab",
      baseUrl: "/",
      workspace: "one",
      treePath: "04-word2vec.ipynb",
      mode: "multiple-document",
      allow_hidden_files: "false",
      settingsUrl: "/lab/api/settings",
      translationsApiUrl: "/lab/api/translations",
    });
    expect(Object.values(config).filter((value) => typeof value !== "string")).toEqual([]);
    expect(html).not.toContain("secret");
    expect(config["token"]).toBeUndefined();
  });

  it("is never kept, is not sniffed, and sends its address nowhere", async () => {
    const { headers } = await get("/lab");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("same-origin");
  });

  it("loads scripts and styles of this server alone, by addresses that it has itself", async () => {
    const html = await (await get("/lab")).text();
    const loaded = [...html.matchAll(/<(?:script[^>]* src|link[^>]* href)="([^"]*)"/g)].map(
      ([, address]) => address!,
    );
    expect(loaded.filter((address) => !address.startsWith("data:"))).toEqual([
      "/static/lab/part-2.js",
      "/static/lab/main-1.js",
      "/static/lab/main-3.css",
    ]);
    expect(html).not.toMatch(/\son\w+=|javascript:/);
  });

  it("allows compiled schemas and inline styles, and no inline script", async () => {
    const policy = (await get("/lab")).headers.get("content-security-policy")!;
    expect(policy).toBe(contentSecurityPolicy);
    const rules = Object.fromEntries(
      policy.split("; ").map((rule) => [rule.split(" ")[0], rule.split(" ").slice(1)]),
    );
    expect(rules["script-src"]).toEqual(["'self'", "'unsafe-eval'"]);
    expect(rules["default-src"]).toEqual(["'self'"]);
    expect(rules["connect-src"]).toEqual(["'self'"]);
    expect(rules["frame-ancestors"]).toEqual(["'self'"]);
  });

  it("turns nothing of a name into markup", () => {
    const nasty = `</script><script>alert(1)</script>"'<!--`;
    const html = labPage(
      { ...options, root: nasty },
      { mode: "multiple-document", workspace: nasty, treePath: nasty },
    );
    expect(html).not.toContain("<script>alert");
    expect(configOf(html)).toMatchObject({ serverRoot: nasty, workspace: nasty, treePath: nasty });
  });

  it("is not at addresses that belong to others", async () => {
    for (const path of ["/lab/api/nothing", "/lab/other", "/lab/tree/%ff", "/"]) {
      expect([path, (await get(path)).status]).toEqual([path, 404]);
    }
  });
});
