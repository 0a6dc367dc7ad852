/** `tidebook report` as a person calls it: exit codes, what is printed, what lies on disk afterwards. */
import { spawn, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { stringify } from "../../src/workbench/document/parse.js";
import type { Notebook } from "../../src/workbench/document/notebook.js";
import { notebookOf, scriptedKernels } from "../workbench/runner/scripted.js";

const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

let specs: ReturnType<typeof scriptedKernels>;
let folder: string;
beforeAll(() => void (specs = scriptedKernels()));
afterAll(() => specs.remove());
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "tidebook-report-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (...names: string[]) => join(folder, ...names);
const put = (name: string, notebook: Notebook | string) => {
  mkdirSync(at(name, ".."), { recursive: true });
  writeFileSync(at(name), typeof notebook === "string" ? notebook : stringify(notebook));
};
const page = (...names: string[]) => readFileSync(at(...names), "utf8");
const good = () => notebookOf("scripted", "print one", "result 2");
const bad = () => notebookOf("scripted", "print before", "raise E boom", "print never");
const environment = () => ({ ...process.env, TIDEBOOK_CACHE_DIR: at("cache") });

function tidebook(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, "report", ...words], {
    cwd: folder,
    encoding: "utf8",
    env: environment(),
  });
  return { status, stdout, stderr };
}

describe("tidebook report", () => {
  it("runs a notebook, writes a site into report/ and prints its path", () => {
    put("a.ipynb", good());
    const { status, stdout, stderr } = tidebook("a.ipynb");
    expect({ status, stdout }).toEqual({ status: 0, stdout: `${join("report", "index.html")}\n` });
    expect(stderr).toMatch(/a\.ipynb: running 2 cells on scripted\na\.ipynb: ok in [\d.]+ m?s\n/);
    expect(page("report", "a.html")).toContain(
      '<pre class="output terminal stream stdout scroll">one\n</pre>',
    );
    expect(page("report", "a.html")).toMatch(
      /<dt>Executed in<\/dt><dd><span data-volatile>[\d.]+ m?s</,
    );
    expect(readFileSync(at("a.ipynb"), "utf8")).toBe(stringify(good()));
  });

  it("goes on after a notebook that fails, shows the error on its page and ends with 1", () => {
    put("a.ipynb", bad());
    put("b.ipynb", good());
    const { status, stdout, stderr } = tidebook("a.ipynb", "b.ipynb", "-o", "out");
    expect({ status, stdout }).toEqual({ status: 1, stdout: `${join("out", "index.html")}\n` });
    expect(stderr).toContain("tidebook: 1 of 2 notebooks failed; the report shows the errors");
    expect(page("out", "a.html")).toContain("This notebook stopped with an error.");
    expect(page("out", "a.html")).toContain('<span class="ansi-red-fg">E</span>: boom');
    expect(page("out", "b.html")).toContain("one");
    expect(page("out", "index.html")).toContain("stopped with an error");
  });

  it("takes the notebooks folder where none is named, and every notebook below a folder", () => {
    put("notebooks/2-b.ipynb", good());
    put("notebooks/sub/1-a.ipynb", good());
    expect(tidebook("--no-execute").status).toBe(0);
    expect(readdirSync(at("report")).filter((name) => name.endsWith(".html"))).toEqual([
      "1-a.html",
      "2-b.html",
      "index.html",
    ]);
  });

  it("shows stored outputs with --no-execute, without a kernel and without their scripts", () => {
    const hostile = notebookOf("no-such-kernel", {
      cell_type: "code",
      id: "a",
      metadata: {},
      execution_count: 1,
      source: "x",
      outputs: [
        {
          output_type: "display_data",
          metadata: {},
          data: { "text/html": "<b>kept</b><script>gone()</script>" },
        },
      ],
    });
    put("a.ipynb", hostile);
    expect(tidebook("a.ipynb", "--no-execute").status).toBe(0);
    expect(page("report", "a.html")).toContain("<b>kept</b></div>");
    expect(page("report", "a.html")).not.toContain("gone()");
    expect(page("report", "a.html")).toContain("not run: stored outputs");
  });

  it("writes one file with --single-file, into a folder or under a name", () => {
    put("a.ipynb", good());
    expect(tidebook("a.ipynb", "--no-execute", "--single-file", "-o", "one.html").stdout).toBe(
      "one.html\n",
    );
    expect(page("one.html")).not.toMatch(/(?:src|href)="(?:assets|http)/);
    expect(tidebook("a.ipynb", "--no-execute", "--single-file", "-o", "dir").stdout).toBe(
      `${join("dir", "index.html")}\n`,
    );
    expect(readdirSync(at("dir"))).toEqual([".tidebook-report.json", "index.html"]);
  });

  it("names the one file after the notebook where no name is given, in this folder", () => {
    put("deep/a.b.ipynb", good());
    put("deep/c.ipynb", good());
    const one = ["--no-execute", "--single-file"];
    expect(tidebook("deep/a.b.ipynb", ...one).stdout).toBe("a.b.html\n");
    expect(tidebook("deep", ...one).stdout).toBe("deep.html\n");
    expect(tidebook("deep/a.b.ipynb", "deep/c.ipynb", ...one).stdout).toBe("report.html\n");
    // The report before it may be replaced, any other file may not.
    expect(tidebook("deep/a.b.ipynb", ...one).status).toBe(0);
    put("a.b.html", "<p>mine</p>");
    expect(tidebook("deep/a.b.ipynb", ...one)).toEqual({
      status: 2,
      stdout: "",
      stderr:
        'tidebook: report: "a.b.html"; expected no such file or an earlier report; name another file with -o\n',
    });
    expect(page("a.b.html")).toBe("<p>mine</p>");
    expect(existsSync(at("report"))).toBe(false);
  });

  it("refuses a place that cannot be written before it runs anything", () => {
    put("a.ipynb", good());
    put("file", "mine");
    const refusals = {
      "a.html": 'tidebook: --output: "a.html"; expected a folder; --single-file writes one file\n',
      "file/below":
        'tidebook: cannot write the report to "file/below": a part of the path is not a folder (ENOTDIR); nothing was run\n',
      file: 'tidebook: cannot write the report to "file": a part of the path is not a folder (ENOTDIR); nothing was run\n',
    };
    for (const [output, stderr] of Object.entries(refusals))
      expect(tidebook("a.ipynb", "-o", output)).toEqual({ status: 2, stdout: "", stderr });
    expect(page("file")).toBe("mine");
  });

  it("folds code with --hide-code and takes a --title", () => {
    put("a.ipynb", good());
    tidebook("a.ipynb", "--no-execute", "--hide-code", "--title", "My <report>");
    expect(page("report", "a.html")).toContain('<details class="source"><summary>');
    expect(page("report", "index.html")).toContain("<h1>My &lt;report&gt;</h1>");
  });

  it("ends with 3 where a kernel cannot start, and shows the stored page with the reason", () => {
    put("a.ipynb", notebookOf("dies", "print one"));
    const { status, stderr } = tidebook("a.ipynb");
    expect(status).toBe(3);
    expect(stderr).toContain("tidebook: a.ipynb: ");
    expect(page("report", "a.html")).toContain("This notebook stopped with an error.");
  });

  it("leaves the old report as it is where a notebook cannot be read, and ends with 2", () => {
    put("a.ipynb", good());
    tidebook("a.ipynb", "--no-execute");
    const before = page("report", "a.html");
    put("b.ipynb", "{ not json");
    for (const words of [
      ["a.ipynb", "b.ipynb"],
      ["nowhere.ipynb"],
      ["a.ipynb", "--timeout", "soon"],
      ["a.ipynb", "--nonsense"],
    ]) {
      const { status, stdout, stderr } = tidebook(...words);
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      expect(stderr).not.toBe("");
    }
    expect(page("report", "a.html")).toBe(before);
    expect(tidebook("b.ipynb").stderr).toMatch(
      /^tidebook: b\.ipynb, .*not JSON|^tidebook: .*b\.ipynb, .*not JSON/,
    );
  });

  it("does not touch a folder's other files, nor overwrite them", () => {
    put("a.ipynb", good());
    put("site/index.html", "mine");
    const { status, stderr } = tidebook("a.ipynb", "--no-execute", "-o", "site");
    expect(status).toBe(2);
    expect(stderr).toContain(
      "expected no such file or an earlier report; choose another folder with -o",
    );
    expect(page("site", "index.html")).toBe("mine");
  });

  it.skipIf(process.platform === "win32")("stops on Ctrl-C without writing a report", async () => {
    put("a.ipynb", notebookOf("scripted", "print one", "sleep 60000"));
    const child = spawn(process.execPath, [main, "report", "a.ipynb"], {
      cwd: folder,
      env: environment(),
    });
    const exit = new Promise<number | null>((resolve) => child.on("exit", resolve));
    await new Promise<void>((resolve) =>
      child.stderr.on("data", (text) => String(text).includes("running") && resolve()),
    );
    child.kill("SIGINT");
    expect(await exit).toBe(130);
    expect(existsSync(at("report"))).toBe(false);
  });
});
