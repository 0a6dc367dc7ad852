/**
 * What README and CONTRIBUTING tell people to type works: every line of their `sh` blocks is run here, in a
 * temporary folder with the notebooks that the examples name, or stands in `elsewhere` with the test that
 * runs it. README's cell is run too.
 */
import { execFile, spawn } from "node:child_process";
import { cpSync, existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const run = promisify(execFile);
const root = join(import.meta.dirname, "..");
const main = join(root, "dist", "cli", "main.js");
const scripts = (
  JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  }
).scripts;

/** Commands that a test cannot run inside a test run, and what vouches for them. */
const elsewhere: Record<string, string> = {
  "npm ci && npm start": ".ci/run installs; the lab is started below and in test/cli/lab.test.ts",
  "npm ci": ".ci/run",
  "npm test": "this run",
  "npm run lint": ".ci/run",
  "npm run bench": "by hand: its figures stand in CHANGELOG",
  "npx tidebook data wikipedia --language zh --to-text zh.txt":
    "test/cli/data.test.ts, from a server of its own",
};

const blocks = (file: string, language: string) =>
  [
    ...readFileSync(join(root, file), "utf8").matchAll(
      new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\``, "gm"),
    ),
  ].map(([, block]) => block!);
const commands = ["README.md", "CONTRIBUTING.md"].flatMap((file) =>
  blocks(file, "sh").flatMap((block) =>
    block
      .split("\n")
      .map((line) => line.replace(/\s+#.*$/, "").trim())
      .filter((line) => line !== ""),
  ),
);

const notebook = (...cells: { source: string; tags?: string[] }[]) =>
  JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { name: "tslab", display_name: "TypeScript", language: "typescript" } },
    cells: cells.map(({ source, tags = [] }, i) => ({
      cell_type: "code",
      id: `cell-${i}`,
      metadata: { tags },
      execution_count: null,
      outputs: [],
      source,
    })),
  });

let folder: string;
let environment: NodeJS.ProcessEnv;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tidebook-readme-"));
  environment = { ...process.env, JUPYTER_DATA_DIR: join(folder, "jupyter") };
  const cells = notebook(
    { source: "let seed: number = 7", tags: ["parameters"] },
    { source: "seed * 6" },
  );
  await writeFile(join(folder, "analysis.ipynb"), cells);
  await writeFile(join(folder, "done.ipynb"), cells);
  await writeFile(join(folder, "corpus.txt"), "the king and the queen of the town\n".repeat(200));
  await mkdir(join(folder, "notebooks"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs one `npx tidebook …` line as a shell would, with `*.ipynb` expanded. */
async function tidebook(line: string): Promise<{ stdout: string }> {
  const words = line.split(/\s+/).slice(2);
  const expanded = words.flatMap((word) =>
    word === "*.ipynb" ? ["analysis.ipynb", "done.ipynb"] : [word],
  );
  return run(process.execPath, [main, ...expanded], { cwd: folder, env: environment });
}

const ours = commands.filter(
  (line) => line.startsWith("npx tidebook ") && elsewhere[line] === undefined,
);
const labs = ours.filter((line) => line.startsWith("npx tidebook lab"));

describe("what README and CONTRIBUTING tell people to type", () => {
  it.each(labs)("%s", async (line) => {
    const words = [...line.split(/\s+/).slice(2), "--no-browser", "--port", "0"];
    const lab = spawn(process.execPath, [main, ...words], { cwd: folder, env: environment });
    const ended = new Promise((resolve) => lab.on("close", resolve));
    const address = await new Promise<string>((resolve) => {
      let said = "";
      lab.stdout.on("data", (data: Buffer) => {
        said += data.toString();
        const found = /http:\S+/.exec(said)?.[0];
        if (found !== undefined) resolve(found);
      });
    });
    const page = await fetch(address);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining("Tidebook")]);
    lab.kill("SIGTERM");
    await ended;
  });

  it.each(ours.filter((line) => !labs.includes(line)))("%s", async (line) => {
    if (line.includes(" notebooks ")) {
      cpSync(join(folder, "analysis.ipynb"), join(folder, "notebooks", "analysis.ipynb"));
    }
    await tidebook(line);
    const written = /-o (\S+)/.exec(line)?.[1];
    if (written !== undefined) expect(existsSync(join(folder, written))).toBe(true);
  });

  it("names only npm scripts that exist, and leaves no command without a test", () => {
    const rest = commands.filter((line) => !line.startsWith("npx tidebook "));
    expect(rest.filter((line) => elsewhere[line] === undefined)).toEqual([]);
    const named = [...readFileSync(join(root, "README.md"), "utf8").matchAll(/npm run (\w+)/g)].map(
      ([, name]) => name!,
    );
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  it("lists every command in --help, each with an example", async () => {
    const { stdout } = await tidebook("npx tidebook --help");
    for (const name of ["run", "report", "lab", "word2vec", "vectors", "data", "kernel"]) {
      expect(stdout).toMatch(new RegExp(`^  ${name}\\b`, "m"));
      expect((await tidebook(`npx tidebook ${name} --help`)).stdout).toMatch(/tidebook /);
    }
  });

  it.each([
    ["an unknown command", "npx tidebook rnu", 2, /unknown command 'rnu'/],
    ["an unknown option", "npx tidebook run analysis.ipynb --fast", 2, /unknown option '--fast'/],
    ["no notebook", "npx tidebook run", 2, /./],
    ["a missing notebook", "npx tidebook run missing.ipynb", 2, /missing\.ipynb/],
  ])("answers %s with one clear error", async (_, line, code, message) => {
    await expect(tidebook(line)).rejects.toMatchObject({
      code,
      stderr: expect.stringMatching(message) as string,
    });
  });

  it("shows a cell that runs", async () => {
    const cells = blocks("README.md", "ts");
    expect(cells.length).toBeGreaterThan(0);
    await writeFile(join(folder, "cells.ipynb"), notebook(...cells.map((source) => ({ source }))));
    await tidebook("npx tidebook run cells.ipynb -o cells-done.ipynb");
    const done = await readFile(join(folder, "cells-done.ipynb"), "utf8");
    expect(done).toContain("application/vnd.plotly.v1+json");
    expect(done).toContain("text/latex");
  });
});
