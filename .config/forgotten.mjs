// Texts that JupyterLab shows without asking its catalogue for them. While the app is built each becomes a call of
// gettext, so that the lab is in one language; `messages.mjs` reads the sources in the same way. Every row must
// still match: a new JupyterLab that changed the place ends the build with its name.

/** Source below node_modules, what it says (every occurrence), what it should say. */
const rows = [
  [
    "@jupyterlab/running-extension/lib/kernels.js",
    "title.push(trans.__(`%1\\nPath: %2`, type, path));",
    "title.push(trans.__(`%1\\nPath: %2`, { notebook: trans.__('Notebook'), console: trans.__('Console') }[type] ?? type, path));",
  ],
  [
    "@jupyterlab/ui-components/lib/components/form.js",
    "trans.__('Move item %1', props.direction)",
    "props.direction === 'up' ? trans.__('Move item up') : trans.__('Move item down')",
  ],
  [
    "@jupyterlab/filebrowser-extension/lib/index.js",
    "'/path/relative/to/jlab/root'",
    "trans.__('Path within the served folder')",
  ],
  [
    "@jupyterlab/docmanager-extension/lib/index.js",
    "t = ' ' + t;", // a space between words, which not every language has
    "t = /^(?:zh|ja)/.test(docManager.translator.languageCode) ? t : ' ' + t;",
  ],
  [
    "@jupyterlab/docmanager/lib/widgetmanager.js",
    "Time.format(last.last_modified) : 'None';",
    "Time.format(last.last_modified) : trans.__('None');",
  ],
  [
    "@jupyterlab/filebrowser/lib/listing.js",
    "trans.__('\\nWritable: %1', model.writable)",
    "trans.__('\\nWritable: %1', model.writable ? trans.__('Yes') : trans.__('No'))",
  ],
  [
    "@lumino/widgets/dist/index.es6.js",
    "`${data.label} Section`",
    "data.label", // lumino has no catalogue; the role says what it is
  ],
  [
    "@jupyterlab/docmanager-extension/lib/index.js",
    "return 'File';",
    "return docManager.translator.load('jupyterlab').__('File');",
  ],
  [
    "@jupyterlab/docmanager-extension/lib/index.js",
    "fts[0].displayName : 'File';",
    "fts[0].displayName : docManager.translator.load('jupyterlab').__('File');",
  ],
  [
    "@jupyterlab/docmanager-extension/lib/index.js",
    "`Delete ${fileType(shell.currentWidget, docManager)}`",
    "trans.__('Delete %1', fileType(shell.currentWidget, docManager))",
  ],
  [
    "@jupyterlab/filebrowser-extension/lib/index.js",
    "showErrorMessage(`Opening ${file.name} failed`",
    "showErrorMessage(trans.__('Opening %1 failed', file.name)",
  ],
  [
    "@jupyterlab/filebrowser-extension/lib/index.js",
    "showErrorMessage(`Could not open ${file.name}`",
    "showErrorMessage(trans.__('Could not open %1', file.name)",
  ],
  [
    "@jupyterlab/filebrowser-extension/lib/index.js",
    "showErrorMessage(`Could not open ${m.path}`",
    "showErrorMessage(trans.__('Could not open %1', m.path)",
  ],
  [
    "@jupyterlab/notebook-extension/lib/index.js",
    "label: 'Cell metadata'",
    "label: (translator ?? nullTranslator).load('jupyterlab').__('Cell metadata')",
  ],
  [
    "@jupyterlab/notebook-extension/lib/index.js",
    "label: 'Notebook metadata'",
    "label: (translator ?? nullTranslator).load('jupyterlab').__('Notebook metadata')",
  ],
  [
    "@jupyterlab/rendermime/lib/renderers.js",
    "'Cannot display an untrusted SVG. Maybe you need to run the cell?'",
    "(options.translator ?? nullTranslator).load('jupyterlab').__('Cannot display an untrusted SVG. Maybe you need to run the cell?')",
  ],
  [
    "@jupyterlab/settingeditor-extension/lib/index.js",
    "showErrorMessage('Failed to import settings'",
    "showErrorMessage(trans.__('Failed to import settings')",
  ],
];

/** A file of JupyterLab with its forgotten texts in calls; other files as they are. */
export function remember(file, code) {
  const slashed = file.replaceAll("\\", "/");
  let result = code;
  for (const [path, says, should] of rows) {
    if (!slashed.endsWith(`/node_modules/${path}`)) continue;
    if (!result.includes(says))
      throw new Error(`forgotten text: none in ${path}; expected ${says}`);
    result = result.replaceAll(says, should);
  }
  return result;
}

/** The same for vite, which also sees to it that every place was met. */
export function forgottenTexts() {
  const left = new Set(rows.map(([path]) => path));
  return {
    name: "forgotten-texts",
    enforce: "pre",
    transform(code, id) {
      const file = id.split("?")[0];
      const result = remember(file, code);
      if (result === code) return null;
      for (const path of left) if (file.endsWith(path)) left.delete(path);
      return { code: result, map: null };
    },
    buildEnd(error) {
      if (error === undefined && left.size > 0)
        throw new Error(`forgotten texts: ${[...left].join(", ")} not in the bundle; expected all`);
    },
  };
}
