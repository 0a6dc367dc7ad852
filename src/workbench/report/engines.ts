/**
 * Loads what drawing needs, once per report and only what its notebooks use: grammars for the languages
 * that occur, the diagram layout if there is a diagram. Afterwards everything draws without waiting.
 */
import { mermaidMime } from "../../base/mime.js";
import type { Notebook } from "../document/notebook.js";
import { languageName } from "./code.js";
import type { Context } from "./context.js";
import { loadDiagrams } from "./diagram.js";
import { loadHighlight } from "./highlight.js";
import { fences } from "./markdown.js";

/** The engines that a context carries. */
export type Engines = Pick<Context, "highlight" | "diagram">;

/** The language of a notebook's code cells; TypeScript where the notebook does not say. */
export function codeLanguage(notebook: Notebook): string {
  const { language_info: info, kernelspec } = notebook.metadata;
  return languageName(info?.name ?? kernelspec?.language ?? "typescript");
}

/** Loads the engines for notebooks. */
export async function loadEngines(notebooks: readonly Notebook[]): Promise<Engines> {
  const languages = new Set<string>();
  const diagrams: string[] = [];
  for (const notebook of notebooks) {
    for (const cell of notebook.cells) {
      if (cell.cell_type === "code") {
        if (cell.source.trim() !== "") languages.add(codeLanguage(notebook));
        for (const output of cell.outputs) {
          if (!("data" in output)) continue;
          const {
            [mermaidMime]: diagram,
            "text/markdown": prose,
            "application/json": json,
          } = output.data;
          if (typeof diagram === "string") diagrams.push(diagram);
          if (typeof prose === "string") collect(prose, languages, diagrams);
          if (json !== undefined) languages.add("json");
        }
      } else {
        collect(cell.source, languages, diagrams);
      }
    }
  }
  const [highlight, diagram] = await Promise.all([
    loadHighlight(languages),
    loadDiagrams(diagrams),
  ]);
  return { highlight, diagram };
}

function collect(prose: string, languages: Set<string>, diagrams: string[]): void {
  for (const { language, code } of fences(prose)) {
    if (language === "mermaid") diagrams.push(code);
    else languages.add(languageName(language));
  }
}
