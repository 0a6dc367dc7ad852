// Builds the browser's half of the lab: JupyterLab's application and our plugins, bundled into
// dist/workbench/app/bundle/. There: static/ (every file gzipped, named by its content), themes/, schemas.json (what
// can be set), licenses.json (notices of all that was bundled) and app.json (what the page loads). It skips
// when nothing that it reads has changed. Run alone by `node .config/app.mjs [--force]`.
import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative, sep } from "node:path";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { forgottenTexts } from "./forgotten.mjs";
import { jupyterlab, patched, rawStyles } from "./app-plugins.mjs";
import { notices } from "./notices.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const source = join(root, "src", "workbench", "app");
const require = createRequire(join(source, "main.ts"));

/** Where the bundle lies. */
export const bundleFolder = join(root, "dist", "workbench", "app", "bundle");
const stamp = join(bundleFolder, ".inputs.sha256");

const filesBelow = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
const slashed = (path) => path.split(sep).join("/");
const manifestOf = (name) => JSON.parse(readFileSync(require.resolve(`${name}/package.json`)));

/** What of src/ only this build reads: the main build neither hashes nor copies it. */
export const isBundled = (file) => {
  const path = slashed(relative(source, file));
  return !path.startsWith("../") && !path.startsWith("translations/");
};

function hashInputs() {
  const hash = createHash("sha256");
  for (const file of [
    ...filesBelow(source).filter(isBundled),
    ...filesBelow(join(root, "src", "workbench", "document")), // what the app may import of ours
    ...["package.json", "package-lock.json"].map((name) => join(root, name)),
    ...["app.mjs", "app-plugins.mjs", "forgotten.mjs", "notices.mjs"].map((name) =>
      join(root, ".config", name),
    ),
  ].sort()) {
    hash
      .update(slashed(relative(root, file)))
      .update("\0")
      .update(readFileSync(file))
      .update("\0");
  }
  return hash.digest("hex");
}

/** JupyterLab's extensions among our devDependencies, each with the `jupyterlab` field of its manifest. */
function installedExtensions() {
  return Object.keys(JSON.parse(readFileSync(join(root, "package.json"))).devDependencies)
    .filter((name) => /^@jupyterlab\/.*-extension$/.test(name))
    .map((name) => ({ name, ...manifestOf(name).jupyterlab, style: manifestOf(name).styleModule }));
}

async function bundle(extensions, outDir, allNotices) {
  const { build } = await import("vite");
  const collected = notices(allNotices);
  const { output } = await build({
    configFile: false,
    root: source,
    base: "./",
    mode: "production",
    logLevel: "error",
    publicDir: false,
    define: {
      "process.env": "{}",
      "process.cwd": '(() => "/")', // how JupyterLab resolves relative links of a notebook
      global: "globalThis",
      __dirname: '"/"',
    },
    resolve: { alias: [{ find: /^~(?=[@\w])/, replacement: "" }] },
    plugins: [jupyterlab(extensions), forgottenTexts(), rawStyles, patched(), collected],
    build: {
      outDir,
      emptyOutDir: true,
      target: "es2022",
      write: false,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      chunkSizeWarningLimit: Infinity,
      rolldownOptions: {
        input: join(source, "main.ts"),
        output: {
          entryFileNames: "[name]-[hash].js",
          chunkFileNames: "[name]-[hash].js",
          assetFileNames: "[name]-[hash][extname]",
          // Thirty small files that are always wanted together.
          codeSplitting: { groups: [{ name: "mathjax", test: /[\\/]mathjax-full[\\/]/ }] },
        },
      },
    },
  });
  return output;
}

async function themeCss({ name, themePath }) {
  const { build } = await import("esbuild");
  const built = await build({
    entryPoints: [require.resolve(`${name}/${themePath}`)],
    bundle: true,
    minify: true,
    write: false,
    loader: { ".svg": "dataurl", ".png": "dataurl" },
  });
  return built.outputFiles[0].text;
}

/** Writes compressed bytes under a name without the `.gz` that the server adds. */
function writeCompressed(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
}

const schemasOf = ({ name, schemaDir }) => {
  const folder = join(dirname(require.resolve(`${name}/package.json`)), schemaDir);
  return filesBelow(folder)
    .filter((file) => file.endsWith(".json") && !file.endsWith("package.json.orig"))
    .map((file) => ({
      id: `${name}:${slashed(relative(folder, file)).replace(/\.json$/, "")}`,
      schema: JSON.parse(readFileSync(file, "utf8")),
      version: manifestOf(name).version,
    }));
};

/** Our own plugins' schemas: where their toolbar and menu items stand. */
const ownSchemas = () =>
  filesBelow(join(source, "schema")).map((file) => ({
    id: `tidebook:${basename(file, ".json")}`,
    schema: JSON.parse(readFileSync(file, "utf8")),
    version: JSON.parse(readFileSync(join(root, "package.json"))).version,
  }));

/** Builds into a folder beside the real one and puts it in place at the end. */
async function write(inputs) {
  const made = `${bundleFolder}.new`;
  rmSync(made, { recursive: true, force: true });
  const extensions = installedExtensions();
  const packages = [];
  const output = await bundle(extensions, join(made, "static"), packages);
  for (const file of output) {
    if (/^fa-.*\.(eot|svg|ttf|woff)$/.test(file.fileName)) continue; // woff2 serves every browser
    writeCompressed(join(made, "static", file.fileName), file.code ?? Buffer.from(file.source));
  }
  for (const theme of extensions.filter(({ themePath }) => themePath)) {
    writeCompressed(join(made, "themes", theme.name, "index.css"), await themeCss(theme));
  }
  const schemas = extensions
    .filter(({ schemaDir }) => schemaDir)
    .flatMap(schemasOf)
    .concat(ownSchemas());
  writeFileSync(join(made, "schemas.json"), JSON.stringify(schemas));
  writeFileSync(join(made, "licenses.json"), JSON.stringify(packages));
  const entry = output.find((file) => file.type === "chunk" && file.isEntry);
  const app = {
    jupyterlab: manifestOf("@jupyterlab/application").version,
    entry: entry.fileName,
    imports: entry.imports,
    styles: [...(entry.viteMetadata?.importedCss ?? [])],
  };
  writeFileSync(join(made, "app.json"), JSON.stringify(app, null, 2));
  writeFileSync(join(made, ".inputs.sha256"), inputs);
  rmSync(bundleFolder, { recursive: true, force: true });
  renameSync(made, bundleFolder);
}

/** Builds the app unless it is built from what lies here. */
export async function buildApp({ force = false } = {}) {
  const inputs = hashInputs();
  if (!force && existsSync(stamp) && readFileSync(stamp, "utf8") === inputs) return;
  await write(inputs);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  await buildApp({ force: process.argv.includes("--force") });
