/**
 * The widget that draws a Plotly figure in an output. The text of the output stands there until the chart
 * is drawn, and stays, with the reason, where it cannot be. A chart is drawn when it has a width (a cell out
 * of sight has none), follows the width and the theme, and keeps the reader's zoom when it is drawn again.
 */
import type { IThemeManager } from "@jupyterlab/apputils";
import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import type { TranslationBundle } from "@jupyterlab/translation";
import type { Message } from "@lumino/messaging";
import { Widget } from "@lumino/widgets";
import { harmless, inLanguage, titleOf, toFigure, traceTypes } from "./figure.js";
import type { Figure, Language } from "./figure.js";
import { drawnLayout, narrowWidth } from "./theming.js";
import type { PlotTheme } from "./theming.js";
import { loadPlotly, missingTraces, type Plotly } from "./traces.js";

export const plotlyMime = "application/vnd.plotly.v1+json";

/** What a chart takes from the page. */
export interface PlotSurroundings {
  readonly themes: IThemeManager | null;
  readonly trans: TranslationBundle;
  readonly language: Language;
}

let count = 0;

export class PlotRenderer extends Widget implements IRenderMime.IRenderer {
  private readonly place = document.createElement("div");
  private readonly note = document.createElement("p");
  private readonly summary = document.createElement("pre");
  private readonly sizes = new ResizeObserver(() => this.follow());
  private plotly: Plotly | undefined;
  private figure: Figure | undefined;
  private drawnNarrow: boolean | undefined;
  private turn = 0;

  constructor(private readonly surroundings: PlotSurroundings) {
    super();
    this.addClass("tb-Plot");
    this.place.className = "tb-Plot-place";
    this.note.className = "tb-Plot-note";
    this.note.hidden = true;
    this.summary.className = "tb-Plot-summary";
    this.summary.id = `tb-plot-summary-${++count}`;
    this.node.setAttribute("role", "figure");
    this.node.setAttribute("aria-describedby", this.summary.id);
    this.node.append(this.place, this.note, this.summary);
    surroundings.themes?.themeChanged.connect(this.drawAgain, this);
  }

  /** Draws the figure of an output, anew or in place of the one before. */
  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    const turn = ++this.turn;
    const { trans, language } = this.surroundings;
    const text = model.data["text/plain"];
    this.summary.textContent = Array.isArray(text) ? text.join("") : String(text ?? "");
    const read = toFigure(model.data[plotlyMime]);
    if (read === undefined)
      return this.explain(trans.__("This output is no Plotly figure: it has no list of traces."));
    const figure = inLanguage(model.trusted ? read : harmless(read), language);
    const types = traceTypes(figure);
    const missing = missingTraces(types);
    if (missing.length > 0)
      return this.explain(
        trans.__("This chart has traces that Tidebook does not draw: %1.", missing.join(", ")),
      );
    this.node.setAttribute("aria-label", titleOf(figure) || trans.__("Chart"));
    try {
      const plotly = await loadPlotly(types, language);
      if (this.isDisposed || turn !== this.turn) return;
      this.plotly = plotly;
      this.figure = figure;
      // Out of sight it takes its place now and is drawn later, so that the page does not jump.
      this.place.style.height = `${this.toLayout(figure).height}px`;
      this.note.hidden = true;
      this.summary.hidden = true;
      this.sizes.observe(this.node);
      await this.draw();
    } catch (error) {
      this.fail(error);
    }
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this.sizes.disconnect();
    this.plotly?.purge(this.place);
    this.plotly = undefined;
    super.dispose();
  }

  protected override onAfterShow(_: Message): void {
    this.follow();
  }

  private async draw(): Promise<void> {
    const { plotly, figure, node } = this;
    if (plotly === undefined || figure === undefined || node.clientWidth === 0) return;
    const isNarrow = node.clientWidth < narrowWidth;
    const isFirst = this.drawnNarrow === undefined;
    this.drawnNarrow = isNarrow;
    const named = figure.data.filter(({ name, showlegend }) => name && showlegend !== false).length;
    const layout = drawnLayout(
      figure.layout,
      pageTheme(this.surroundings),
      node.clientWidth,
      named,
    );
    const config = {
      displaylogo: false,
      modeBarButtonsToRemove: ["lasso2d", "select2d", "autoScale2d"],
      ...figure.config,
      ...(isNarrow ? { displayModeBar: false } : {}),
      responsive: false, // this widget follows its own width
      locale: this.surroundings.language === "zh" ? "zh-CN" : "en",
    };
    this.place.style.height = `${layout.height}px`;
    // Plotly writes into what it is given; the figure must stay as it came.
    const data = structuredClone(figure.data);
    const drawn = structuredClone(layout);
    if (isFirst || figure.frames.length > 0) {
      const frames = structuredClone(figure.frames);
      await plotly.newPlot(this.place, { data, layout: drawn, config, frames });
    } else await plotly.react(this.place, data, drawn, config);
  }

  private toLayout({ data, layout }: Figure): ReturnType<typeof drawnLayout> {
    const named = data.filter(({ name, showlegend }) => name && showlegend !== false).length;
    const width = this.node.clientWidth || Infinity;
    return drawnLayout(layout, pageTheme(this.surroundings), width, named);
  }

  private drawAgain(): void {
    this.draw().catch((error: unknown) => this.fail(error));
  }

  /** After a change of width: the first drawing, another form of it, or the same form in another size. */
  private follow(): void {
    const width = this.node.clientWidth;
    if (width === 0 || this.plotly === undefined) return;
    if (this.drawnNarrow !== width < narrowWidth) return this.drawAgain();
    const { plotly, place } = this;
    requestAnimationFrame(() => {
      if (!this.isDisposed && place.clientWidth > 0 && place.hasChildNodes())
        plotly.Plots.resize(place).catch(() => undefined); // hidden meanwhile: the next size comes
    });
  }

  private fail(error: unknown): void {
    if (this.isDisposed) return;
    const reason = error instanceof Error ? error.message : String(error);
    this.explain(this.surroundings.trans.__("This chart could not be drawn: %1", reason));
  }

  /** Says why there is no chart and shows the output's text instead. */
  private explain(reason: string): void {
    this.sizes.disconnect();
    this.plotly?.purge(this.place);
    this.figure = undefined;
    this.drawnNarrow = undefined;
    this.place.style.height = "0";
    const sentence = /[.!?。！？]$/.test(reason) ? reason : `${reason}.`;
    this.note.textContent =
      this.summary.textContent === ""
        ? sentence
        : `${sentence} ${this.surroundings.trans.__("Its text stands here instead.")}`;
    this.note.hidden = false;
    this.summary.hidden = false;
  }
}

/** The page's colours as JupyterLab's theme states them. */
function pageTheme({ themes }: PlotSurroundings): PlotTheme {
  const style = getComputedStyle(document.body);
  const value = (name: string, otherwise: string) =>
    style.getPropertyValue(name).trim() || otherwise;
  const isLight = themes === null || themes.theme === null ? true : themes.isLight(themes.theme);
  return {
    ink: value("--jp-content-font-color1", isLight ? "#212121" : "#e0e0e0"),
    softInk: value("--jp-content-font-color2", isLight ? "#616161" : "#bdbdbd"),
    line: value("--jp-border-color2", isLight ? "#e0e0e0" : "#424242"),
    strongLine: value("--jp-border-color0", isLight ? "#bdbdbd" : "#616161"),
    page: value("--jp-layout-color1", isLight ? "#ffffff" : "#111111"),
    fontFamily: value("--jp-ui-font-family", "system-ui, sans-serif"),
    isLight,
  };
}
