// What vite must be told to bundle JupyterLab's sources: the module that names its extensions, pictures and
// raw styles as text, and the few places where its code is changed.
import { readFileSync } from "node:fs";

/** The module "jupyterlab-extensions": styles first, then the extensions, all by static imports. */
function extensionsModule(extensions) {
  const lines = extensions
    .filter(({ style }) => style)
    .map(({ name, style }) => `import "${name}/${style}";`);
  const list = (field) => {
    const rows = extensions
      .filter((each) => each[field])
      .map((each, i) => {
        const path = each[field] === true ? each.name : `${each.name}/${each[field]}`;
        lines.push(`import ${field}${i} from "${path}";`);
        return `{ name: "${each.name}", exports: ${field}${i} }`;
      });
    return `[${rows.join(",\n")}]`;
  };
  const all = list("extension");
  const mime = list("mimeExtension");
  return `${lines.join("\n")}\nexport const extensions = ${all};\nexport const mimeExtensions = ${mime};`;
}

/** Modules that are written here, and pictures as text. */
export function jupyterlab(extensions) {
  const written = new Map([
    ["jupyterlab-extensions", extensionsModule(extensions)],
    // mermaid's ELK layout is under the EPL and 1.5 MB; diagrams that ask for it are laid out by dagre.
    ["@mermaid-js/layout-elk", "export default [];"],
    // The styles of Plotly's maps, which are not in the bundle; its core asks for them all the same.
    ["maplibre-gl/dist/maplibre-gl.css", ""],
  ]);
  return {
    name: "jupyterlab",
    enforce: "pre",
    resolveId: (id) => (written.has(id) ? `\0${id}` : null),
    load(id) {
      if (id.startsWith("\0")) return written.get(id.slice(1)) ?? null;
      // Imported by JavaScript, a picture and a raw style are text (CSS refers to pictures as files).
      if (!/\.svg$|\.raw\.css\.text$/.test(id)) return null;
      const text = readFileSync(id.replace(/\.text$/, ""), "utf8");
      return { code: `export default ${JSON.stringify(text)};`, moduleType: "js" };
    },
  };
}

/** Raw styles get a name that vite's own CSS plugins do not know. */
export const rawStyles = {
  name: "raw-styles",
  enforce: "pre",
  async resolveId(id, importer) {
    if (!id.endsWith(".raw.css")) return null;
    const found = await this.resolve(id, importer, { skipSelf: true });
    return found ? `${found.id}.text` : null;
  },
};

/** A save that replaces what the page last saw; if that is no longer on disk, the question of "File Changed". */
const carefulSave = `return this._manager.contents
  .save(path, {
    ...options,
    contentProviderId: this._contentProviderId,
    ...(hashAvailable && { hash: hClient }),
  })
  .catch(async error => {
    if (error.response?.status !== 412) throw error;
    const found = await this._manager.contents.get(path, {
      content: false,
      hash: true,
      contentProviderId: this._contentProviderId,
    });
    return this._raiseConflict(found, options);
  });
}, err =>`;

/** Changes to packages, each in one file; the build stops when a place is no longer there. */
const patches = [
  {
    // Two warnings that come by the hundred for each notebook, since JupyterLab fills cells before it puts
    // them into their document. Nothing follows from them, and they would hide what does matter.
    file: "yjs/dist/yjs.mjs",
    find: /logging\.warn\('(\[yjs#509\] Not same Y\.Doc|Invalid access: [^']*)'\)/g,
    to: "undefined",
  },
  {
    // JupyterLab opens the document of the address only when the workspace has been saved, which waits half a
    // second at least for further changes.
    file: "@jupyterlab/apputils-extension/lib/index.js",
    find: /(state database has finished loading, save it\.\s+)await save\.invoke\(\);/g,
    to: "$1void save.invoke();",
  },
  {
    // A diagram that is drawn for the page puts its drawing into the output, in the colours of the moment: a
    // notebook that is only looked at would count as changed and be saved so.
    file: "@jupyterlab/mermaid/lib/mime.js",
    find: /\bmodel\.setData\(/g,
    to: "void (",
  },
  {
    // JupyterLab compares hashes, writes, and takes what it then finds on disk for what it wrote: whoever
    // writes in between is lost. The save goes with its hash (src/workbench/app/drive.ts), and the answer's
    // hash is that of what was written.
    file: "@jupyterlab/docregistry/lib/context.js",
    find: /return this\._manager\.contents\s+\.save\(path, \{\s+\.\.\.options,[^]*?\}, err =>/,
    to: () => carefulSave,
  },
];

export function patched() {
  const seen = new Set();
  return {
    name: "patched",
    transform(code, id) {
      const path = id.replaceAll("\\", "/");
      const patch = patches.find(({ file }) => path.endsWith(`/node_modules/${file}`));
      if (patch === undefined) return null;
      const changed = code.replace(patch.find, patch.to);
      if (changed !== code) seen.add(patch);
      return { code: changed, map: null };
    },
    buildEnd(error) {
      const lost = error ? undefined : patches.find((patch) => !seen.has(patch));
      if (lost) this.error(`patch of ${lost.file}: its place was not found; expected ${lost.find}`);
    },
  };
}
