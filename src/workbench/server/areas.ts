/**
 * The one place where the server's areas are made and given their paths. An area is a Hono app below a path,
 * what answers WebSockets, and what must be ended; it knows nothing of tokens, hosts and limits, which
 * `application.ts` and `upgrade.ts` have checked before. A new area is a line here.
 */
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import type { Hono } from "hono";
import { configRoutes } from "./config-routes.js";
import { Events, eventsRoutes } from "./events.js";
import { resolvePathRoutes } from "./resolve-path.js";
import type { LabEnvironment } from "./environment.js";
import type { CompletedLabOptions } from "./options.js";

/** Takes over a connection that asked to become a WebSocket. `match` is its path's. */
export type Upgrade = (
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  match: RegExpExecArray,
) => void;

/** What goes on, for the status and for the question before the end. */
export interface Activity {
  readonly kernels: number;
  /** Pages that are connected to kernels. */
  readonly connections: number;
  /** ISO time of what a kernel did last. */
  readonly lastActivity?: string;
}

export interface Areas {
  /** In the order in which paths are tried. */
  readonly routes: readonly (readonly [path: string, app: Hono<LabEnvironment>])[];
  /** WebSockets by their path. */
  readonly upgrades: readonly (readonly [path: RegExp, upgrade: Upgrade])[];
  activity(): Activity;
  /** Ends kernels and open WebSockets. */
  close(): Promise<void>;
}

/** Makes every area for a lab. */
export async function makeAreas(options: CompletedLabOptions): Promise<Areas> {
  const events = new Events();
  const hasKernel = () => false;
  return {
    routes: [
      ["/api/config", configRoutes(join(options.dataFolder, "config"))],
      ["/api/events", eventsRoutes(events)],
      ["/api/resolvePath", resolvePathRoutes({ ...options, hasKernel })],
    ],
    upgrades: [
      [
        /^\/api\/events\/subscribe$/,
        (request, socket, head) => events.accept(request, socket, head),
      ],
    ],
    activity: () => ({ kernels: 0, connections: 0 }),
    close: async () => events.close(),
  };
}
