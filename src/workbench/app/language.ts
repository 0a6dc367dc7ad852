/**
 * One language for the whole page. Parts of JupyterLab make their widgets without handing on the translator
 * and so show English beside the chosen language; here what they ask instead, JupyterLab's null translator,
 * answers from the catalogue, and names that were given before the catalogue came are put right. Texts that no
 * translator is asked for at all are the build's (.config/forgotten.mjs).
 */
import type { JupyterFrontEndPlugin } from "@jupyterlab/application";
import { ITranslator, nullTranslator } from "@jupyterlab/translation";
import { CommandPalette } from "@lumino/widgets";

/** Every way in which a bundle is asked for a text. */
const calls = [
  "__",
  "_n",
  "_p",
  "_np",
  "gettext",
  "ngettext",
  "pgettext",
  "npgettext",
  "dcnpgettext",
] as const;

export const language: JupyterFrontEndPlugin<void> = {
  id: "tidebook:language",
  description: "Puts the parts that know no translator into the language of the page.",
  autoStart: true,
  requires: [ITranslator],
  activate: ({ docRegistry, started }, translator: ITranslator) => {
    const trans = translator.load("jupyterlab");
    const forgotten = nullTranslator.load("jupyterlab");
    for (const call of calls) Object.assign(forgotten, { [call]: trans[call].bind(trans) });

    // Made with the application, before any plugin.
    for (const type of docRegistry.fileTypes())
      if (type.displayName !== undefined)
        Object.assign(type, { displayName: trans.__(type.displayName) });

    // Of libraries and the shell, which know no catalogue.
    const ours = translator.load("tidebook");
    CommandPalette.Renderer.prototype.formatEmptyMessage = ({ query }) =>
      ours.__("No command matches “%1”", query);
    void started.then(() => {
      const skipLink = document.querySelector("#jp-skiplink a");
      if (skipLink !== null) skipLink.textContent = ours.__("Skip to main panel");
    });
  },
};
