/**
 * The house's plan, enforced: who may import whom, no cycles, no file without an idea in its name, no
 * file over 250 lines without a stated reason. The table here is the one in CONTRIBUTING.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const src = join(root, "src");

/** Folder → what of ours it may import (itself always). The longest matching folder rules. */
const mayImport: Record<string, readonly string[]> = {
  base: [],
  show: ["base"],
  "learning/text": ["base"],
  "learning/statistics": ["base"],
  "learning/embedding": ["base", "learning/text", "learning/statistics"],
  "learning/network": ["base", "learning/statistics"],
  "learning/reinforcement": ["base", "learning/statistics", "learning/network"],
  "learning/article": [
    "base",
    "show",
    "learning/text",
    "learning/statistics",
    "learning/embedding",
    "learning/network",
    "learning/reinforcement",
  ],
  "learning/wasm": [],
  "index.ts": ["base", "show", "learning"],
  "workbench/document": ["base"],
  "workbench/protocol": ["base", "workbench/document"],
  "workbench/kernel": ["base", "workbench/document", "workbench/protocol"],
  "workbench/runner": ["base", "workbench/document", "workbench/protocol"],
  "workbench/report": ["base", "workbench/document", "workbench/protocol", "workbench/runner"],
  "workbench/server": [
    "base",
    "workbench/document",
    "workbench/protocol",
    "workbench/runner",
    "workbench/report",
  ],
  "workbench/app": ["workbench/document"],
  cli: ["base", "index.ts", "workbench"],
};

/** Packages that only some places may import. */
const keptPackages: Record<string, readonly string[]> = {
  zeromq: ["workbench/protocol/channels.ts"],
  tslab: ["workbench/kernel/compiler", "show/display.ts"],
  "@tslab/typescript-for-tslab": ["workbench/kernel/compiler"],
  "@tensorflow": ["learning/network/tfjs"],
  "tfjs-native": ["learning/network/tfjs"],
  hono: ["workbench/server"],
  ws: ["workbench/server"],
  "@jupyterlab": ["workbench/app"],
};

/** Files over 250 lines, each with its reason. */
const longFiles: Record<string, string> = {
  "index.ts": "the door: nothing but names, a line for each file behind it",
};

const bannedNames = /^(utils?|helpers?|common|misc|managers?)$/;

/** Folders where nothing of Node may be imported, so that they also run in a page. */
const withoutNode = ["workbench/document", "workbench/app"];

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

const files = readdirSync(src, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => relative(src, join(entry.parentPath, entry.name)).split(sep).join("/"))
  .sort();

const imports: readonly Import[] = files.flatMap((from) => {
  const source = ts.createSourceFile(
    from,
    readFileSync(join(src, from), "utf8"),
    ts.ScriptTarget.Latest,
    true,
  );
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    let specifier: ts.Node | undefined;
    let typeOnly = false;
    if (ts.isImportDeclaration(node)) {
      specifier = node.moduleSpecifier;
      typeOnly = node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
    } else if (ts.isExportDeclaration(node)) {
      specifier = node.moduleSpecifier;
      typeOnly = node.isTypeOnly;
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      specifier = node.arguments[0];
    }
    if (specifier !== undefined && ts.isStringLiteral(specifier)) {
      const { text } = specifier;
      const to = text.startsWith(".")
        ? relative(src, join(src, dirname(from), text.replace(/\.js$/, ".ts")))
            .split(sep)
            .join("/")
        : text;
      found.push({ from, to, typeOnly });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
});

const isOurs = ({ to }: Import) => files.includes(to);
const within = (file: string, folder: string) => file === folder || file.startsWith(`${folder}/`);
const folderOf = (file: string) =>
  Object.keys(mayImport)
    .filter((folder) => within(file, folder))
    .sort((a, b) => b.length - a.length)[0];

describe("the house", () => {
  it("has every file in a folder of the import table", () => {
    expect(files.filter((file) => folderOf(file) === undefined)).toEqual([]);
  });

  it("imports only what the table allows", () => {
    const wrong = imports.filter((each) => {
      if (!isOurs(each)) return false;
      const own = folderOf(each.from)!;
      return ![own, ...mayImport[own]!].some((folder) => within(each.to, folder));
    });
    expect(wrong.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  it("finds its own relative imports", () => {
    const lost = imports.filter(
      (each) =>
        /^\.|^(?!node:)[\w-]+\/.*\.(ts|css|svg)$/.test(each.to) &&
        !isOurs(each) &&
        !(/\.(css|svg)$/.test(each.to) && existsSync(join(src, each.to))), // of the lab's page
    );
    expect(lost.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  it("has no cycle of imports", () => {
    const graph = new Map(
      files.map((file) => [
        file,
        imports.filter((i) => i.from === file && isOurs(i) && !i.typeOnly),
      ]),
    );
    const done = new Set<string>();
    const cycles: string[] = [];
    const walk = (file: string, path: readonly string[]): void => {
      const at = path.indexOf(file);
      if (at >= 0) cycles.push([...path.slice(at), file].join(" → "));
      else if (!done.has(file)) {
        for (const { to } of graph.get(file) ?? []) walk(to, [...path, file]);
        done.add(file);
      }
    };
    for (const file of files) walk(file, []);
    expect(cycles).toEqual([]);
  });

  it("keeps some packages to one place", () => {
    const wrong = imports.filter(({ from, to }) =>
      Object.entries(keptPackages).some(
        ([name, places]) =>
          (to === name || to.startsWith(`${name}/`)) &&
          !places.some((place) => within(from, place)),
      ),
    );
    expect(wrong.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  it("keeps Node out of what also runs in a page", () => {
    const wrong = imports.filter(
      ({ from, to }) => to.startsWith("node:") && withoutNode.some((f) => within(from, f)),
    );
    expect(wrong.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  it("has no name that says nothing", () => {
    const words = files.flatMap((file) => file.replace(/\.tsx?$/, "").split("/"));
    expect(words.filter((word) => bannedNames.test(word))).toEqual([]);
  });

  it("names files in lower case with hyphens", () => {
    expect(
      files
        .map((file) => basename(file))
        .filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.d)?\.tsx?$/.test(name)),
    ).toEqual([]);
  });

  it("has no file over 250 lines without a reason", () => {
    const long = files.filter(
      (file) => readFileSync(join(src, file), "utf8").split("\n").length > 251,
    );
    expect(long.filter((file) => longFiles[file] === undefined)).toEqual([]);
    expect(Object.keys(longFiles).filter((file) => !long.includes(file))).toEqual([]);
  });

  it("starts every file with what it is", () => {
    const bare = files.filter(
      (file) => !/^(#!.*\n)?\/\*\*/.test(readFileSync(join(src, file), "utf8")),
    );
    expect(bare).toEqual([]);
  });

  it("shows the same table in CONTRIBUTING", () => {
    const text = readFileSync(join(root, "CONTRIBUTING.md"), "utf8");
    const rows = [...text.matchAll(/^\| `([^`]+)` \| (.*?) \|$/gm)].map(([, folder, allowed]) => [
      folder!,
      [...allowed!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!),
    ]);
    expect(Object.fromEntries(rows)).toEqual(mayImport);
  });
});
