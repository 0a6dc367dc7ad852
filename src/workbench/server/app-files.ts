/**
 * The browser's half of the lab as files: finds the bundle that the build wrote and serves it. A file is
 * named by its content, so a browser may keep it for ever, and is stored compressed: it goes out as it lies,
 * or unpacked for a client that does not take gzip. Only names that the folder lists are known.
 */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { Hono } from "hono";
import { InputError, quote } from "../../base/check.js";
import { fileReason } from "../../base/file.js";
import type { LabEnvironment } from "./environment.js";
import { HttpError } from "./http-error.js";

/** Below this path the page finds the bundle. */
export const staticPath = "/static/lab";

/** What the build says of its bundle (app.json), and where it lies. */
export interface AppBundle {
  readonly folder: string;
  /** The version of JupyterLab's packages. */
  readonly jupyterlab: string;
  /** The script that the page starts, and the scripts and styles that it will need at once. */
  readonly entry: string;
  readonly imports: readonly string[];
  readonly styles: readonly string[];
}

/** Beside us in the package; in dist/ when this code runs from its source. */
const folders = ["../app/bundle", "../../../dist/workbench/app/bundle"].map((path) =>
  join(import.meta.dirname, path),
);

/** The bundle as it is now: the package may have been built anew under a server that runs. */
export function currentApp(app: AppBundle): AppBundle {
  try {
    return readApp(app.folder);
  } catch {
    return app;
  }
}

/**
 * The bundle in a folder, by default that of this package.
 *
 * @throws InputError `the lab's page is not built: no app.json in "…"; expected …; run "npm run build"`
 */
export function readApp(
  folder = folders.find((each) => existsSync(join(each, "app.json"))) ?? folders[0]!,
): AppBundle {
  try {
    const text = readFileSync(join(folder, "app.json"), "utf8");
    return { folder, ...(JSON.parse(text) as Omit<AppBundle, "folder">) };
  } catch (error) {
    throw new InputError(
      `the lab's page: ${quote(join(folder, "app.json"))}: ${fileReason(error)}; expected the built bundle; run "npm run build"`,
      { cause: error },
    );
  }
}

const types: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".ttf": "font/ttf",
  ".wasm": "application/wasm",
  ".woff": "font/woff",
  ".woff2": "font/woff2",
};

/** Whether a header `Accept-Encoding` takes gzip. */
export function takesGzip(header: string | undefined): boolean {
  const weights = new Map(
    (header ?? "").split(",").map((part) => {
      const [name, ...parameters] = part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/);
      const q = parameters.find((each) => each.startsWith("q="));
      return [name, q === undefined ? 1 : Number(q.slice(2))] as const;
    }),
  );
  return (weights.get("gzip") ?? weights.get("x-gzip") ?? weights.get("*") ?? 0) > 0;
}

/** The answer with a file that lies there as `<path>.gz`. */
export async function compressedFile(
  path: string,
  acceptEncoding: string | undefined,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const packed = await readFile(`${path}.gz`);
  const sent = takesGzip(acceptEncoding);
  const body = sent ? packed : await promisify(gunzip)(packed);
  return new Response(new Uint8Array(body), {
    headers: {
      "content-type": types[extname(path)] ?? "application/octet-stream",
      "content-length": String(body.byteLength),
      vary: "accept-encoding",
      "x-content-type-options": "nosniff",
      ...(sent && { "content-encoding": "gzip" }),
      ...headers,
    },
  });
}

/** The names of the files below a folder, without `.gz`, with slashes. */
export function compressedNames(folder: string): ReadonlySet<string> {
  if (!existsSync(folder)) return new Set();
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return new Set(
    names
      .filter((name) => name.endsWith(".gz"))
      .map((name) => name.slice(0, -3).split(sep).join("/")),
  );
}

/** The bundle's files, to be mounted at `staticPath`. */
export function appFilesRoutes(app: AppBundle): Hono<LabEnvironment> {
  const folder = join(app.folder, "static");
  let names = compressedNames(folder);
  return new Hono<LabEnvironment>().get("/:name{.+}", (c) => {
    const name = c.req.param("name");
    if (!names.has(name)) names = compressedNames(folder); // the package may have been built anew
    if (!names.has(name) || !existsSync(join(folder, `${name}.gz`)))
      throw new HttpError(404, `no such file of the lab's page: ${name}`);
    return compressedFile(join(folder, name), c.req.header("accept-encoding"), {
      "cache-control": "public, max-age=31536000, immutable",
    });
  });
}
