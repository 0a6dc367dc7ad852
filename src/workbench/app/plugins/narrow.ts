/**
 * On a narrow window (a phone, half a screen) the side panels start folded, so that the document has the
 * width. They open by their tabs as ever.
 */
import { ILabShell, type JupyterFrontEndPlugin } from "@jupyterlab/application";

const narrowWindow = "(max-width: 720px)";

export const narrow: JupyterFrontEndPlugin<void> = {
  id: "tidebook:narrow",
  description: "Folds the side panels on narrow windows.",
  autoStart: true,
  requires: [ILabShell],
  activate: ({ restored }, shell: ILabShell) => {
    const query = matchMedia(narrowWindow);
    const fold = () => {
      if (!query.matches) return;
      shell.collapseLeft();
      shell.collapseRight();
    };
    query.addEventListener("change", fold);
    void restored.then(fold);
  },
};
