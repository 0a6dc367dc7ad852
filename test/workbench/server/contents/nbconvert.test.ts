/** Notebooks as pages at Jupyter's addresses; nothing is run, and strangers' HTML is sanitised. */
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import type { LabEnvironment } from "../../../../src/workbench/server/environment.js";
import { errorResponse } from "../../../../src/workbench/server/http-error.js";
import { nbconvertRoutes } from "../../../../src/workbench/server/nbconvert.js";
import { serve as serveContents } from "./served.js";

const notebook = {
  cells: [
    {
      cell_type: "markdown",
      id: "m",
      metadata: {},
      source: "# Created by test ³\n\n![](../p.png) ![](q.png)",
    },
    {
      cell_type: "code",
      id: "c",
      metadata: {},
      source: "2 * 6",
      execution_count: 1,
      outputs: [
        {
          output_type: "display_data",
          data: { "text/html": '<b class="x">12</b><script>steal()</script>' },
          metadata: {},
        },
      ],
    },
  ],
  metadata: {},
  nbformat: 4,
  nbformat_minor: 5,
};

/** One transparent pixel. */
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);

async function serve() {
  const served = await serveContents();
  const app = new Hono<LabEnvironment>();
  app.route("/", nbconvertRoutes(served.contents));
  app.onError((error) => errorResponse(error));
  await mkdir(join(served.folder, "foo"));
  await writeFile(join(served.folder, "foo/å b.ipynb"), JSON.stringify(notebook));
  const ask = (path: string, init?: RequestInit) => app.request(`http://localhost${path}`, init);
  return { ...served, ask };
}

describe("nbconvert", () => {
  it("knows one format", async () => {
    const { ask } = await serve();
    expect(await (await ask("/api/nbconvert")).json()).toEqual({
      html: { output_mimetype: "text/html" },
    });
    const other = await ask("/nbconvert/latex/foo/%C3%A5%20b.ipynb");
    expect([other.status, await other.json()]).toEqual([
      404,
      { message: 'format: "latex"; expected "html"', reason: null },
    ]);
  });

  it("draws a page of its own origin from the stored outputs", async () => {
    const { ask } = await serve();
    for (const path of ["/nbconvert/html", "/api/nbconvert/html"]) {
      const page = await ask(`${path}/foo/%C3%A5%20b.ipynb?download=false`);
      expect(page.status).toBe(200);
      expect(page.headers.get("Content-Type")).toBe("text/html; charset=utf-8");
      expect(page.headers.get("Content-Security-Policy")).toContain("sandbox allow-scripts");
      expect(page.headers.get("Content-Disposition")).toBeNull();
      const html = await page.text();
      expect(html).toContain("Created by test ³");
      expect(html).toContain("12</b>");
      expect(html).not.toContain("steal()");
    }
  });

  it("names a download", async () => {
    const { ask } = await serve();
    const page = await ask("/nbconvert/html/foo/%C3%A5%20b.ipynb?download=true");
    expect(page.headers.get("Content-Disposition")).toBe(
      "attachment; filename*=utf-8''%C3%A5%20b.html",
    );
  });

  it("draws a notebook that was never saved", async () => {
    const { ask } = await serve();
    const body = JSON.stringify({ name: "new.ipynb", content: notebook });
    const page = await ask("/nbconvert/html", { method: "POST", body });
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("Created by test ³");
  });

  it("says when the thread that draws fails", async () => {
    const served = await serveContents();
    const app = nbconvertRoutes(served.contents, { cacheFolder: 5 as unknown as string });
    app.onError((error) => errorResponse(error));
    const plot = { data: [{ type: "scatter", y: [1] }], layout: {} };
    const data = { "application/vnd.plotly.v1+json": plot };
    const cell = {
      ...notebook.cells[1],
      outputs: [{ output_type: "display_data", data, metadata: {} }],
    };
    const body = JSON.stringify({ content: { ...notebook, cells: [cell] } });
    const page = await app.request("http://localhost/nbconvert/html", { method: "POST", body });
    expect([page.status, await page.json()]).toMatchObject([
      500,
      { message: expect.stringMatching(/^cannot make the report: /) as string },
    ]);
  });

  it("takes images from the served folder alone", async () => {
    const { ask, folder, outside } = await serve();
    await writeFile(join(folder, "p.png"), png);
    await writeFile(join(outside, "q.png"), png);
    await symlink(join(outside, "q.png"), join(folder, "foo/q.png"));
    const html = await (await ask("/nbconvert/html/foo/%C3%A5%20b.ipynb")).text();
    expect(html.match(/<img[^>]*src="data:image\/png/g)).toHaveLength(1);
  });

  it("says what cannot be drawn", async () => {
    const { ask, folder } = await serve();
    expect((await ask("/nbconvert/html/foo/gone.ipynb")).status).toBe(404);
    expect((await ask("/nbconvert/html/..%2foutside%2fa.ipynb")).status).toBe(404);
    expect((await ask("/nbconvert/html/foo")).status).toBe(400);
    await writeFile(join(folder, "a.ipynb"), "{");
    const bad = await ask("/nbconvert/html/a.ipynb");
    expect([bad.status, await bad.json()]).toMatchObject([
      400,
      { message: expect.stringMatching(/^Unreadable Notebook: a\.ipynb, line 1/) as string },
    ]);
    expect((await ask("/nbconvert/html", { method: "POST" })).status).toBe(400);
    const content = {
      ...notebook,
      cells: [{ cell_type: "raw", metadata: {}, source: 5, id: "r" }],
    };
    const body = JSON.stringify({ content });
    const broken = await ask("/nbconvert/html", { method: "POST", body });
    expect([broken.status, await broken.json()]).toMatchObject([
      400,
      { message: expect.stringMatching(/^Notebook validation failed: notebook\.ipynb/) as string },
    ]);
    await writeFile(join(folder, "a.ipynb"), JSON.stringify(content));
    expect((await ask("/nbconvert/html/a.ipynb")).status).toBe(400);
  });
});
