/**
 * Plotly with only the traces that a report uses, as one script: plotly's core and those trace modules,
 * bundled and minified by esbuild and kept in the cache folder under their names and plotly's version.
 * Traces drawn by WebGL come in their strict form, which needs no `eval`. Where bundling fails, the
 * smallest of plotly's own partial bundles that has the traces takes its place.
 */
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { makeFolder } from "../../base/folder.js";

const require = createRequire(import.meta.url);
const strict = new Set(["scattergl", "splom", "parcoords", "scatterpolargl"]);
const geographic = new Set(["scattergeo", "choropleth"]);
const partials: readonly (readonly [name: string, traces: readonly string[]])[] = [
  ["basic", ["bar", "pie", "scatter"]],
  [
    "cartesian",
    [
      "bar",
      "box",
      "contour",
      "heatmap",
      "histogram",
      "histogram2d",
      "histogram2dcontour",
      "image",
      "pie",
      "scatter",
      "scatterternary",
      "violin",
    ],
  ],
];

/** The script that makes `globalThis.Plotly`, for the traces named; unknown names are left out. */
export async function plotlyBundle(traces: Iterable<string>, cacheFolder: string): Promise<string> {
  const home = dirname(require.resolve("plotly.js/package.json"));
  const { version } = require("plotly.js/package.json") as { version: string };
  const known = new Set(readdirSync(join(home, "lib")).map((name) => name.replace(/\.js$/, "")));
  const wanted = [...new Set(traces)]
    .filter((name) => /^[a-z0-9]+$/.test(name) && known.has(name))
    .sort();
  const key = createHash("sha256").update(wanted.join()).digest("hex").slice(0, 12);
  const cached = join(cacheFolder, "plotly", `${version}-${key}.js`);
  try {
    return readFileSync(cached, "utf8");
  } catch {
    const code = await bundle(wanted, home, version);
    keep(cached, code);
    return code;
  }
}

async function bundle(traces: readonly string[], home: string, version: string): Promise<string> {
  const modules = traces.map((name) =>
    strict.has(name) ? join(home, "src", "traces", name, "strict") : join(home, "lib", name),
  );
  const source = `globalThis.Plotly = require(${JSON.stringify(join(home, "lib", "core"))});
globalThis.Plotly.register([${modules.map((path) => `require(${JSON.stringify(path)})`).join(",")}]);`;
  try {
    const { build } = await import("esbuild");
    const result = await build({
      stdin: { contents: source, resolveDir: home, loader: "js" },
      bundle: true,
      minify: true,
      write: false,
      format: "iife",
      platform: "browser",
      target: "es2020",
      charset: "ascii",
      define: { global: "globalThis" },
      legalComments: "none",
      logLevel: "silent",
      banner: {
        js: `/* plotly.js ${version}, MIT licence, https://github.com/plotly/plotly.js */`,
      },
    });
    return geoData(traces, home) + (result.outputFiles[0]?.text ?? "");
  } catch {
    return geoData(traces, home) + readFileSync(join(home, "dist", partial(traces)), "utf8");
  }
}

/** Coastlines, which plotly would otherwise fetch. */
function geoData(traces: readonly string[], home: string): string {
  if (!traces.some((name) => geographic.has(name))) return "";
  return `${readFileSync(join(home, "dist", "plotly-geo-assets.js"), "utf8")};\n`;
}

/** The smallest of plotly's own bundles that has all the traces. */
export function partial(traces: readonly string[]): string {
  const fits = partials.find(([, has]) => traces.every((name) => has.includes(name)));
  return fits === undefined ? "plotly-strict.min.js" : `plotly-${fits[0]}.min.js`;
}

/** Keeps a bundle for the next report; a folder that cannot be written only costs time. */
function keep(path: string, code: string): void {
  try {
    makeFolder(dirname(path));
    const temporary = `${path}.${process.pid}.tmp`;
    writeFileSync(temporary, code);
    renameSync(temporary, path);
  } catch {
    // The report is whole without the cache.
  }
}
