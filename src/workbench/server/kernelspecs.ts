/**
 * `/api/kernelspecs`: which kernels there are, ours first, with where their logos are; and `/kernelspecs`:
 * those files themselves. Only what lies in a spec's own folder is given out, symbolic links followed.
 */
import { readdir, readFile, realpath } from "node:fs/promises";
import { extname, join, parse, sep } from "node:path";
import { Hono } from "hono";
import { quote } from "../../base/check.js";
import type { Kernelspec } from "../protocol/kernelspecs.js";
import type { LabEnvironment } from "./environment.js";
import { HttpError } from "./http-error.js";
import type { Kernels } from "./kernels/kernels.js";

/** As Jupyter's REST API shows a kernelspec. */
export interface KernelspecModel {
  readonly name: string;
  readonly spec: Omit<Kernelspec, "name" | "resourceDir">;
  /** Names of files to where they are. */
  readonly resources: Readonly<Record<string, string>>;
}

const mediaTypes: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
};

/** Mounted at `/api/kernelspecs`. */
export function kernelspecsRoutes(kernels: Kernels): Hono<LabEnvironment> {
  const app = new Hono<LabEnvironment>();

  app.get("/", async (c) => {
    const specs = [...(await kernels.specs.all()).values()];
    const models = await Promise.all(specs.map(kernelspecModel));
    return c.json({
      default: kernels.specs.defaultName,
      kernelspecs: Object.fromEntries(models.map((model) => [model.name, model])),
    });
  });

  app.get("/:name", async (c) =>
    c.json(await kernelspecModel(await find(kernels, c.req.param("name")))),
  );
  return app;
}

/** Mounted at `/kernelspecs`. */
export function kernelspecFilesRoutes(kernels: Kernels): Hono<LabEnvironment> {
  const app = new Hono<LabEnvironment>();
  app.get("/:name/:path{.+}", async (c) => {
    const { name, path } = c.req.param();
    const { resourceDir } = await find(kernels, name);
    const missing = new HttpError(404, `no file ${quote(path)} of kernelspec ${quote(name)}`);
    if (/[\0\\]/.test(path)) throw missing;
    const folder = await realpath(resourceDir).catch(() => Promise.reject(missing));
    const file = await realpath(join(folder, path)).catch(() => Promise.reject(missing));
    if (!file.startsWith(folder + sep)) throw missing;
    const bytes = await readFile(file).catch(() => Promise.reject(missing));
    return c.body(new Uint8Array(bytes), 200, {
      "Content-Type": mediaTypes[extname(file).toLowerCase()] ?? "application/octet-stream",
      "Cache-Control": "max-age=3600",
      "X-Content-Type-Options": "nosniff",
    });
  });
  return app;
}

async function find(kernels: Kernels, name: string): Promise<Kernelspec> {
  const spec = (await kernels.specs.all()).get(name.toLowerCase());
  if (spec === undefined) throw new HttpError(404, `kernelspec not found: ${quote(name)}`);
  return spec;
}

async function kernelspecModel({
  name,
  resourceDir,
  ...spec
}: Kernelspec): Promise<KernelspecModel> {
  const files = (await readdir(resourceDir).catch(() => [])).sort();
  const at = (file: string) =>
    `/kernelspecs/${encodeURIComponent(name)}/${encodeURIComponent(file)}`;
  const own = files.filter((file) => file === "kernel.js" || file === "kernel.css");
  const logos = files.filter((file) => file.startsWith("logo-"));
  return {
    name,
    spec: { env: {}, metadata: {}, interrupt_mode: "signal", ...spec },
    resources: Object.fromEntries([
      ...own.map((file) => [file, at(file)]),
      ...logos.map((file) => [parse(file).name, at(file)]),
    ]),
  };
}
