/**
 * The page's entry: JupyterLab's application, assembled from npm packages, with our plugins after its own.
 * The page (server/page.ts) carries the configuration; the build (.config/app.mjs) says which packages are
 * in. Follows the start of JupyterLab's own page; leaves out extensions that are loaded at run time.
 */
import { JupyterLab } from "@jupyterlab/application";
import type { JupyterFrontEndPlugin } from "@jupyterlab/application";
import { JupyterPluginRegistry, PageConfig } from "@jupyterlab/coreutils";
import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import { IConnectionStatus, IServiceManager } from "@jupyterlab/services";
import { extensions, mimeExtensions } from "jupyterlab-extensions";
import type { Installed } from "jupyterlab-extensions";
import { about } from "./about.js";
import { drive } from "./drive.js";
import { language } from "./language.js";
import { plugins } from "./plugins/index.js";
import { replaced } from "./replaced.js";
import { splash } from "./splash.js";
import { themeChoice } from "./theme-choice.js";
import "./style.css";

const { disabled, deferred, isDeferred } = PageConfig.Extension;
const isDisabled = (id: string) => replaced.includes(id) || PageConfig.Extension.isDisabled(id);

/** Each extension's plugins, with the package that brought it. */
function flatten<T>(installed: readonly Installed<T>[]) {
  return installed.flatMap(({ name, exports }) =>
    (Array.isArray(exports) ? (exports as readonly T[]) : [exports as T]).map((plugin) => ({
      extension: name,
      plugin,
    })),
  );
}

async function start(): Promise<void> {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- plugins provide services of any kind
  const all = flatten<JupyterFrontEndPlugin<any, any, any>>([
    { name: "tidebook", exports: [language] }, // first, so that the others' texts come in its language
    ...extensions,
    { name: "tidebook", exports: [drive, splash, themeChoice, about, ...plugins] },
  ]);
  const renderers = flatten<IRenderMime.IExtension>(mimeExtensions);
  const ids = [...renderers, ...all].map(({ plugin }) => plugin.id);

  const pluginRegistry = new JupyterPluginRegistry();
  pluginRegistry.registerPlugins(
    all.map(({ plugin }) => plugin).filter(({ id }) => !isDisabled(id)),
  );
  const connectionStatus = await pluginRegistry.resolveOptionalService(IConnectionStatus);
  const serviceManager = await pluginRegistry.resolveOptionalService(IServiceManager);

  const lab = new JupyterLab({
    pluginRegistry,
    ...(serviceManager !== null && { serviceManager }),
    ...(connectionStatus !== null && { connectionStatus }),
    mimeExtensions: renderers
      .map(({ plugin }) => plugin)
      .filter(({ id }) => !isDisabled(id)) as unknown as IRenderMime.IExtensionModule[],
    disabled: { matches: ids.filter(isDisabled), patterns: [...disabled] },
    deferred: { matches: ids.filter(isDeferred), patterns: [...deferred] },
    availablePlugins: all.map(({ extension, plugin }) => ({
      id: plugin.id,
      description: plugin.description ?? "",
      requires: plugin.requires ?? [],
      optional: plugin.optional ?? [],
      provides: plugin.provides ?? null,
      autoStart: plugin.autoStart ?? false,
      enabled: !isDisabled(plugin.id),
      extension,
    })),
  });
  if (PageConfig.getOption("exposeAppInBrowser") === "true")
    Object.assign(window, { jupyterapp: lab });
  await lab.start({ ignorePlugins: ids.filter(isDeferred), bubblingKeydown: true });
}

void start();
