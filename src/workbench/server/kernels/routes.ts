/**
 * `/api/kernels`: list, start, look at, interrupt, restart and end kernels, as Jupyter Server answers.
 */
import { Hono, type Context } from "hono";
import type { LabEnvironment } from "../environment.js";
import { HttpError } from "../http-error.js";
import { readJsonObject } from "../json-body.js";
import { textField } from "./field.js";
import type { Kernels } from "./kernels.js";

export function kernelsRoutes(kernels: Kernels): Hono<LabEnvironment> {
  const app = new Hono<LabEnvironment>();
  const id = (c: Context) => c.req.param("id") ?? "";

  app.get("/", (c) => c.json(kernels.list()));

  app.post("/", async (c) => {
    const body = await readJsonObject(c);
    const kernel = await kernels.start({
      name: textField(body, "name") || undefined,
      path: textField(body, "path"),
      id: textField(body, "kernel_id") || undefined,
    });
    return c.json(kernel.model, 201, { Location: `/api/kernels/${encodeURIComponent(kernel.id)}` });
  });

  app.get("/:id", (c) => c.json(kernels.get(id(c)).model));

  app.delete("/:id", async (c) => {
    await kernels.shutdown(id(c));
    return c.body(null, 204);
  });

  app.post("/:id/interrupt", (c) => {
    kernels.interrupt(id(c));
    return c.body(null, 204);
  });

  app.post("/:id/restart", async (c) => {
    await kernels.restart(id(c));
    return c.json(kernels.get(id(c)).model);
  });

  app.all("/:id/channels", () => {
    throw new HttpError(426, "channels: a plain request; expected an upgrade to a WebSocket");
  });
  return app;
}
