/**
 * The name that the page shows before anything of JupyterLab runs (server/page.ts), as JupyterLab's splash
 * screen: it goes when the layout is restored and the theme is there, and comes back while a theme changes.
 * Stands in for JupyterLab's own, which starts only when most of the waiting is over.
 */
import type { JupyterFrontEndPlugin } from "@jupyterlab/application";
import { ISplashScreen } from "@jupyterlab/apputils";
import { DisposableDelegate } from "@lumino/disposable";

export const splash: JupyterFrontEndPlugin<ISplashScreen> = {
  id: "tidebook:splash",
  description: "Shows the name until the lab is there.",
  autoStart: true,
  provides: ISplashScreen,
  activate: ({ restored }) => {
    const element = document.getElementById("tidebook-splash");
    let shown = 0;
    const show = (): DisposableDelegate => {
      shown++;
      return new DisposableDelegate(() => {
        void restored.then(() => {
          if (--shown === 0) element?.remove();
        });
      });
    };
    return { show };
  },
};
