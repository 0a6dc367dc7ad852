/**
 * Settings over HTTP: all of them, their names alone (`?ids_only=true`), one, and a PUT of one person's text.
 */
import { Hono } from "hono";
import type { LabEnvironment } from "../environment.js";
import { HttpError } from "../http-error.js";
import type { Settings } from "./settings.js";

/** To be mounted at `/settings`. */
export function settingsRoutes(settings: Settings): Hono<LabEnvironment> {
  const list = new Hono<LabEnvironment>().get("/", async (c) =>
    c.json({
      settings:
        c.req.query("ids_only") === "true"
          ? settings.ids.map((id) => ({ id }))
          : await settings.list(),
    }),
  );
  return list
    .get("/:id{.+}", async (c) => c.json(await settings.get(c.req.param("id"))))
    .put("/:id{.+}", async (c) => {
      const body: unknown = await c.req.json().catch(() => undefined);
      const raw = (body as { raw?: unknown } | undefined)?.raw;
      if (typeof raw !== "string")
        throw new HttpError(400, 'settings: no text; expected {"raw": "…"} as JSON');
      await settings.set(c.req.param("id"), raw);
      return c.body(null, 204);
    });
}
