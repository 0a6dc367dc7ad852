/**
 * Colours follow the system until a person picks a theme. JupyterLab takes the first pick as "follow no more"
 * alone and leaves the theme as it is; here the picked theme also comes.
 */
import type { JupyterFrontEndPlugin } from "@jupyterlab/application";
import { IThemeManager } from "@jupyterlab/apputils";

export const themeChoice: JupyterFrontEndPlugin<void> = {
  id: "tidebook:theme-choice",
  description: "A theme that is picked while colours follow the system comes at once.",
  autoStart: true,
  requires: [IThemeManager],
  activate: ({ commands }, manager: IThemeManager) => {
    commands.commandExecuted.connect((_, { id, args, result }) => {
      const theme = (args as { theme?: unknown } | undefined)?.theme;
      if (id !== "apputils:change-theme" || typeof theme !== "string") return;
      void result.then(async () => {
        if (manager.theme !== theme) await manager.setTheme(theme);
      });
    });
  },
};
