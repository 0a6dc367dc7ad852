/**
 * The module that the build writes from package.json (`.config/app.mjs`): importing it loads the styles of
 * every extension of JupyterLab that we install, and it exports the extensions themselves.
 */
declare module "jupyterlab-extensions" {
  import type { JupyterFrontEndPlugin } from "@jupyterlab/application";
  import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";

  /** An extension: its package and what the package exports by default, one or several. */
  export interface Installed<T> {
    readonly name: string;
    readonly exports: T | readonly T[];
  }
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- plugins provide services of any kind
  export const extensions: readonly Installed<JupyterFrontEndPlugin<any, any, any>>[];
  export const mimeExtensions: readonly Installed<IRenderMime.IExtension>[];
}
