/**
 * Plotly figures in outputs: registers the widget that draws them for their MIME type, before the tree of
 * values that JupyterLab would show. Plotly itself is loaded by the first chart.
 */
import type { JupyterFrontEndPlugin } from "@jupyterlab/application";
import { IThemeManager } from "@jupyterlab/apputils";
import { IRenderMimeRegistry } from "@jupyterlab/rendermime";
import { ITranslator } from "@jupyterlab/translation";
import { PlotRenderer, plotlyMime } from "./renderer.js";
import "./plot.css";

export const plot: JupyterFrontEndPlugin<void> = {
  id: "tidebook:plot",
  description: "Draws Plotly figures in the page's colours.",
  autoStart: true,
  requires: [IRenderMimeRegistry, ITranslator],
  optional: [IThemeManager],
  activate: (
    _app,
    registry: IRenderMimeRegistry,
    translator: ITranslator,
    themes: IThemeManager | null,
  ) => {
    registry.addFactory(
      {
        safe: true, // of an untrusted figure the renderer draws only what is harmless
        mimeTypes: [plotlyMime],
        createRenderer: () =>
          new PlotRenderer({
            themes,
            trans: translator.load("tidebook"),
            language: translator.languageCode.startsWith("zh") ? "zh" : "en",
          }),
      },
      40,
    );
  },
};
