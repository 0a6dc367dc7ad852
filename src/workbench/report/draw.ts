/**
 * One notebook of a report, drawn: its body with what the page around it must know. Sets up the context
 * that the small drawing functions share: trust, language, links, images, anchors.
 */
import { createHash } from "node:crypto";
import { isFront } from "../document/lesson.js";
import type { Notebook } from "../document/notebook.js";
import { readImage, resolveLink, type Target } from "./addresses.js";
import type { Context, Found } from "./context.js";
import type { Delivery } from "./delivery.js";
import { codeLanguage, type Engines } from "./engines.js";
import { languageOf } from "./language.js";
import { fileTitle, pageNames, slug, uniqueNames } from "./names.js";
import { notebookHtml, proseOf } from "./notebook-html.js";

/** A notebook as the report receives it. */
export interface ReportEntry {
  /** Absolute path of its file. */
  readonly path: string;
  readonly notebook: Notebook;
  /** Was it run a moment ago? Only then its outputs are trusted. */
  readonly executed: boolean;
  readonly durationMs?: number | undefined;
  /** Why it stopped, where it did. */
  readonly failure?: string | undefined;
}

/** How a report is made. */
export interface ReportOptions {
  readonly singleFile: boolean;
  readonly hideCode: boolean;
  /** Its name; else the front notebook's `metadata.title`, a single file's only notebook, or "Notebooks". */
  readonly title?: string | undefined;
  readonly cacheFolder: string;
  /** Image files are taken from this folder alone. */
  readonly imagesWithin?: string | undefined;
  readonly date: Date;
}

/** A notebook that has been drawn. */
export interface Drawn {
  readonly entry: ReportEntry;
  readonly target: Target;
  readonly title: string;
  readonly lang: string;
  readonly html: string;
  readonly found: Found;
}

/** The address of a site's first page. */
export const firstPage = "index.html";

/** Which notebook is the first page of a site: the first of those that say so, or -1. */
export const frontOf = (entries: readonly ReportEntry[]): number =>
  entries.findIndex(({ notebook }) => isFront(notebook));

/** The notebooks of a report as links see them. */
export function targetsOf(entries: readonly ReportEntry[], singleFile: boolean): Target[] {
  const names = pageNames(entries.map(({ path }) => path));
  const front = frontOf(entries);
  const page = (index: number): string =>
    index === front ? firstPage : encodeURIComponent(`${names[index]}.html`);
  return entries.map(({ path, notebook }, index) => ({
    path,
    href: singleFile ? "" : page(index),
    anchorPrefix: singleFile && entries.length > 1 ? `${names[index]}--` : "",
    prose: proseOf(notebook),
  }));
}

/** Draws one notebook of a report. */
export function draw(
  entry: ReportEntry,
  index: number,
  targets: readonly Target[],
  engines: Engines,
  delivery: Delivery,
  options: ReportOptions,
): Drawn {
  const target = targets[index] as Target;
  const stated = entry.notebook.metadata["lang"];
  const lang =
    typeof stated === "string" && /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(stated)
      ? stated
      : languageOf(target.prose);
  const found: Found = {
    headings: [],
    traces: new Set(),
    formulas: false,
    mermaid: false,
    diagrams: 0,
  };
  const unique = uniqueNames(["top"]);
  const context: Context = {
    ...engines,
    trusted: entry.executed,
    hideCode: options.hideCode,
    codeLanguage: codeLanguage(entry.notebook),
    lang,
    found,
    anchorPrefix: target.anchorPrefix,
    anchor: (text) => target.anchorPrefix + unique(slug(text) || "section"),
    link: (href) => resolveLink(href, target, targets),
    image: (src) => {
      const image = readImage(src, entry.path, options.imagesWithin);
      return image === undefined ? undefined : storeImage(delivery, image.mimeType, image.base64);
    },
    storeImage: (mimeType, base64) => storeImage(delivery, mimeType, base64),
  };
  const { title, html } = notebookHtml(entry.notebook, fileTitle(entry.path), context);
  return { entry, target, title, lang, html, found };
}

function storeImage(delivery: Delivery, mimeType: string, base64: string): string {
  const content = Buffer.from(base64, "base64");
  const extension = (mimeType.split("/")[1] ?? "bin").replace("+xml", "");
  const name = createHash("sha256").update(content).digest("hex").slice(0, 16);
  return delivery.file(`images/${name}.${extension}`, content, mimeType);
}
