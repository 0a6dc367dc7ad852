/**
 * `/api/resolvePath`: which file of the lab a path means that stands in an output (of a traceback, say), so
 * that the page can make it a link. Absolute paths below the served folder and paths relative to it; nothing
 * is said about files elsewhere.
 */
import { realpath } from "node:fs/promises";
import { homedir } from "node:os";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { Hono } from "hono";
import type { LabEnvironment } from "./environment.js";
import { HttpError } from "./http-error.js";

/** What the route needs. */
export interface ResolvePathOptions {
  readonly root: string;
  readonly openHidden: boolean;
  readonly hasKernel: (id: string) => boolean;
}

export function resolvePathRoutes(options: ResolvePathOptions): Hono<LabEnvironment> {
  const app = new Hono<LabEnvironment>();
  app.get("/", async (c) => {
    const path = c.req.query("path");
    const kernel = c.req.query("kernel");
    if (path === undefined || path === "")
      throw new HttpError(400, "path: none; expected ?path= and a path");
    const found = await resolvePath(path, options);
    const isUnknown = kernel !== undefined && kernel !== "" && !options.hasKernel(kernel);
    return c.json({
      resolved: found === undefined ? [] : [{ scope: "server", path: found }],
      ...(isUnknown && {
        unresolved: [{ scope: "kernel", reason: `Kernel ${kernel} could not be found` }],
      }),
    });
  });
  return app;
}

/** The path below the served folder, with "/"; undefined where it means no file in there. */
async function resolvePath(
  path: string,
  { root, openHidden }: ResolvePathOptions,
): Promise<string | undefined> {
  if (path.includes("\0") || path.length > 4096) return undefined;
  const full = /^~[/\\]/.test(path) ? join(homedir(), path.slice(2)) : path;
  const inside = (place: string) => {
    const way = relative(root, place);
    return way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way) ? undefined : way;
  };
  // As Jupyter has it: "/a.ipynb" that is no path of the machine below the folder is one of the lab.
  const candidates = isAbsolute(full) ? [full, join(root, full)] : [resolve(root, full)];
  for (const place of candidates) {
    const way = inside(place);
    const isHidden = way?.split(sep).some((name) => name.startsWith(".")) === true;
    if (way === undefined || (isHidden && !openHidden)) continue;
    const real = await realpath(place).catch(() => undefined);
    if (real !== undefined && inside(real) !== undefined) return way.split(sep).join("/");
  }
  return undefined;
}
