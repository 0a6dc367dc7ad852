/**
 * The package as others get it: packed, laid into an empty folder with only the dependencies that its
 * package.json asks for, and run there. No network: the dependencies are links into this installation,
 * picked by the lockfile, so that one which is only a devDependency is missing there as it would be.
 */
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const run = promisify(execFile);
const root = join(import.meta.dirname, "..");
const npm = process.platform === "win32" ? "npm.cmd" : "npm";
const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
  packages: Record<
    string,
    { dependencies?: Record<string, string>; optionalDependencies?: Record<string, string> }
  >;
};

/** Names of the packages at the top of node_modules that the package needs, directly or not. */
function needed(): Set<string> {
  const found = new Set<string>();
  const add = (name: string, from: string): void => {
    // As Node does: look beside the asking package, then outwards.
    for (let base = from; ; base = base.replace(/\/?node_modules\/(@[^/]+\/)?[^/]+$/, "")) {
      const path = `${base === "" ? "" : `${base}/`}node_modules/${name}`;
      if (packages[path] !== undefined) {
        if (base === "") {
          if (found.has(name)) return;
          found.add(name);
        }
        for (const each of Object.keys(packages[path].dependencies ?? {})) add(each, path);
        return;
      }
      if (base === "") return;
    }
  };
  for (const name of Object.keys(packages[""]!.dependencies!)) add(name, "");
  return found;
}

let folder: string;
let files: string[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tidebook-pack-"));
  const { stdout } = await run(
    npm,
    ["pack", "--json", "--ignore-scripts", "--pack-destination", folder],
    {
      cwd: root,
      shell: process.platform === "win32",
    },
  );
  const packed: unknown = JSON.parse(stdout);
  const [{ filename, files: list }] = (
    Array.isArray(packed) ? packed : Object.values(packed as object)
  ) as [{ filename: string; files: { path: string }[] }];
  files = list.map(({ path }) => path);
  await run("tar", ["-xzf", filename], { cwd: folder });
  const modules = join(folder, "node_modules");
  await mkdir(modules);
  for (const name of needed()) {
    if (!existsSync(join(root, "node_modules", name))) continue;
    await mkdir(dirname(join(modules, name)), { recursive: true });
    await symlink(join(root, "node_modules", name), join(modules, name), "junction");
  }
  await run(
    process.execPath,
    ["-e", `require("fs").renameSync("package", "node_modules/tidebook")`],
    { cwd: folder },
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const notebook = (...sources: string[]) =>
  JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { name: "tslab", display_name: "TypeScript", language: "typescript" } },
    cells: sources.map((source, i) => ({
      cell_type: "code",
      id: `cell-${i}`,
      metadata: {},
      execution_count: null,
      outputs: [],
      source,
    })),
  });

describe("the packed package", () => {
  it("holds the program, the notebooks, the datasets and the licence, and no source or test", () => {
    for (const path of [
      "dist/index.js",
      "dist/index.d.ts",
      "dist/cli/main.js",
      "notebooks/04-word2vec.ipynb",
      "datasets/README.md",
      "datasets/executives.csv",
      "datasets/executives.card.md",
      "LICENSE",
      "README.md",
      "CHANGELOG.md",
    ]) {
      expect(files).toContain(path);
    }
    expect(files.filter((path) => /^(src|test|\.config|\.ci)\//.test(path))).toEqual([]);
  });

  it("runs a notebook that imports tidebook and tslab in a folder that has neither as its own", async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), "tidebook-elsewhere-"));
    try {
      const path = join(elsewhere, "first.ipynb");
      await writeFile(
        path,
        notebook(
          'import { formula, readExecutives } from "tidebook";\nimport * as tslab from "tslab";',
          'tslab.display.text("from tslab");',
          "console.log(`${(await readExecutives()).length} rows of its data`);",
          'formula("x^2")',
        ),
      );
      const main = join(folder, "node_modules", "tidebook", "dist", "cli", "main.js");
      await run(process.execPath, [main, "run", path, "-o", join(elsewhere, "done.ipynb")], {
        cwd: elsewhere,
      });
      const text = await readFile(join(elsewhere, "done.ipynb"), "utf8");
      expect(text).toContain("from tslab");
      expect(text).toContain("95 rows of its data");
      expect(text).toContain("x^2");
    } finally {
      await rm(elsewhere, { recursive: true, force: true });
    }
  });

  it("offers its door by main and types, so that the oldest resolution finds it", async () => {
    const manifest = JSON.parse(
      await readFile(join(folder, "node_modules", "tidebook", "package.json"), "utf8"),
    );
    for (const path of [manifest.main, manifest.types, manifest.bin.tidebook]) {
      expect(existsSync(join(folder, "node_modules", "tidebook", path))).toBe(true);
    }
  });
});
