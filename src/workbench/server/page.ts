/**
 * The lab's one page: HTML that shows a name at once, loads the bundle, and carries JupyterLab's
 * configuration as data. It holds no script and no secret: what proves a visit is a cookie. Every address of
 * the application (a file, a workspace, a single document) is this page; the address is part of the data.
 */
import { Hono, type Context } from "hono";
import { escapeHtml } from "../../base/html.js";
import { currentApp, staticPath, type AppBundle } from "./app-files.js";
import type { LabEnvironment } from "./environment.js";

/** What the page says of its server. */
export interface PageOptions {
  readonly app: AppBundle;
  /** Tidebook's version. */
  readonly version: string;
  /** The served folder, as a person knows it. */
  readonly root: string;
  /** Whether files whose name starts with a dot are served. */
  readonly openHidden: boolean;
  /** Whether what is deleted goes to the person's trash. Default false. */
  readonly deletesToTrash?: boolean;
}

/** Where in the application an address leads. */
export interface Place {
  /** `lab` shows many documents, `doc` one. */
  readonly mode: "multiple-document" | "single-document";
  readonly workspace: string;
  /** The file or folder that is opened, from the root; empty for none. */
  readonly treePath: string;
}

/**
 * The place of a path of ours: `/lab[/workspaces/NAME][/tree/PATH]`, the same with `/doc`; undefined for
 * another path.
 */
export function placeOf(path: string): Place | undefined {
  const match = /^\/(lab|doc)(?:\/workspaces\/([^/]+))?(?:\/tree(?:\/(.*))?)?\/?$/.exec(path);
  if (match === null) return undefined;
  try {
    return {
      mode: match[1] === "doc" ? "single-document" : "multiple-document",
      workspace: decodeURIComponent(match[2] ?? "default"),
      treePath: decodeURIComponent(match[3] ?? "").replace(/\/+$/, ""),
    };
  } catch {
    return undefined; // a broken escape
  }
}

/**
 * What the page and everything on it may load and do. JupyterLab checks settings with compiled schemas
 * (`unsafe-eval`) and styles its elements inline; pictures may come from elsewhere, as notebooks refer to them.
 */
export const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob: https: http:",
  "media-src 'self' data: blob: https: http:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "frame-src 'self' blob: data: https:",
  "object-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join("; ");

/** JupyterLab's configuration (PageConfig), of strings alone. */
function pageConfig(options: PageOptions, place: Place): Readonly<Record<string, string>> {
  return {
    appName: "Tidebook",
    appNamespace: "lab",
    appVersion: options.version,
    appUrl: "/lab",
    baseUrl: "/",
    treeUrl: "/lab/tree",
    staticUrl: staticPath,
    docUrl: "/doc",
    settingsUrl: "/lab/api/settings",
    themesUrl: "/lab/api/themes",
    translationsApiUrl: "/lab/api/translations",
    licensesUrl: "/lab/api/licenses",
    jupyterlabVersion: options.app.jupyterlab,
    serverRoot: options.root,
    mode: place.mode,
    workspace: place.workspace,
    treePath: place.treePath,
    allow_hidden_files: String(options.openHidden),
    delete_to_trash: String(options.deletesToTrash ?? false),
    notebookStartsKernel: "true",
    notebookVersion: "[2, 0, 0]",
    terminalsAvailable: "false",
    buildAvailable: "false",
    buildCheck: "false",
    quitButton: "false",
    exposeAppInBrowser: "true",
  };
}

/** Data inside a script element: no `<` may end it. */
const scriptData = (value: unknown) => JSON.stringify(value).replace(/</g, "\\u003c");

const icon = (colour: string) =>
  `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="${colour}"/><path d="M4 20q4-6 8 0t8 0 8 0M4 13q4-6 8 0t8 0 8 0" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round"/></svg>`,
  )}`;

/** The page's HTML. */
export function labPage(options: PageOptions, place: Place): string {
  const { entry, imports, styles } = options.app;
  const file = (name: string) => escapeHtml(`${staticPath}/${name}`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Tidebook</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="same-origin">
<link rel="icon" class="idle favicon" href="${icon("#0b7285")}">
<link rel="" class="busy favicon" href="${icon("#e8590c")}">
<style>
html { color-scheme: light dark; background: Canvas; }
#tidebook-splash { position: fixed; inset: 0; z-index: 20000; display: grid; place-items: center;
  background: Canvas; color: CanvasText; font: 500 28px/1 system-ui, sans-serif; opacity: 1; transition: opacity 150ms; }
#tidebook-splash.fade { opacity: 0; pointer-events: none; }
</style>
${imports.map((name) => `<link rel="modulepreload" href="${file(name)}">`).join("\n")}
<script id="jupyter-config-data" type="application/json">${scriptData(pageConfig(options, place))}</script>
<script type="module" src="${file(entry)}"></script>
</head>
<body>
<div id="tidebook-splash" role="status">Tidebook</div>
${styles.map((name) => `<link rel="stylesheet" href="${file(name)}">`).join("\n")}
<noscript>Tidebook needs JavaScript.</noscript>
</body>
</html>
`;
}

/** The page at all of its addresses, to be mounted at `/`. */
export function pageRoutes(options: PageOptions): Hono<LabEnvironment> {
  const answer = (c: Context<LabEnvironment>, next: () => Promise<void>) => {
    const place = placeOf(new URL(c.req.url).pathname);
    if (place === undefined) return next();
    return Promise.resolve(
      c.html(labPage({ ...options, app: currentApp(options.app) }, place), 200, {
        "content-security-policy": contentSecurityPolicy,
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
      }),
    );
  };
  return new Hono<LabEnvironment>()
    .get("/lab", answer)
    .get("/lab/*", answer)
    .get("/doc", answer)
    .get("/doc/*", answer);
}
