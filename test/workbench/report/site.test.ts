/** Whole reports: pages, links, files, footers, and that the same notebook gives the same bytes. */
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Cell, Notebook, Output } from "../../../src/workbench/document/notebook.js";
import { readImage, resolveLink, type Target } from "../../../src/workbench/report/addresses.js";
import { loadDiagrams, diagramHtml } from "../../../src/workbench/report/diagram.js";
import { findNotebooks, inReadingOrder } from "../../../src/workbench/report/find-notebooks.js";
import { duration, footerHtml } from "../../../src/workbench/report/footer.js";
import { firstParagraph } from "../../../src/workbench/report/index-page.js";
import { partial, plotlyBundle } from "../../../src/workbench/report/plot-bundle.js";
import { dataOf, provenanceOf, seedOf } from "../../../src/workbench/report/provenance.js";
import { searchEntries } from "../../../src/workbench/report/search-entries.js";
import { reportFiles, type ReportEntry } from "../../../src/workbench/report/site.js";
import { writeReport, writeSingleFile } from "../../../src/workbench/report/write.js";
import { testContext } from "./context.js";

const folder = mkdtempSync(join(tmpdir(), "tidebook-report-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const md = (source: string, id = "m"): Cell => ({
  cell_type: "markdown",
  id,
  metadata: {},
  source,
});
const code = (source: string, outputs: Output[] = [], tags: string[] = []): Cell => ({
  cell_type: "code",
  id: "c",
  metadata: { tags },
  execution_count: 1,
  source,
  outputs,
});
const notebook = (cells: Cell[], metadata = {}): Notebook => ({
  nbformat: 4,
  nbformat_minor: 5,
  metadata,
  cells,
});
const entry = (name: string, cells: Cell[], more: Partial<ReportEntry> = {}): ReportEntry => ({
  path: join(folder, name),
  notebook: notebook(cells),
  executed: false,
  ...more,
});
const options = {
  singleFile: false,
  hideCode: false,
  cacheFolder: join(folder, "cache"),
  date: new Date(0),
};
const text = (files: ReadonlyMap<string, Buffer>, name: string): string =>
  files.get(name)?.toString() ?? "";

describe("a site", () => {
  it("has an index, a page per notebook, steps between them and one set of assets", async () => {
    const files = await reportFiles(
      [
        entry("a.ipynb", [md("# One\n\nFirst words.")]),
        entry("b.ipynb", [md("# Two")]),
        entry("c.ipynb", [md("# Three")]),
      ],
      options,
    );
    expect([...files.keys()].filter((name) => !name.startsWith("assets/")).sort()).toEqual([
      "a.html",
      "b.html",
      "c.html",
      "index.html",
    ]);
    expect(text(files, "index.html")).toContain('<a href="a.html">One</a><p>First words.</p>');
    expect(text(files, "b.html")).toMatch(
      /rel="prev" href="a.html"[\s\S]*rel="next" href="c.html"/,
    );
    expect(text(files, "a.html")).not.toContain('rel="prev"');
    expect([...files.keys()]).not.toContain("assets/katex.css");
    expect([...files.keys()]).not.toContain("assets/plotly.js");
  });
  it("brings KaTeX's styles, mermaid and Plotly only where a page needs them", async () => {
    const plot = code("x", [
      {
        output_type: "display_data",
        metadata: {},
        data: { "application/vnd.plotly.v1+json": { data: [{ type: "bar" }] } },
      },
    ]);
    const files = await reportFiles(
      [entry("a.ipynb", [md("$x$"), plot]), entry("b.ipynb", [md("```mermaid\npie\n```")])],
      options,
    );
    expect(text(files, "a.html")).toContain("assets/katex.css");
    expect(text(files, "a.html")).toContain('data-src="assets/plotly.js"');
    expect(text(files, "a.html")).not.toContain("mermaid.js");
    expect(text(files, "b.html")).toContain('data-src="assets/mermaid.js"');
    expect(text(files, "b.html")).not.toContain("katex.css");
    expect(text(files, "assets/katex.css")).not.toMatch(/\.ttf|\.woff\)/);
  });
  it("is the same bytes for the same notebooks, times in the footer excepted", async () => {
    const entries = [
      entry("a.ipynb", [
        md("# One $x$\n\n```mermaid\ngraph LR\n A --> B\n```"),
        code("const x = 1;"),
      ]),
    ];
    const one = await reportFiles(
      entries.map((each) => ({ ...each, durationMs: 5 })),
      options,
    );
    const two = await reportFiles(
      entries.map((each) => ({ ...each, durationMs: 99_999 })),
      { ...options, date: new Date() },
    );
    const still = (files: ReadonlyMap<string, Buffer>): [string, string][] =>
      [...files].map(([name, content]) => [
        name,
        content.toString("latin1").replace(/<span data-volatile>[^<]*<\/span>/g, ""),
      ]);
    expect(still(two)).toEqual(still(one));
    expect(text(two, "a.html")).not.toBe(text(one, "a.html"));
  });
  const front = (name: string, source: string, metadata = {}): ReportEntry => ({
    ...entry(name, []),
    notebook: notebook([md(source)], { tidebook: { front: true }, ...metadata }),
  });
  it("has its front notebook as the first page, and every link to it leads there", async () => {
    const files = await reportFiles(
      [
        front("start.ipynb", "# Welcome\n\n[next](b.ipynb)", { title: "My course" }),
        entry("b.ipynb", [md("# Two\n\n[back](start.ipynb#Welcome)")]),
      ],
      options,
    );
    const pages = [...files.keys()].filter((name) => name.endsWith(".html"));
    expect(pages.sort()).toEqual(["b.html", "index.html"]);
    const first = text(files, "index.html");
    expect(first).toContain("<title>Welcome · My course</title>");
    expect(first).toContain('<a href="b.html">next</a>');
    expect(first).toContain('rel="next" href="b.html"');
    expect(first).toContain(
      '<a class="page-link" href="index.html" aria-current="page">Welcome</a>',
    );
    expect(text(files, "b.html")).toContain('<a href="index.html#welcome">back</a>');
    expect(text(files, "b.html")).toContain('rel="prev" href="index.html"');
  });
  it("has one first page although two notebooks want to be it, and its own name when asked", async () => {
    const files = await reportFiles([front("a.ipynb", "# A"), front("b.ipynb", "# B")], {
      ...options,
      title: "Given",
    });
    expect(text(files, "index.html")).toContain("<title>A · Given</title>");
    expect(text(files, "b.html")).toContain("<title>B · Given</title>");
    const plain = await reportFiles([front("a.ipynb", "# A")], options);
    expect(text(plain, "index.html")).toContain("<title>A · Notebooks</title>");
  });
  it("marks a failed notebook in the contents of every page", async () => {
    const files = await reportFiles(
      [front("a.ipynb", "# A"), entry("b.ipynb", [md("# B")], { failure: "b.ipynb: cell 2" })],
      options,
    );
    expect(text(files, "index.html")).toMatch(
      /href="b.html">B <span class="failed-mark">stopped with an error<\/span>/,
    );
  });
  it("says on the page and on the index that a notebook stopped", async () => {
    const files = await reportFiles(
      [entry("a.ipynb", [md("# One")], { failure: "a.ipynb: cell 2 failed <b>" })],
      options,
    );
    expect(text(files, "a.html")).toContain(
      "This notebook stopped with an error.</strong> a.ipynb: cell 2 failed &lt;b&gt;",
    );
    expect(text(files, "index.html")).toContain("stopped with an error");
  });
  it("holds an empty notebook, one without a title and one with only output", async () => {
    const files = await reportFiles(
      [entry("empty.ipynb", []), entry("05-no_title.ipynb", [md("just words")])],
      options,
    );
    expect(text(files, "empty.html")).toContain("This notebook has no cells to show.");
    expect(text(files, "05-no_title.html")).toContain('<h1 class="cell">05 no title</h1>');
  });
  it("holds a notebook of 1,000 cells", async () => {
    const cells = Array.from({ length: 1_000 }, (_, n) =>
      n % 2 === 0 ? md(`## Section ${n}`) : code(`const x${n} = ${n};`),
    );
    const files = await reportFiles([entry("big.ipynb", cells)], options);
    expect(text(files, "big.html").match(/<section class="cell/g)).toHaveLength(1_000);
  });
  it("allows nothing from elsewhere by its policy", async () => {
    const files = await reportFiles([entry("a.ipynb", [md("x")])], options);
    expect(/Content-Security-Policy" content="([^"]*)"/.exec(text(files, "a.html"))?.[1]).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; media-src 'self' data:; base-uri 'none'; form-action 'none'",
    );
  });
});

describe("a single file", () => {
  it("holds everything, with anchors that differ from notebook to notebook", async () => {
    const link = md("[there](b.ipynb#Same) [whole](b.ipynb)");
    const files = await reportFiles(
      [
        entry("a.ipynb", [md("# One\n\n## Same $x$"), link]),
        entry("b.ipynb", [md("# Two\n\n## Same")]),
      ],
      { ...options, singleFile: true },
    );
    expect([...files.keys()]).toEqual(["index.html"]);
    const html = text(files, "index.html");
    expect(html).toContain('id="a--same-x"');
    expect(html).toContain('<a href="#b--same">there</a> <a href="#b--top">whole</a>');
    expect(html).not.toMatch(/(?:src|href)="assets/);
    expect(html).toContain("data:font/woff2;base64,");
    expect(html).toMatch(/script-src 'sha256-/);
  });
});

describe("a report on disk", () => {
  const files = (names: string[]): Map<string, Buffer> =>
    new Map(names.map((name) => [name, Buffer.from(name)]));
  it("replaces an earlier one, removes what it no longer has and leaves other files alone", () => {
    const target = join(folder, "disk");
    writeReport(files(["index.html", "old.html", "assets/a.css"]), target);
    writeFileSync(join(target, "notes.txt"), "mine");
    writeReport(files(["index.html", "new.html", "assets/b.css"]), target);
    expect(readdirSync(target).sort()).toEqual([
      ".tidebook-report.json",
      "assets",
      "index.html",
      "new.html",
      "notes.txt",
    ]);
    expect(readdirSync(join(target, "assets"))).toEqual(["b.css"]);
  });
  it("never overwrites a file that no report wrote", () => {
    const target = join(folder, "foreign");
    mkdirSync(target);
    writeFileSync(join(target, "index.html"), "mine");
    expect(() => writeReport(files(["index.html"]), target)).toThrow(
      /^report folder: ".*index\.html"; expected no such file or an earlier report; choose another folder with -o$/,
    );
    expect(readFileSync(join(target, "index.html"), "utf8")).toBe("mine");
    expect(readdirSync(target)).toEqual(["index.html"]);
  });
  it("does not believe a manifest that names files elsewhere", () => {
    const target = join(folder, "manifest");
    mkdirSync(target);
    writeFileSync(join(folder, "victim.html"), "mine");
    writeFileSync(
      join(target, ".tidebook-report.json"),
      JSON.stringify({ files: ["../victim.html", "assets/../../victim.html", "/etc/passwd"] }),
    );
    writeReport(files(["index.html"]), target);
    expect(readFileSync(join(folder, "victim.html"), "utf8")).toBe("mine");
  });
  it("says where it cannot be written", () => {
    writeFileSync(join(folder, "file"), "");
    expect(() => writeReport(files(["index.html"]), join(folder, "file"))).toThrow(
      /^report folder: ".*file"; expected a folder; -o FILE\.html needs --single-file$/,
    );
    expect(() => writeReport(files(["index.html"]), join(folder, "file", "below"))).toThrow(
      /^cannot write the report to ".*": a part of the path is a file$/,
    );
    expect(() => writeSingleFile(Buffer.from("x"), folder)).toThrow(
      /^cannot write the report to ".*": it is a folder$/,
    );
  });
  it("of one file takes the place of the old one whole", () => {
    const path = join(folder, "one", "report.html");
    writeSingleFile(Buffer.from("one"), path);
    writeSingleFile(Buffer.from("two"), path);
    expect(readFileSync(path, "utf8")).toBe("two");
    expect(readdirSync(join(folder, "one"))).toEqual(["report.html"]);
  });
});

describe("notebooks to report", () => {
  it("are found below a folder in the order of their names, hidden folders and packages left out", () => {
    const home = join(folder, "books");
    for (const name of [
      "10-b.ipynb",
      "2-a.ipynb",
      "sub/x.ipynb",
      ".ipynb_checkpoints/y.ipynb",
      "node_modules/z.ipynb",
      "w.txt",
    ]) {
      mkdirSync(join(home, name, ".."), { recursive: true });
      writeFileSync(join(home, name), "");
    }
    expect(findNotebooks([home, join(home, "2-a.ipynb")])).toEqual(
      [["2-a.ipynb", "10-b.ipynb"], [join("sub", "x.ipynb")]].map((names) =>
        names.map((name) => join(home, name)),
      ),
    );
    expect(findNotebooks([join(home, "10-b.ipynb"), home])).toEqual(
      ["10-b.ipynb", "2-a.ipynb", join("sub", "x.ipynb")].map((name) => [join(home, name)]),
    );
  });
  it("come in the order of a course once they are read: front, sections, numbers, names", () => {
    const place = (sections: string): Cell[] => [
      md(`# A\n\n**Which part of the article it is.** Sections ${sections}.`),
    ];
    const entries = [
      entry("2-numbered.ipynb", [md("# B")]),
      entry("a.ipynb", place("4.2.3 and 1")),
      entry("b.ipynb", place("4.1")),
      entry("c.ipynb", [md("# C")]),
      {
        ...entry("z.ipynb", []),
        notebook: notebook([md("# Z")], { tidebook: { front: true } }),
      },
    ];
    expect(inReadingOrder(entries).map(({ path }) => path.slice(folder.length + 1))).toEqual([
      "z.ipynb",
      "2-numbered.ipynb",
      "b.ipynb",
      "a.ipynb",
      "c.ipynb",
    ]);
  });
  it("that are not there are named", () => {
    expect(() => findNotebooks(["nowhere.ipynb"])).toThrow(
      'notebook: "nowhere.ipynb"; expected an existing file or folder',
    );
    mkdirSync(join(folder, "bare"));
    expect(() => findNotebooks([join(folder, "bare")])).toThrow(
      /^folder: ".*bare"; expected a folder with notebooks \(\*\.ipynb\)$/,
    );
  });
});

describe("addresses", () => {
  const target = (name: string, prose = ""): Target => ({
    path: join(folder, name),
    href: `${name.replace(/\W/g, "-")}.html`,
    anchorPrefix: "",
    prose,
  });
  const [from, other] = [target("a.ipynb"), target("词 b.ipynb", '<a id="My-Own"></a>')];
  it.each([
    ["https://example.org/x?y#z", "https://example.org/x?y#z"],
    ["mailto:a@b.c", "mailto:a@b.c"],
    ["#My-Heading", "#my-heading"],
    ["./%E8%AF%8D%20b.ipynb#Some-Heading", `${other.href}#some-heading`],
    ["词 b.ipynb#My-Own", `${other.href}#My-Own`],
    ["a.ipynb", from.href],
    ["nowhere.ipynb", undefined],
    ["data.csv", undefined],
    ["javascript:alert(1)", undefined],
    ["java\nscript:alert(1)", undefined],
    ["\u0001javascript:alert(1)", undefined],
    ["file:///etc/passwd", undefined],
    ["//example.org", undefined],
    ["\\\\example.org", undefined],
    ["data:text/html,x", undefined],
  ])("%j leads to %j", (href, expected) => {
    expect(resolveLink(href, from, [from, other])).toBe(expected);
  });
  it("of images bring files and carried pictures along, and nothing else", () => {
    writeFileSync(join(folder, "p.png"), "png");
    writeFileSync(join(folder, "p.svg"), "<svg><script>x</script><rect/></svg>");
    writeFileSync(join(folder, "p.txt"), "text");
    const base = join(folder, "a.ipynb");
    expect(readImage("./p.png", base)).toEqual({
      mimeType: "image/png",
      base64: Buffer.from("png").toString("base64"),
    });
    expect(Buffer.from(readImage("p.svg", base)?.base64 ?? "", "base64").toString()).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg"><rect></rect></svg>',
    );
    expect(readImage("data:image/gif;base64,AAAA", base)).toEqual({
      mimeType: "image/gif",
      base64: "AAAA",
    });
    for (const src of [
      "p.txt",
      "http://example.org/p.png",
      "//example.org/p.png",
      "/etc/p.png",
      "file:///p.png",
      "C:\\p.png",
      "none.png",
      "data:text/html;base64,AAAA",
      "",
    ]) {
      expect(readImage(src, base)).toBeUndefined();
    }
  });
});

describe("the footer", () => {
  it("words durations", () => {
    expect([12, 999.6, 12_345, 125_000].map(duration)).toEqual([
      "12 ms",
      "1000 ms",
      "12.3 s",
      "2 min 5 s",
    ]);
  });
  it("states versions, seed, commit, data and times, the times as volatile", () => {
    const html = footerHtml(
      {
        versions: { tidebook: "1.0.0", node: "20.0.0", typescript: "5.0.4" },
        seed: "7",
        commit: "abc+",
        data: [{ name: "a.csv", sha256: "0".repeat(64) }],
      },
      { date: new Date(0), durationMs: 1_500 },
    );
    expect(
      html
        .replace(/<[^>]*>/g, " ")
        .replace(/\s+/g, " ")
        .trim(),
    ).toBe(
      "Tidebook 1.0.0 Node 20.0.0 TypeScript 5.0.4 Seed 7 Commit abc+ Data a.csv sha256 000000000000… Executed in 1.5 s Made on 1970-01-01 00:00 UTC",
    );
    expect(html.match(/data-volatile/g)).toHaveLength(2);
  });
  it("finds the seed in the parameters, the injected one first", () => {
    const parameters = code("let seed: number = 7;\nlet epochs = 3;", [], ["parameters"]);
    expect(seedOf(notebook([code("const seed = 1;"), parameters]))).toBe("7");
    expect(seedOf(notebook([parameters, code("seed = 8;", [], ["injected-parameters"])]))).toBe(
      "8",
    );
    expect(seedOf(notebook([code("let reseed = 5;", [], ["parameters"])]))).toBeUndefined();
  });
  it("hashes the data files that a notebook names, and nothing outside the data's folder", () => {
    const home = join(folder, "project", "notebooks");
    mkdirSync(home, { recursive: true });
    mkdirSync(join(folder, "project", "datasets"));
    writeFileSync(join(folder, "project", "datasets", "words.csv"), "abc");
    writeFileSync(join(folder, "project", "secret.csv"), "secret");
    symlinkSync(
      join(folder, "project", "secret.csv"),
      join(folder, "project", "datasets", "link.csv"),
    );
    const book = notebook([
      code(
        'read("../datasets/words.csv"); read("datasets/../secret.csv"); read("datasets/link.csv"); read("datasets/none.csv")',
      ),
    ]);
    // SHA-256 of "abc", FIPS 180-2, appendix B.1
    expect(dataOf(book, join(home, "a.ipynb"))).toEqual([
      {
        name: "words.csv",
        sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
      },
    ]);
    expect(
      dataOf(
        {
          ...book,
          cells: [],
          metadata: { tidebook: { datasets: ["words.csv", "../secret.csv"] } },
        },
        join(home, "a.ipynb"),
      ).map(({ name }) => name),
    ).toEqual(["words.csv"]);
  });
  it("names the versions that made the page", () => {
    const { versions, commit } = provenanceOf(
      notebook([], { language_info: { name: "typescript", version: "5.0.4" } }),
      join(folder, "a.ipynb"),
    );
    expect(versions).toEqual({
      tidebook: expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
      node: process.versions.node,
      typescript: "5.0.4",
    });
    expect(commit).toBeUndefined();
    expect(
      provenanceOf(notebook([], { language_info: { name: "python", version: "3.11" } }), folder)
        .versions,
    ).toHaveProperty("python", "3.11");
  });
});

describe("the search's entries", () => {
  it("are the sections, with prose, code and outputs", () => {
    const cells = [
      md("# One\n\nhello **world**\n\n## Two\n\nmore"),
      code("const x = 1;", [
        { output_type: "stream", name: "stdout", text: "\u001b[1mout\u001b[0m" },
      ]),
      code("gone", [], ["remove-cell"]),
      {
        ...code("", [{ output_type: "stream", name: "stdout", text: "3.1 s" }]),
        metadata: { tidebook: { volatile: true } },
      } as Cell,
    ];
    const headings = [
      { level: 1, id: "one", text: "One", html: "One" },
      { level: 2, id: "two", text: "Two", html: "Two" },
    ];
    expect(searchEntries(notebook(cells), { title: "One", href: "a.html" }, headings)).toEqual([
      { page: "One", title: "One", href: "a.html#one", text: "One hello world" },
      { page: "One", title: "Two", href: "a.html#two", text: "Two more const x = 1; out" },
    ]);
  });
});

it("the first paragraph of a text skips headings, lists, quotes and markup", () => {
  expect(
    firstParagraph("# T\n\n> quote\n\n- list\n\nSome **bold** [link](x) and *it* `code`.\n\nNext."),
  ).toBe("Some bold link and it code.");
  expect(firstParagraph("# T\n\n* list\n\n***\n\n**What it does.** It *runs*.")).toBe(
    "What it does. It runs.",
  );
  expect(firstParagraph("# only")).toBe("");
  expect([...firstParagraph("字".repeat(500))]).toHaveLength(240);
});

describe("diagrams", () => {
  it("have no fonts, styles or ids of their own, so that two do not mix", async () => {
    const context = testContext({ diagram: await loadDiagrams(["graph LR"]) });
    const [one, two] = [
      diagramHtml("graph LR\n A --> B", context),
      diagramHtml("graph LR\n A --> B", context),
    ];
    expect(one).not.toMatch(/<style|@import|googleapis/);
    const ids = (html: string): string[] =>
      [...html.matchAll(/\sid="([^"]*)"/g)].map((match) => match[1] ?? "");
    expect(ids(one).filter((id) => ids(two).includes(id))).toEqual([]);
  });
  it("escape what their labels say", () => {
    expect(diagramHtml('graph LR\n A["<script>x</script>"] --> B', testContext())).not.toContain(
      "<script>",
    );
  });
  it("of other kinds, broken or huge ones keep their source for the page", () => {
    for (const source of [
      "sequenceDiagram\n A->>B: <x>",
      "",
      "no diagram",
      `graph LR\n${"A --> B\n".repeat(5_000)}`,
    ]) {
      const context = testContext();
      expect(diagramHtml(source, context)).toContain("data-mermaid");
      expect(context.found.mermaid).toBe(true);
    }
  });
});

describe("the Plotly bundle", () => {
  it("holds the traces in use alone, is kept, and is the same bytes from the cache", async () => {
    const cache = join(folder, "plotly-cache");
    const fresh = await plotlyBundle(["bar", "nosuch", "../x"], cache);
    expect(fresh.length).toBeGreaterThan(500_000);
    expect(fresh.length).toBeLessThan(1_500_000);
    expect(readdirSync(join(cache, "plotly"))).toHaveLength(1);
    expect(await plotlyBundle(["bar"], cache)).toBe(fresh);
  });
  it("has a partial bundle of plotly's own to fall back on", () => {
    expect([["bar", "scatter"], ["heatmap"], ["sankey"]].map(partial)).toEqual([
      "plotly-basic.min.js",
      "plotly-cartesian.min.js",
      "plotly-strict.min.js",
    ]);
  });
});
