/** Who made these outputs? Marks go to the page, come back, and are never written. */
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Contents } from "../../../../src/workbench/server/contents/contents.js";
import type { Notebook } from "../../../../src/workbench/document/notebook.js";
import { Signatures } from "../../../../src/workbench/server/contents/signatures.js";
import { isVouchedFor } from "../../../../src/workbench/server/contents/trust-marks.js";
import { serve, type Served } from "./served.js";

const html = {
  output_type: "display_data",
  data: { "text/html": "<script>steal()</script>" },
  metadata: {},
};
const code = (outputs: unknown[], metadata: object = {}) => ({
  cell_type: "code",
  id: `c${Math.random().toString(36).slice(2)}`,
  metadata,
  source: "x",
  execution_count: null,
  outputs,
});
const notebook = (...cells: unknown[]) =>
  ({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }) as never;

const save = (served: Served, content: unknown) =>
  served.ask("PUT", "a.ipynb", { body: { type: "notebook", content } });
const marks = async ({ get }: Pick<Served, "get">) =>
  ((await get("a.ipynb")).content as Notebook).cells.map(({ metadata }) => metadata["trusted"]);

describe("trust", () => {
  it("is not in a foreign notebook, whatever its file says", async () => {
    const served = await serve();
    const { folder } = served;
    const foreign = notebook(code([html], { trusted: true }), code([]), {
      cell_type: "markdown",
      id: "m",
      metadata: { trusted: true },
      source: "",
    });
    await writeFile(join(folder, "a.ipynb"), JSON.stringify(foreign));
    expect(await marks(served)).toEqual([false, false, undefined]);
  });

  it("comes with outputs that this page's person made, when they are saved", async () => {
    const served = await serve();
    await save(served, notebook(code([html], { trusted: true }), code([])));
    expect(await marks(served)).toEqual([true, true]);
    expect(await readFile(join(served.folder, "a.ipynb"), "utf8")).not.toContain("trusted");
  });

  it("is lost where one output of unknown making is saved", async () => {
    const served = await serve();
    await save(served, notebook(code([html], { trusted: true }), code([html], { trusted: false })));
    expect(await marks(served)).toEqual([false, false]);
  });

  it("goes when another program changes the file, and comes back with the old text", async () => {
    const served = await serve();
    await save(served, notebook(code([html], { trusted: true })));
    const file = join(served.folder, "a.ipynb");
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replace("steal", "steal2"));
    expect(await marks(served)).toEqual([false]);
    // Other white space is the same notebook.
    await writeFile(file, JSON.stringify(JSON.parse(text)));
    expect(await marks(served)).toEqual([true]);
  });

  it("is given by the trust address", async () => {
    const served = await serve();
    await writeFile(join(served.folder, "a.ipynb"), JSON.stringify(notebook(code([html]))));
    expect(await marks(served)).toEqual([false]);
    expect((await served.ask("POST", "a.ipynb/trust")).status).toBe(201);
    expect(await marks(served)).toEqual([true]);
    expect((await served.ask("POST", "gone.ipynb/trust")).status).toBe(404);
    await writeFile(join(served.folder, "b.txt"), "no notebook");
    expect((await served.ask("POST", "b.txt/trust")).status).toBe(400);
  });

  it("is shared by servers with one data folder and unknown to others", async () => {
    const served = await serve();
    await save(served, notebook(code([html], { trusted: true })));
    const options = { root: served.folder, trash: null };
    const same = new Contents({ ...options, dataFolder: served.data });
    const other = new Contents({ ...options, dataFolder: join(served.outside, "data") });
    expect(await marks({ get: (path) => same.get(path) })).toEqual([true]);
    expect(await marks({ get: (path) => other.get(path) })).toEqual([false]);
  });

  it("follows Jupyter's rule for what is harmless", () => {
    const stream = { output_type: "stream", name: "stdout", text: "<b>" };
    const error = { output_type: "error", ename: "E", evalue: "", traceback: [] };
    expect(isVouchedFor(notebook())).toBe(true);
    expect(isVouchedFor(notebook(code([stream, error])))).toBe(true);
    expect(isVouchedFor(notebook(code([html])))).toBe(false);
    expect(isVouchedFor(notebook(code([{ output_type: "stream", data: {} }])))).toBe(false);
    expect(isVouchedFor(notebook(code([{ output_type: "unknown" }])))).toBe(false);
    expect(isVouchedFor({ nbformat: 3, worksheets: [] })).toBe(false);
  });
});

describe("the store", () => {
  it("keeps its secret from others", async () => {
    const served = await serve();
    await save(served, notebook());
    const { mode } = await stat(join(served.data, "notebook-secret"));
    if (process.platform !== "win32") expect(mode & 0o777).toBe(0o600);
    expect(await readFile(join(served.data, "notebook-signatures"), "utf8")).toMatch(
      /^\n[\da-f]{64}$/,
    );
  });

  it("forgets the oldest", async () => {
    const { data } = await serve();
    const first = new Signatures(data);
    await first.add("a");
    const file = join(data, "notebook-signatures");
    const own = await readFile(file, "utf8");
    const old = Array.from({ length: 30_000 }, (_, index) => index.toString(16).padStart(64, "0"));
    await writeFile(file, `${old.join("\n")}\n${own}`);
    const second = new Signatures(data);
    await second.add("b");
    expect((await readFile(file, "utf8")).trim().split("\n")).toHaveLength(20_000);
    expect(await second.has(() => "a")).toBe(true);
    expect(await new Signatures(data).has(() => "b")).toBe(true);
  });

  it("survives a secret and a list that were cut short", async () => {
    const { data } = await serve();
    await new Signatures(data).add("a");
    await writeFile(join(data, "notebook-signatures"), "abc\n12");
    await writeFile(join(data, "notebook-secret"), "ab");
    const signatures = new Signatures(data);
    expect(await signatures.has(() => "a")).toBe(false);
    await signatures.add("b");
    expect(await new Signatures(data).has(() => "b")).toBe(true);
  });

  it("lasts as long as the server where nothing can be written", async () => {
    const { outside } = await serve();
    await writeFile(join(outside, "file"), "");
    const signatures = new Signatures(join(outside, "file"));
    await signatures.add("a");
    expect(await signatures.has(() => "a")).toBe(true);
  });
});
