/**
 * What Tidebook adds to a notebook's toolbar: "Run all", "Report", and the kernel mark; and the commands
 * behind the buttons, in the palette and the menus too. Where they stand is in `schema/notebook.json`.
 */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from "@jupyterlab/application";
import {
  CommandToolbarButton,
  ICommandPalette,
  IToolbarWidgetRegistry,
  showErrorMessage,
} from "@jupyterlab/apputils";
import { URLExt } from "@jupyterlab/coreutils";
import { INotebookTracker, type NotebookPanel } from "@jupyterlab/notebook";
import { ITranslator, type TranslationBundle } from "@jupyterlab/translation";
import { LabIcon, fastForwardIcon } from "@jupyterlab/ui-components";
import { gateOf } from "./kernel-gate.js";
import { KernelMark } from "./kernel-mark.js";
import "./notebook.css";

const runAllId = "tidebook:run-all";
const reportId = "tidebook:report";

/** A page with a line that rises. */
const reportIcon = new LabIcon({
  name: "tidebook:report",
  svgstr:
    '<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 24 24"><g class="jp-icon3" fill="#616161"><path d="M6 2h9l5 5v15H6zm2 2v16h10V8h-4V4z"/><path d="M9.3 17.2l3-3.2 1.7 1.6 2.9-3.9 1.2.9-3.9 5.2-1.9-1.7-1.9 2.1z"/></g></svg>',
});

/** The report's address at the server. */
const reportUrl = (baseUrl: string, path: string) =>
  URLExt.join(baseUrl, "nbconvert", "html", URLExt.encodeParts(path));

/**
 * Saves a notebook and opens its report in a tab of its own. The tab is opened first: later a browser
 * would no longer see it as the answer to a click.
 */
async function openReport(
  panel: NotebookPanel,
  url: string,
  trans: TranslationBundle,
): Promise<void> {
  const { context } = panel;
  const tab = window.open("", "_blank");
  try {
    if (tab !== null) {
      tab.opener = null;
      tab.document.title = trans.__("Report");
      tab.document.body.textContent = trans.__("The report is being made…");
    }
    await context.ready;
    if (context.model.dirty && !context.model.readOnly) await context.save();
    // A save that failed has said so itself; a report of what lies on disk would mislead.
    if (context.model.dirty && !context.model.readOnly) tab?.close();
    else if (tab === null) window.open(url, "_blank", "noopener");
    else tab.location.replace(url);
  } catch (error) {
    tab?.close();
    await showErrorMessage(trans.__("No report"), error as Error);
  }
}

function addCommands(
  { commands, serviceManager, shell }: JupyterFrontEnd,
  tracker: INotebookTracker,
  trans: TranslationBundle,
): void {
  const isEnabled = () =>
    tracker.currentWidget !== null && tracker.currentWidget === shell.currentWidget;
  commands.addCommand(runAllId, {
    label: trans.__("Run all"),
    caption: trans.__("Run all cells from the first to the last"),
    icon: fastForwardIcon,
    isEnabled,
    execute: () => commands.execute("notebook:run-all-cells"),
  });
  commands.addCommand(reportId, {
    label: trans.__("Report"),
    caption: trans.__("Save, and open this notebook as a page of its own"),
    icon: reportIcon,
    isEnabled,
    execute: async () => {
      const panel = tracker.currentWidget;
      if (panel === null) return;
      const { baseUrl } = serviceManager.serverSettings;
      await openReport(panel, reportUrl(baseUrl, panel.context.localPath), trans);
    },
  });
  for (const id of [runAllId, reportId]) {
    const update = () => commands.notifyCommandChanged(id);
    tracker.currentChanged.connect(update);
    shell.currentChanged?.connect(update);
  }
  // A person who interrupts or restarts does not want the cells that still wait.
  commands.commandExecuted.connect((_, { id }) => {
    if (!["notebook:interrupt-kernel", "kernelmenu:interrupt"].includes(id)) return;
    const session = tracker.currentWidget?.sessionContext;
    if (session !== undefined) gateOf(session).gate.clear();
  });
}

export const notebookToolbar: JupyterFrontEndPlugin<void> = {
  id: "tidebook:notebook",
  description: "Run all, Report and the kernel mark in a notebook's toolbar.",
  autoStart: true,
  requires: [INotebookTracker, ITranslator, IToolbarWidgetRegistry],
  optional: [ICommandPalette],
  activate: (
    app,
    tracker: INotebookTracker,
    translator: ITranslator,
    toolbar: IToolbarWidgetRegistry,
    palette: ICommandPalette | null,
  ) => {
    const trans = translator.load("tidebook");
    const { commands } = app;
    addCommands(app, tracker, trans);
    for (const [name, id] of [
      ["tidebook-run-all", runAllId],
      ["tidebook-report", reportId],
    ] as const) {
      toolbar.addFactory(
        "Notebook",
        name,
        () => new CommandToolbarButton({ commands, id, label: commands.label(id) }),
      );
      palette?.addItem({ command: id, category: trans.__("Notebook") });
    }
    toolbar.addFactory<NotebookPanel>(
      "Notebook",
      "tidebook-kernel-mark",
      (panel) => new KernelMark(panel.sessionContext, trans),
    );
  },
};
