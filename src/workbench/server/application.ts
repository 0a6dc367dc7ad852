/**
 * All requests' way: the log, the headers, the checks (host, origin, proof, forged writes, size), the cookies
 * of a browser, then the routes of the areas, then an answer for what nobody knows. Nothing in here listens;
 * `server.ts` does.
 */
import { Hono, type Context } from "hono";
import type { Areas } from "./areas.js";
import type { LabEnvironment } from "./environment.js";
import { errorResponse, HttpError } from "./http-error.js";
import { bodyLimits } from "./limits.js";
import type { Log } from "./options.js";
import { requestLog } from "./request-log.js";
import { setSafetyHeaders } from "./security/headers.js";
import { loginRoutes, visitCookies, wayIn, type LoginOptions } from "./security/login.js";
import { statusRoutes } from "./status-routes.js";

/** What the application is built of. */
export interface ApplicationOptions extends LoginOptions {
  readonly areas: Areas;
  readonly bodyLimitBytes: number;
  readonly log: Log;
  readonly shutDown: () => void;
}

export function labApplication(options: ApplicationOptions): Hono<LabEnvironment> {
  const { areas, guard } = options;
  const app = new Hono<LabEnvironment>({ getPath: pathOf });
  app.use("*", requestLog(options.log));
  app.use("*", async (c, next) => {
    await next();
    setSafetyHeaders(c.res.headers, c.req.path);
  });
  app.use("*", async (c, next) => {
    const { incoming } = c.env;
    const query = new URL(c.req.url).searchParams;
    const { method, path } = c.req;
    try {
      c.set("proof", await guard.admit({ method, path, query, headers: incoming.headers }));
    } catch (error) {
      // A browser that visits a page is asked for the token; everybody else is told.
      const isUnknown = error instanceof HttpError && error.isUnproven;
      const answer = isUnknown ? wayIn(c) : undefined;
      if (answer === undefined) throw error;
      return answer;
    }
    return next();
  });
  app.use("*", visitCookies(options));
  app.use("*", bodyLimits(options.bodyLimitBytes));
  app.route("/", loginRoutes(options));
  app.route("/", statusRoutes({ activity: () => areas.activity(), shutDown: options.shutDown }));
  for (const [path, routes] of areas.routes) app.route(path, routes);
  app.notFound((c) => unknown(app, c as Context<LabEnvironment>));
  app.onError((error) => errorResponse(error));
  return app;
}

/** The path of a request: what comes after the host, still encoded, without slashes at its end. */
function pathOf(request: Request): string {
  const { url } = request;
  const start = url.indexOf("/", url.indexOf("://") + 3);
  const end = url.slice(start).search(/[?#]/);
  const path = start < 0 ? "/" : end < 0 ? url.slice(start) : url.slice(start, start + end);
  return path.replace(/\/+$/, "") || "/";
}

/** The answer for an address that no route takes: 405 where another method would be taken, else 404. */
function unknown(app: Hono<LabEnvironment>, c: Context<LabEnvironment>): Response {
  const { method, path } = c.req;
  const allowed = ["GET", "POST", "PUT", "PATCH", "DELETE"].filter((each) =>
    app.router.match(each, path)[0].some(([[, route]]) => route.method === each),
  );
  if (allowed.length === 0) return errorResponse(new HttpError(404, `no such address: ${path}`));
  const allow = [...(allowed.includes("GET") ? ["HEAD"] : []), "OPTIONS", ...allowed].join(", ");
  if (method === "OPTIONS") return new Response(null, { status: 204, headers: { Allow: allow } });
  const answer = errorResponse(
    new HttpError(405, `method for ${path}: ${method}; expected ${allow}`, "Method Not Allowed"),
  );
  answer.headers.set("Allow", allow);
  return answer;
}
