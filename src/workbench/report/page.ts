/**
 * The page around a notebook: head with its policy, bar with search and theme switch, contents, main part,
 * steps to the neighbours, footer. One page of a site and the single file are both made here.
 */
import type { Delivery } from "./delivery.js";
import { escapeHtml } from "../../base/html.js";
import { attributes } from "./html.js";

/** Another page, as a link names it. */
export interface PageLink {
  readonly title: string;
  readonly href: string;
}

/** What a page is made of; every `…Html` is finished HTML. */
export interface Page {
  readonly lang: string;
  readonly title: string;
  readonly siteTitle: string;
  readonly home: string;
  readonly contentsHtml: string;
  readonly mainHtml: string;
  readonly footerHtml: string;
  readonly previous?: PageLink | undefined;
  readonly next?: PageLink | undefined;
  /** Stylesheet tags. */
  readonly styles: readonly string[];
  /** Script tags; they stand at the page's end. */
  readonly scripts: readonly string[];
}

/** A whole page. */
export function pageHtml(page: Page, delivery: Pick<Delivery, "scriptSources">): string {
  const title = page.title === page.siteTitle ? page.title : `${page.title} · ${page.siteTitle}`;
  return `<!doctype html>
<html${attributes({ lang: page.lang })}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(delivery.scriptSources())}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="tidebook">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
${page.styles.join("\n")}
</head>
<body>
<a class="skip" href="#tb-main">Skip to the text</a>
<header class="bar" role="banner"><a class="site-title" href="${escapeHtml(page.home)}">${escapeHtml(page.siteTitle)}</a>
<div class="bar-tools"><div class="search" id="tb-search" role="search" hidden><input type="search" id="tb-query" placeholder="Search" aria-label="Search this report" autocomplete="off" spellcheck="false" aria-controls="tb-results"><div id="tb-results" class="results" hidden></div></div>
<button type="button" id="tb-contents-button" class="tool only-narrow" aria-expanded="false" aria-controls="tb-contents" hidden>Contents</button>
<button type="button" id="tb-theme" class="tool" hidden><span class="visually-hidden">Theme: </span><span id="tb-theme-name">Auto</span></button></div>
</header>
<div class="columns">
<nav class="contents" id="tb-contents" aria-label="Contents">${page.contentsHtml}</nav>
<main id="tb-main" tabindex="-1">
${page.mainHtml}${stepsHtml(page)}</main>
</div>
<footer class="footer">${page.footerHtml}</footer>
<div id="tb-status" class="visually-hidden" role="status" aria-live="polite"></div>
${page.scripts.join("\n")}
</body>
</html>
`;
}

/** Nothing from elsewhere: no request, no frame, no form, no script but the report's own. */
function policy(scripts: string): string {
  return [
    "default-src 'none'",
    `script-src ${scripts}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "media-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

function stepsHtml({ previous, next }: Page): string {
  if (previous === undefined && next === undefined) return "";
  const step = (link: PageLink | undefined, rel: string, label: string): string =>
    link === undefined
      ? "<span></span>"
      : `<a class="step ${rel}" rel="${rel}" href="${escapeHtml(link.href)}"><span class="step-label">${label}</span><span class="step-title">${escapeHtml(link.title)}</span></a>`;
  return `<nav class="steps" aria-label="Neighbouring notebooks">${step(previous, "prev", "Previous")}${step(next, "next", "Next")}</nav>\n`;
}
