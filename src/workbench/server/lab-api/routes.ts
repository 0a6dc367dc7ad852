/**
 * What JupyterLab's application asks of its server beside Jupyter's own API: settings, workspaces, themes,
 * translations and the licences of what is in the bundle. Each lies in a file of its own beside this one.
 */
import { join } from "node:path";
import { Hono } from "hono";
import type { AppBundle } from "../app-files.js";
import type { LabEnvironment } from "../environment.js";
import { licenceRoutes } from "./licences.js";
import { chosenLanguage, settingsRoutes } from "./settings-routes.js";
import { Settings } from "./settings.js";
import { themeRoutes } from "./themes.js";
import { resolveLanguage, translationRoutes } from "./translations.js";
import { workspaceRoutes, Workspaces } from "./workspaces.js";

export interface LabApiOptions {
  readonly app: AppBundle;
  /** The person's data folder; settings and workspaces are kept in `lab/` below it. */
  readonly dataFolder: string;
  /** The served folder: each has workspaces of its own, which name files of it. */
  readonly root: string;
}

/** All of it, to be mounted at `/lab/api`. */
export function labApiRoutes({ app, dataFolder, root }: LabApiOptions): Hono<LabEnvironment> {
  const lab = join(dataFolder, "lab");
  const settings = new Settings(app.folder, join(lab, "settings"));
  return new Hono<LabEnvironment>()
    .route("/settings", settingsRoutes(settings))
    .route("/workspaces", workspaceRoutes(new Workspaces(join(lab, "workspaces"), root)))
    .route("/themes", themeRoutes(app))
    .route(
      "/translations",
      translationRoutes(async (header) => resolveLanguage(await chosenLanguage(settings), header)),
    )
    .route("/licenses", licenceRoutes(app))
    .route("/licenses/", licenceRoutes(app)); // as JupyterLab asks
}
