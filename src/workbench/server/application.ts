/**
 * All requests' way: checks first (host, origin, proof, size), then the routes of the areas, then an answer
 * for what nobody knows. Nothing in here listens; `server.ts` does.
 */
import { Hono } from "hono";
import type { Areas } from "./areas.js";
import type { LabEnvironment } from "./environment.js";
import { errorResponse, HttpError } from "./http-error.js";
import type { CompletedLabOptions } from "./options.js";

export function labApplication(_options: CompletedLabOptions, areas: Areas): Hono<LabEnvironment> {
  const app = new Hono<LabEnvironment>();
  for (const [path, routes] of areas.routes) app.route(path, routes);
  app.notFound((c) => errorResponse(new HttpError(404, `no such address: ${c.req.path}`)));
  app.onError((error) => errorResponse(error));
  return app;
}
