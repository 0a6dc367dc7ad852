/**
 * The themes' stylesheets. Their addresses hold no version, so a browser asks each time whether its copy is
 * still good and is told so by a tag of the content.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Hono } from "hono";
import { compressedFile, compressedNames, type AppBundle } from "../app-files.js";
import type { LabEnvironment } from "../environment.js";
import { HttpError } from "../http-error.js";

/** To be mounted at `/themes`. */
export function themeRoutes(app: AppBundle): Hono<LabEnvironment> {
  const folder = join(app.folder, "themes");
  const tags = new Map(
    [...compressedNames(folder)].map((name) => {
      const bytes = readFileSync(join(folder, `${name}.gz`));
      return [name, `W/"${createHash("sha256").update(bytes).digest("hex").slice(0, 32)}"`];
    }),
  );
  return new Hono<LabEnvironment>().get("/:name{.+}", (c) => {
    const name = c.req.param("name");
    const etag = tags.get(name);
    if (etag === undefined) throw new HttpError(404, `no such theme: ${name}`);
    const headers = { etag, "cache-control": "no-cache" };
    if (c.req.header("if-none-match") === etag) return c.body(null, 304, headers);
    return compressedFile(join(folder, name), c.req.header("accept-encoding"), headers);
  });
}
