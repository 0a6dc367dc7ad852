/**
 * The one place where the server's areas are made and given their paths. An area is a Hono app below a path,
 * what answers WebSockets, and what must be ended; it knows nothing of tokens, hosts and limits, which
 * `application.ts` and `upgrade.ts` have checked before. A new area is a line here.
 */
import type { IncomingMessage } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import type { Hono } from "hono";
import { InputError } from "../../base/check.js";
import { addressRoutes, missingPageRoutes } from "./addresses.js";
import { appFilesRoutes, readApp, staticPath, type AppBundle } from "./app-files.js";
import { configRoutes } from "./config-routes.js";
import { Contents } from "./contents/contents.js";
import { contentsRoutes } from "./contents/routes.js";
import { Events, eventsRoutes } from "./events.js";
import { filesRoutes } from "./files.js";
import { nbconvertRoutes } from "./nbconvert.js";
import { pageRoutes } from "./page.js";
import { resolvePathRoutes } from "./resolve-path.js";
import type { LabEnvironment } from "./environment.js";
import { labApiRoutes } from "./lab-api/routes.js";
import type { CompletedLabOptions } from "./options.js";

const { version } = createRequire(import.meta.url)("../../../package.json") as { version: string };

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

/** An area's place: the path it is mounted at, and what answers below it. */
export type Route = readonly [path: string, app: Hono<LabEnvironment>];

export interface Areas {
  /** In the order in which paths are tried. */
  readonly routes: readonly Route[];
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
  const { root, openHidden, dataFolder } = options;
  const contents = new Contents({ root, dataFolder, allowHidden: openHidden });
  return {
    routes: [
      ["/api/contents", contentsRoutes(contents)],
      ["/files", filesRoutes(contents)],
      ["/", nbconvertRoutes(contents)],
      ["/api/config", configRoutes(join(options.dataFolder, "config"))],
      ["/api/events", eventsRoutes(events)],
      ["/api/resolvePath", resolvePathRoutes({ ...options, hasKernel })],
      ...pageAreas(options),
      ["/", addressRoutes()],
    ],
    upgrades: [
      [
        /^\/api\/events\/subscribe$/,
        (request, socket, head) => events.accept(request, socket, head),
      ],
    ],
    activity: () => ({ kernels: 0, connections: 0 }),
    close: async () => {
      events.close();
      await contents.close();
    },
  };
}

/** The page and its files; a lab without them still answers everything else, and says what is missing. */
function pageAreas(options: CompletedLabOptions): readonly Route[] {
  let app: AppBundle;
  try {
    app = readApp(options.appFolder);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    options.log(error.message);
    return [["/", missingPageRoutes(error.message)]];
  }
  return [
    [staticPath, appFilesRoutes(app)],
    ["/lab/api", labApiRoutes({ app, dataFolder: options.dataFolder, root: options.root })],
    ["/", pageRoutes({ app, version, root: options.root, openHidden: options.openHidden })],
  ];
}
