/**
 * Where the lab starts otherwise than JupyterLab: nothing is fetched from elsewhere, and colours follow the
 * system until the person chooses. A person's own settings come before these.
 */

/** Plugin → setting → value in place of the schema's default. */
export const ourDefaults: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false },
  "@jupyterlab/apputils-extension:themes": { "adaptive-theme": true },
};
