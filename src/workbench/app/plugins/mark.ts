/**
 * Tidebook's mark, two waves: in the corner of the window, where JupyterLab has its own logo, and on the tab
 * of the start page. The same drawing is the page's favicon (`server/icon.ts`).
 */
import { ILabShell, type JupyterFrontEndPlugin } from "@jupyterlab/application";
import { LabIcon } from "@jupyterlab/ui-components";
import { Widget } from "@lumino/widgets";

export const markIcon = new LabIcon({
  name: "tidebook:mark",
  svgstr:
    '<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b7285"/><path d="M4 20q4-6 8 0t8 0 8 0M4 13q4-6 8 0t8 0 8 0" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round"/></svg>',
});

export const mark: JupyterFrontEndPlugin<void> = {
  id: "tidebook:mark",
  description: "Tidebook's mark in the corner of the window.",
  autoStart: true,
  requires: [ILabShell],
  activate: ({ name }, shell: ILabShell) => {
    const logo = new Widget();
    logo.id = "jp-MainLogo";
    logo.node.title = name;
    markIcon.element({
      container: logo.node,
      elementPosition: "center",
      margin: "2px 2px 2px 8px",
      height: "auto",
      width: "18px",
    });
    shell.add(logo, "top", { rank: 0 });
  },
};
