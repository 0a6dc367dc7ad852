/**
 * `/api/sessions`: list, open, look at, change and end sessions, as Jupyter Server answers; also in the
 * older form, with path and name in `notebook`.
 */
import { Hono, type Context } from "hono";
import type { LabEnvironment } from "./environment.js";
import { HttpError } from "./http-error.js";
import { readJsonObject } from "./json-body.js";
import { objectField, textField } from "./kernels/field.js";
import type { SessionChange, Sessions } from "./sessions.js";

export function sessionsRoutes(sessions: Sessions): Hono<LabEnvironment> {
  const app = new Hono<LabEnvironment>();
  const id = (c: Context) => c.req.param("id") ?? "";

  app.get("/", (c) => c.json(sessions.list()));

  app.post("/", async (c) => {
    const { path, type, ...rest } = readChange(await readJsonObject(c));
    for (const [name, value] of Object.entries({ path, type }))
      if (value === undefined) throw new HttpError(400, `${name}: none; expected a text`);
    const session = await sessions.open({ path: path!, type: type!, ...rest });
    return c.json(session, 201, { Location: `/api/sessions/${session.id}` });
  });

  app.get("/:id", (c) => c.json(sessions.get(id(c))));

  app.patch("/:id", async (c) => {
    const body = await readJsonObject(c);
    return c.json(await sessions.change(id(c), readChange(body)));
  });

  app.delete("/:id", async (c) => {
    await sessions.delete(id(c));
    return c.body(null, 204);
  });
  return app;
}

function readChange(body: Record<string, unknown>): SessionChange {
  const notebook = objectField(body, "notebook");
  const kernel = objectField(body, "kernel") ?? {};
  const notEmpty = (text: string | undefined) => (text === "" ? undefined : text);
  return {
    path:
      textField(body, "path") ??
      (notebook && (textField(notebook, "path") ?? textField(notebook, "name"))),
    type: textField(body, "type") ?? (notebook && "notebook"),
    name: textField(body, "name"),
    kernelName: notEmpty(textField(kernel, "name")),
    kernelId: notEmpty(textField(kernel, "id")),
  };
}
