/**
 * What a client asks about the server itself: that it is there (`/api`), what it does (`/api/status`), who is
 * asking (`/api/me`), and to end it (`/api/shutdown`). There are no terminals: `/api/terminals` is unknown,
 * which JupyterLab takes for "not available".
 */
import { userInfo } from "node:os";
import { Hono } from "hono";
import { quote } from "../../base/check.js";
import type { Activity } from "./areas.js";
import type { LabEnvironment } from "./environment.js";
import { HttpError } from "./http-error.js";
import { isObject, readJsonObject } from "./json-body.js";

/** The Jupyter Server whose interface this one offers: clients choose what to ask for by this number. */
const serverVersion = "2.20.0";

/** What these routes need. */
export interface StatusOptions {
  readonly activity: () => Activity;
  /** Ends the lab; called after the answer has gone out. */
  readonly shutDown: () => void;
}

export function statusRoutes(options: StatusOptions): Hono<LabEnvironment> {
  const app = new Hono<LabEnvironment>();
  const started = new Date().toISOString();
  const user = thisUser();
  let lastAsked = started;
  // A page that merely looks at the status does not make the lab busy.
  app.use("*", async (c, next) => {
    if (!["/api", "/api/status", "/api/me"].includes(c.req.path) && isActive(c.req.query()))
      lastAsked = new Date().toISOString();
    await next();
  });
  app.get("/api", (c) => c.json({ version: serverVersion }));
  app.get("/api/status", (c) => {
    const { kernels, connections, lastActivity } = options.activity();
    const last_activity = [lastAsked, lastActivity ?? lastAsked].sort().at(-1);
    return c.json({ connections, kernels, last_activity, started });
  });
  app.get("/api/me", (c) =>
    c.json({
      identity: user,
      permissions: { ...granted(c.req.query("permissions")), updatable_fields: ["color"] },
    }),
  );
  app.patch("/api/me", async (c) => {
    const wanted = await readJsonObject(c);
    for (const [field, value] of Object.entries(wanted))
      if (field !== "color" || typeof value !== "string" || value.length > 100)
        throw new HttpError(
          400,
          `${quote(field)} of the user: ${quote(value)}; expected "color" alone, as text`,
        );
    Object.assign(user, wanted);
    return c.json({ status: "success", identity: user });
  });
  app.post("/api/shutdown", (c) => {
    // The answer goes out first.
    c.env.outgoing.once("close", options.shutDown);
    return c.body(null, 200);
  });
  return app;
}

const isActive = (query: Record<string, string>) => query["no_track_activity"] === undefined;

/** The person who runs the lab is the one who uses it. */
function thisUser(): Record<string, string | null> {
  let name = "";
  try {
    name = userInfo().username;
  } catch {
    // A container's user may have no name.
  }
  if (name === "") name = "user";
  const initials = [...name].slice(0, 2).join("").toUpperCase();
  return { username: name, name, display_name: name, initials, avatar_url: null, color: null };
}

/** Whoever has the token may do everything, so what is asked for is granted. */
function granted(asked: string | undefined): Record<string, string[]> {
  if (asked === undefined || asked === "") return {};
  const refuse = (cause?: unknown) =>
    new HttpError(
      400,
      `permissions: ${quote(asked)}; expected JSON like {"contents": ["read", "write"]}`,
      null,
      { cause },
    );
  let value: unknown;
  try {
    value = JSON.parse(asked);
  } catch (error) {
    throw refuse(error);
  }
  const isActions = (actions: unknown): actions is string[] =>
    Array.isArray(actions) && actions.every((action) => typeof action === "string");
  if (!isObject(value) || !Object.values(value).every(isActions)) throw refuse();
  return value as Record<string, string[]>;
}
