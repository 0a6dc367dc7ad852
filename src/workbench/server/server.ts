/**
 * The lab's server: makes the areas, builds the application of them, listens, and ends it all. The floor
 * above `contents`, `kernels`, `lab-api` and `security`; `cli/lab.ts` and the tests start it. It prints
 * nothing and ends no process.
 */
import { createServer } from "node:http";
import { hostname } from "node:os";
import { getRequestListener } from "@hono/node-server";
import { labApplication } from "./application.js";
import { makeAreas, type Activity } from "./areas.js";
import { Connections } from "./connections.js";
import { answerClientErrors, serverLimits, unreadableRequest } from "./limits.js";
import { listen } from "./listen.js";
import { toLabOptions, type LabOptions } from "./options.js";
import { readCookieKey, VisitCookie } from "./security/cookie.js";
import { Guard } from "./security/guard.js";
import { isAnyAddress } from "./security/host.js";
import { Tickets } from "./security/tickets.js";
import { upgradeListener } from "./upgrade.js";

export type { LabOptions } from "./options.js";

export interface LabServer {
  /** The address with its token. */
  readonly url: string;
  readonly port: number;
  readonly token: string;
  /** An address that lets in one browser, once, within two minutes, and leads to a path of the lab. */
  ticketUrl(path: string): string;
  /** The served folder, behind every symbolic link. */
  readonly root: string;
  /** Resolves when somebody asked for the end (`POST /api/shutdown`); whoever started the lab closes it. */
  readonly shutdownAsked: Promise<void>;
  activity(): Activity;
  /** Stops kernels, closes every connection. Resolves when nothing of the lab is left; may be called again. */
  close(): Promise<void>;
}

/**
 * Starts a lab.
 *
 * @throws InputError for a folder, host or port that cannot be served
 */
export async function startLab(given: LabOptions): Promise<LabServer> {
  const options = toLabOptions(given);
  const { host, token, log } = options;
  const areas = await makeAreas(options);
  let port = options.port;
  const visits = new VisitCookie(readCookieKey(options.dataFolder) + (given.token ?? ""));
  const allowedHosts = [...options.allowedHosts, ...(isAnyAddress(host) ? [hostname()] : [])];
  const guard = new Guard({ host, allowedHosts, token, visits, port: () => port });
  const tickets = new Tickets();
  let shutDown = () => {};
  const shutdownAsked = new Promise<void>((resolve) => (shutDown = resolve));
  const app = labApplication({
    ...options,
    guard,
    visits,
    port: () => port,
    tickets,
    areas,
    shutDown,
  });
  const server = createServer(
    serverLimits,
    getRequestListener((request, env) => app.fetch(request, env), {
      errorHandler: unreadableRequest,
      overrideGlobalObjects: false,
    }),
  );
  answerClientErrors(server);
  server.on("upgrade", upgradeListener({ guard, areas, log }));
  const connections = new Connections(server);
  try {
    const address = await listen(server, port, host);
    port = address.port;
    const own = isAnyAddress(host) ? "127.0.0.1" : address.address;
    const origin = `http://${own.includes(":") ? `[${own}]` : own}:${port}`;
    const query = token === "" ? "" : `?token=${encodeURIComponent(token)}`;
    let closing: Promise<void> | undefined;
    return {
      url: `${origin}/lab${query}`,
      port,
      token,
      ticketUrl: (path) =>
        `${origin}/login?ticket=${tickets.issue()}&next=${encodeURIComponent(path)}`,
      root: options.root,
      shutdownAsked,
      activity: () => areas.activity(),
      close: () => (closing ??= connections.close(() => areas.close())),
    };
  } catch (error) {
    await areas.close();
    throw error;
  }
}
