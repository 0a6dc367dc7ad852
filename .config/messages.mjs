// Lists every translatable message of the lab: the calls of gettext (`__`, `_n`, `_p`, `_np`) in the JupyterLab
// packages that the app bundles and in our own plugins, and the texts of settings schemas. Run by
// `node --import tsx .config/messages.mjs` it compares them with the catalogue of Simplified Chinese and names what
// that lacks and what nothing asks for any more; a test imports the same functions. A context and its text are
// joined by U+0004, as gettext does. Terms: kernel 内核, cell 单元格, notebook 笔记本, workspace 工作区, launcher
// 启动页, widget 组件, plugin 插件, shortcut 快捷键, folder 文件夹, table of contents 目录, log 日志.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import ts from "typescript";
import { mapSchemaTexts, textKey } from "../src/workbench/server/lab-api/schema-texts.ts";
import { remember } from "./forgotten.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** What the leading arguments of each call are. */
const calls = {
  __: ["text"],
  _n: ["text", "plural"],
  _p: ["context", "text"],
  _np: ["context", "text", "plural"],
};

/** The texts an argument may have: a literal, literals joined by "+", or either side of a condition. */
function literals(node) {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isParenthesizedExpression(node)) return literals(node.expression);
  if (ts.isConditionalExpression(node))
    return [...literals(node.whenTrue), ...literals(node.whenFalse)];
  if (ts.isBinaryExpression(node)) {
    const [left, right] = [literals(node.left), literals(node.right)];
    if (node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return [...left, ...right];
    return left.flatMap((head) => right.map((tail) => head + tail));
  }
  return [];
}

/** The messages of one source as `{ key, plural?, from }`; calls whose text is computed go to `computed`. */
export function messagesOfSource(text, from, computed = []) {
  const source = ts.createSourceFile(from, text, ts.ScriptTarget.Latest, true);
  const found = [];
  const visit = (node) => {
    ts.forEachChild(node, visit);
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return;
    const name = node.expression.name.text;
    if (!Object.hasOwn(calls, name) || node.arguments.length < calls[name].length) return;
    const part = Object.fromEntries(
      calls[name].map((role, index) => [role, literals(node.arguments[index])]),
    );
    for (const [index, text] of part.text.entries())
      for (const context of part.context ?? [undefined]) {
        const key = context === undefined ? text : textKey(context, text);
        found.push({ key, plural: part.plural?.[index], from });
      }
    if (part.text.length === 0) computed.push(`${from}: ${node.getText(source)}`);
  };
  visit(source);
  return found;
}

/** The messages of one settings schema. */
export function messagesOfSchema(schema, from) {
  const found = [];
  mapSchemaTexts(schema, (context, text) => {
    found.push({ key: textKey(context, text), from });
    return text;
  });
  return found;
}

function filesUnder(folder, extensions) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extensions.some((end) => entry.name.endsWith(end)))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** The bundled JupyterLab packages: those that package.json names and all they depend on. */
export function bundledPackages() {
  const folder = join(root, "node_modules");
  const manifest = (name) => JSON.parse(readFileSync(join(folder, name, "package.json"), "utf8"));
  const own = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const names = new Set();
  const add = (dependencies = {}) => {
    for (const name of Object.keys(dependencies)) {
      if (!name.startsWith("@jupyterlab/") || names.has(name)) continue;
      if (!existsSync(join(folder, name, "package.json"))) continue;
      names.add(name);
      add(manifest(name).dependencies);
    }
  };
  add({ ...own.dependencies, ...own.devDependencies });
  return [...names].sort();
}

/** All messages by domain and key: `{ jupyterlab: Map(key → { plural, from[] }), tidebook: … }`. */
export function messages(computed = []) {
  const domains = { jupyterlab: new Map(), tidebook: new Map() };
  const add = (domain, found) => {
    for (const { key, plural, from } of found) {
      const known = domains[domain].get(key);
      if (known === undefined) domains[domain].set(key, { plural, from: [from] });
      else {
        known.plural ??= plural;
        if (!known.from.includes(from)) known.from.push(from);
      }
    }
  };
  for (const name of bundledPackages()) {
    const folder = join(root, "node_modules", name);
    for (const file of filesUnder(join(folder, "lib"), [".js"]))
      add(
        "jupyterlab",
        messagesOfSource(remember(file, readFileSync(file, "utf8")), name, computed),
      );
    for (const file of filesUnder(join(folder, "schema"), [".json"]))
      add("jupyterlab", messagesOfSchema(JSON.parse(readFileSync(file, "utf8")), name));
  }
  const app = join(root, "src/workbench/app");
  for (const file of filesUnder(app, [".ts", ".tsx"]))
    add("tidebook", messagesOfSource(readFileSync(file, "utf8"), "tidebook", computed));
  for (const file of filesUnder(join(app, "schema"), [".json"]))
    add("tidebook", messagesOfSchema(JSON.parse(readFileSync(file, "utf8")), "tidebook"));
  return domains;
}
/** The catalogue: `{ domain: { "": metadata, key: [translation] } }`, with two equal forms where there is a plural. */
export const readCatalogue = () =>
  JSON.parse(readFileSync(join(root, "src/workbench/app/translations/zh-CN.json"), "utf8"));

/** What the catalogue lacks, by domain, and what nothing asks for. */
export function compare(catalogue, all = messages()) {
  const lacking = {};
  const stale = {};
  for (const [domain, known] of Object.entries(all)) {
    const entries = catalogue[domain] ?? {};
    lacking[domain] = [...known.keys()].filter((key) => !Object.hasOwn(entries, key));
    stale[domain] = Object.keys(entries).filter((key) => key !== "" && !known.has(key));
  }
  return { lacking, stale };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { lacking, stale } = compare(readCatalogue());
  const show = (key) => JSON.stringify(key.replace("\u0004", " | "));
  for (const [domain, keys] of Object.entries(lacking))
    for (const key of keys) console.log(`${domain} lacks ${show(key)}`);
  for (const [domain, keys] of Object.entries(stale))
    for (const key of keys) console.log(`${domain} no longer needs ${show(key)}`);
  const count = (table) => Object.values(table).flat().length;
  console.log(`${count(lacking)} lacking, ${count(stale)} stale`);
  process.exitCode = count(lacking) + count(stale) === 0 ? 0 : 1;
}
