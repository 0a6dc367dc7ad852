/**
 * Plugins of JupyterLab that are left out, because one of ours stands in for them or because they lead
 * elsewhere. Their packages stay in the bundle for the other plugins that they bring.
 */
export const replaced: readonly string[] = [
  "@jupyterlab/application-extension:logo", // ours: plugins/mark.ts
  "@jupyterlab/apputils-extension:announcements", // asks an address elsewhere for news
  "@jupyterlab/apputils-extension:splash", // ours: splash.ts
  "@jupyterlab/fileeditor-extension:language-server", // we serve none
  "@jupyterlab/help-extension:about", // ours: about.ts
  "@jupyterlab/help-extension:jupyter-forum", // an address elsewhere
  "@jupyterlab/help-extension:licenses-commands", // old names of commands
  "@jupyterlab/launcher-extension:plugin", // ours: plugins/start/plugin.ts
  "@jupyterlab/notebook-extension:cell-executor", // ours: plugins/notebook/cell-executor.ts
  "@jupyterlab/notebook-extension:language-server", // we serve none
  "@jupyterlab/services-extension:default-drive", // ours: drive.ts
];
