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
import { sessionsRoutes } from "./sessions-routes.js";
import { Sessions } from "./sessions.js";
import type { LabEnvironment } from "./environment.js";
import { Kernels, type KernelsOptions } from "./kernels/kernels.js";
import { kernelsRoutes } from "./kernels/routes.js";
import { Specs } from "./kernels/specs.js";
import { kernelspecFilesRoutes, kernelspecsRoutes } from "./kernelspecs.js";
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
  const { root, openHidden, dataFolder, log } = options;
  const kernelsOptions: KernelsOptions = {
    root,
    messageLimitBytes: options.messageLimitBytes,
    log: (line) => log(line),
    ...(options.kernel !== undefined && { defaultKernel: options.kernel }),
    ...options.kernelOptions,
  };
  // Before anything is started: an unknown --kernel is told at once.
  await new Specs(kernelsOptions.defaultKernel, kernelsOptions.jupyterPath).checkDefault();
  const kernels = new Kernels(kernelsOptions);
  const sessions = new Sessions(kernels);
  const contents = new Contents({ root, dataFolder, allowHidden: openHidden });
  return {
    routes: [
      ["/api/contents", contentsRoutes(contents)],
      ["/files", filesRoutes(contents)],
      ["/", nbconvertRoutes(contents)],
      ["/api/kernelspecs", kernelspecsRoutes(kernels)],
      ["/kernelspecs", kernelspecFilesRoutes(kernels)],
      ["/api/kernels", kernelsRoutes(kernels)],
      ["/api/sessions", sessionsRoutes(sessions)],
      ["/api/config", configRoutes(join(options.dataFolder, "config"))],
      ["/api/events", eventsRoutes(events)],
      [
        "/api/resolvePath",
        resolvePathRoutes({ root, openHidden, hasKernel: (id) => kernels.has(id) }),
      ],
      ...pageAreas(options, contents.deletesToTrash),
      ["/", addressRoutes()],
    ],
    upgrades: [
      [
        /^\/api\/kernels\/([^/]+)\/channels$/,
        (request, socket, head, match) => kernels.channels.accept(request, socket, head, match[1]!),
      ],
      [
        /^\/api\/events\/subscribe$/,
        (request, socket, head) => events.accept(request, socket, head),
      ],
    ],
    activity: () => activityOf(kernels),
    close: async () => {
      events.close();
      await Promise.all([kernels.close(), contents.close()]);
    },
  };
}

function activityOf(kernels: Kernels): Activity {
  const models = kernels.list();
  const lastActivity = models
    .map((model) => model.last_activity)
    .sort()
    .at(-1);
  return {
    kernels: models.length,
    connections: models.reduce((sum, model) => sum + model.connections, 0),
    ...(lastActivity !== undefined && { lastActivity }),
  };
}

/** The page and its files; a lab without them still answers everything else, and says what is missing. */
function pageAreas(options: CompletedLabOptions, deletesToTrash: boolean): readonly Route[] {
  const { root, dataFolder, openHidden } = options;
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
    ["/lab/api", labApiRoutes({ app, dataFolder, root })],
    ["/", pageRoutes({ app, version, root, openHidden, deletesToTrash })],
  ];
}
