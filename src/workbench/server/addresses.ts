/**
 * Addresses beside the page's own: the front door, those that older Jupyter pages and links use, the mark, and
 * what is said where the page has not been built.
 */
import { Hono, type Context } from "hono";
import { escapeHtml } from "../../base/html.js";
import type { LabEnvironment } from "./environment.js";
import { iconSvg } from "./icon.js";

/** Sends to the page what means it. */
export function addressRoutes(): Hono<LabEnvironment> {
  const app = new Hono<LabEnvironment>();
  const toTree = (prefix: RegExp) => (c: Context<LabEnvironment>) => {
    const { pathname, search } = new URL(c.req.url);
    const path = pathname.replace(prefix, "").replace(/^\/+|\/+$/g, "");
    return c.redirect(`${path === "" ? "/lab" : `/lab/tree/${path}`}${search}`, 302);
  };
  app.get("/", (c) => c.redirect(`/lab${new URL(c.req.url).search}`, 302));
  for (const name of ["tree", "notebooks", "edit", "view"]) {
    const answer = toTree(new RegExp(`^/${name}`));
    app.get(`/${name}`, answer).get(`/${name}/*`, answer);
  }
  app.get("/favicon.ico", (c) =>
    c.body(iconSvg(), 200, {
      "Content-Type": "image/svg+xml",
      "Cache-Control": "public, max-age=86400",
    }),
  );
  return app;
}

/** In place of a page that is not there. */
export function missingPageRoutes(message: string): Hono<LabEnvironment> {
  const app = new Hono<LabEnvironment>();
  const answer = (c: Context<LabEnvironment>) =>
    c.html(
      `<!doctype html><meta charset="utf-8"><title>Tidebook</title><p>${escapeHtml(message)}</p>`,
      503,
    );
  return app.get("/lab", answer).get("/lab/tree/*", answer).get("/lab/workspaces/*", answer);
}
