/**
 * Notebooks → the files of a report: a site with one page per notebook, or one file with all of them. The
 * front notebook is the site's first page; where there is none, an index of all is. Draws every notebook once (`draw.ts`), then puts the pages around them, so that contents,
 * search and the Plotly bundle know all of it. Returns contents; `write.ts` puts them on disk.
 */
import { katexTag, mermaidTag, pageScriptTag, searchTag, themeTag } from "./assets.js";
import { inlineDelivery, siteDelivery, type Delivery } from "./delivery.js";
import {
  draw,
  firstPage,
  frontOf,
  targetsOf,
  type Drawn,
  type ReportEntry,
  type ReportOptions,
} from "./draw.js";
import { loadEngines } from "./engines.js";
import { footerHtml } from "./footer.js";
import { escapeHtml } from "../../base/html.js";
import { failedMark, indexHtml, type IndexEntry } from "./index-page.js";
import { languageOf } from "./language.js";
import { outlineHtml } from "./outline.js";
import { pageHtml, type PageLink } from "./page.js";
import { plotlyBundle } from "./plot-bundle.js";
import { provenanceOf } from "./provenance.js";
import { searchEntries } from "./search-entries.js";

export type { ReportEntry, ReportOptions } from "./draw.js";

/** The files of a report by their paths in its folder; a single file is `index.html`. */
export async function reportFiles(
  entries: readonly ReportEntry[],
  options: ReportOptions,
): Promise<Map<string, Buffer>> {
  const delivery = options.singleFile ? inlineDelivery() : siteDelivery();
  const engines = await loadEngines(entries.map(({ notebook }) => notebook));
  const targets = targetsOf(entries, options.singleFile);
  const drawn = entries.map((entry, index) =>
    draw(entry, index, targets, engines, delivery, options),
  );
  const front = drawn[frontOf(entries)];
  const siteTitle =
    options.title ??
    (front && statedTitle(front)) ??
    (options.singleFile && drawn.length === 1 ? drawn[0]?.title : undefined) ??
    "Notebooks";
  const traces = new Set(drawn.flatMap(({ found }) => [...found.traces]));
  const plotly = traces.size === 0 ? undefined : await plotlyBundle(traces, options.cacheFolder);
  const search = drawn.flatMap(({ entry, target, title, found }) =>
    searchEntries(
      entry.notebook,
      { title, href: target.href || `#${encodeURIComponent(`${target.anchorPrefix}top`)}` },
      found.headings,
    ),
  );
  const parts = (pages: readonly Drawn[]): { styles: string[]; scripts: string[] } => ({
    styles: [
      themeTag(delivery, options.singleFile ? pages.map(({ html }) => html).join("") : undefined),
      ...(pages.some(({ found }) => found.formulas) ? [katexTag(delivery)] : []),
    ],
    scripts: [
      searchTag(search, delivery),
      ...(plotly !== undefined && pages.some(({ found }) => found.traces.size > 0)
        ? [delivery.lazyScript("plotly", plotly)]
        : []),
      ...(pages.some(({ found }) => found.mermaid) ? [mermaidTag(delivery)] : []),
      pageScriptTag(delivery),
    ],
  });
  const files = delivery.files;
  if (options.singleFile) {
    files.set(
      firstPage,
      Buffer.from(singlePage(drawn, siteTitle, options, delivery, parts(drawn))),
    );
    return files;
  }
  if (front === undefined) {
    const index = {
      lang: languageOf(drawn.map(({ target }) => target.prose).join("\n")),
      title: siteTitle,
      siteTitle,
      home: firstPage,
      contentsHtml: contents(drawn, undefined),
      mainHtml: indexHtml(siteTitle, drawn.map(indexEntry)),
      footerHtml: "",
      ...parts([]),
    };
    files.set(firstPage, Buffer.from(pageHtml(index, delivery)));
  }
  drawn.forEach((page, position) => {
    const link = (other: Drawn | undefined): PageLink | undefined =>
      other === undefined ? undefined : { title: other.title, href: other.target.href };
    const html = pageHtml(
      {
        lang: page.lang,
        title: page.title,
        siteTitle,
        home: firstPage,
        contentsHtml: contents(drawn, page),
        mainHtml: article(page),
        footerHtml: footer(page, options),
        previous: link(drawn[position - 1]),
        next: link(drawn[position + 1]),
        ...parts([page]),
      },
      delivery,
    );
    files.set(decodeURIComponent(page.target.href), Buffer.from(html));
  });
  return files;
}

function indexEntry({ entry, target, title, lang }: Drawn): IndexEntry {
  const failed = entry.failure !== undefined;
  return { title, lang, href: target.href, prose: target.prose, failed };
}

/** What a notebook's metadata call it, nbformat's `title`: a front notebook names the whole report by it. */
function statedTitle({ entry }: Drawn): string | undefined {
  const { title } = entry.notebook.metadata;
  return typeof title === "string" && title.trim() !== "" ? title.trim() : undefined;
}

/** The notebooks as a list, with the headings of the current one (of all, in a single file). */
function contents(drawn: readonly Drawn[], current: Drawn | "all" | undefined): string {
  const items = drawn.map((page) => {
    const [first, ...rest] = page.found.headings;
    const below = first?.level === 1 ? rest : page.found.headings;
    const outline = current === "all" || current === page ? outlineHtml(below) : "";
    const here = current === page ? ' aria-current="page"' : "";
    const href = page.target.href || `#${encodeURIComponent(`${page.target.anchorPrefix}top`)}`;
    const mark = page.entry.failure === undefined ? "" : ` ${failedMark}`;
    return `<li><a class="page-link" href="${escapeHtml(href)}"${here}>${escapeHtml(page.title)}${mark}</a>${outline}</li>`;
  });
  return `<ol class="pages">${items.join("")}</ol>`;
}

function article(page: Drawn): string {
  const failure = page.entry.failure;
  const notice =
    failure === undefined
      ? ""
      : `<p class="failure" role="note"><strong>This notebook stopped with an error.</strong> ${escapeHtml(failure)}</p>\n`;
  return `<article class="notebook" id="${escapeHtml(`${page.target.anchorPrefix}top`)}" lang="${escapeHtml(page.lang)}">\n${notice}${page.html}</article>\n`;
}

function footer(page: Drawn, options: ReportOptions): string {
  return footerHtml(provenanceOf(page.entry.notebook, page.entry.path), {
    date: options.date,
    durationMs: page.entry.durationMs,
  });
}

function singlePage(
  drawn: readonly Drawn[],
  siteTitle: string,
  options: ReportOptions,
  delivery: Delivery,
  parts: { styles: string[]; scripts: string[] },
): string {
  const several = drawn.length > 1;
  const articles = drawn.map(
    (page) =>
      article(page) + (several ? `<div class="footer inner">${footer(page, options)}</div>\n` : ""),
  );
  return pageHtml(
    {
      lang: languageOf(drawn.map(({ target }) => target.prose).join("\n")),
      title: siteTitle,
      siteTitle,
      home: "#tb-main",
      contentsHtml: contents(drawn, "all"),
      mainHtml: articles.join(""),
      footerHtml: several || drawn[0] === undefined ? "" : footer(drawn[0], options),
      ...parts,
    },
    delivery,
  );
}
