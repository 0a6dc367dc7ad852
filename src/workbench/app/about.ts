/**
 * Help → About Tidebook: version, what it is built on, and the way to the notices of everything in the
 * bundle. In place of JupyterLab's dialog, which shows its own name and leads to addresses elsewhere.
 */
import type { JupyterFrontEndPlugin } from "@jupyterlab/application";
import { Dialog, ICommandPalette, showDialog } from "@jupyterlab/apputils";
import { PageConfig } from "@jupyterlab/coreutils";
import { IMainMenu } from "@jupyterlab/mainmenu";
import { ITranslator } from "@jupyterlab/translation";
import { Widget } from "@lumino/widgets";

const showLicences = "apputils:licenses";

export const about: JupyterFrontEndPlugin<void> = {
  id: "tidebook:about",
  description: "The dialog that says what this is.",
  autoStart: true,
  requires: [ITranslator],
  optional: [ICommandPalette, IMainMenu],
  activate: (
    { commands, name },
    translator: ITranslator,
    palette: ICommandPalette | null,
    menu: IMainMenu | null,
  ) => {
    const trans = translator.load("tidebook");
    const line = (text: string): HTMLElement => {
      const element = document.createElement("p");
      element.textContent = text;
      return element;
    };
    // The name that JupyterLab's Help menu knows.
    commands.addCommand("help:about", {
      label: trans.__("About %1", name),
      execute: async () => {
        const body = new Widget();
        body.node.append(
          line(trans.__("Version %1", PageConfig.getOption("appVersion"))),
          line(trans.__("TypeScript notebooks that run, check and report.")),
          line(
            trans.__(
              "Built on JupyterLab %1 and other open-source software.",
              PageConfig.getOption("jupyterlabVersion"),
            ),
          ),
        );
        const { button } = await showDialog({
          title: name,
          body,
          buttons: [
            Dialog.cancelButton({ label: trans.__("Close") }),
            Dialog.okButton({ label: trans.__("Licenses") }),
          ],
        });
        if (button.accept) await commands.execute(showLicences);
      },
    });
    menu?.helpMenu.addItem({ command: "help:about", rank: 0 });
    palette?.addItem({ command: "help:about", category: trans.__("Help") });
  },
};
