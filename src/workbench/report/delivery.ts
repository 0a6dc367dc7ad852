/**
 * How a page gets its styles, scripts and images: as files beside it (a site) or inside it (one file).
 * Both answer the same questions, so that pages are drawn once; both collect what their
 * Content-Security-Policy must allow, which is nothing from elsewhere.
 */
import { createHash } from "node:crypto";

/** Where a page's parts lie. */
export interface Delivery {
  /** A tag that applies a stylesheet. */
  style(name: string, css: string): string;
  /** A tag that runs a script when the page has been read. */
  script(name: string, code: string): string;
  /** A tag that holds a script until the page asks for it (`assets/page.js`, `loadScript`). */
  lazyScript(name: string, code: string): string;
  /** The address of an image or font, seen from the page. */
  file(name: string, content: Buffer, mimeType: string): string;
  /** The same, seen from a stylesheet. */
  fileInStyle(name: string, content: Buffer, mimeType: string): string;
  /** The policy's sources for scripts. */
  scriptSources(): string;
  readonly files: Map<string, Buffer>;
}

/** A site: everything in `assets/`, once. */
export function siteDelivery(): Delivery {
  const files = new Map<string, Buffer>();
  const put = (name: string, content: Buffer): string => {
    const path = `assets/${name}`;
    if (!files.has(path)) files.set(path, content);
    return path;
  };
  return {
    files,
    style: (name, css) => `<link rel="stylesheet" href="${put(`${name}.css`, Buffer.from(css))}">`,
    script: (name, code) => `<script src="${put(`${name}.js`, Buffer.from(code))}" defer></script>`,
    lazyScript: (name, code) =>
      `<script type="text/plain" id="tb-script-${name}" data-src="${put(`${name}.js`, Buffer.from(code))}"></script>`,
    file: (name, content) => put(name, content),
    fileInStyle: (name, content) => put(name, content).replace(/^assets\//, ""),
    scriptSources: () => "'self'",
  };
}

/** One file: everything inside it. Scripts are allowed by their hashes alone. */
export function inlineDelivery(): Delivery {
  const hashes: string[] = [];
  const allow = (code: string): void => {
    hashes.push(`'sha256-${createHash("sha256").update(code).digest("base64")}'`);
  };
  const dataUrl = (_name: string, content: Buffer, mimeType: string): string =>
    `data:${mimeType};base64,${content.toString("base64")}`;
  return {
    files: new Map(),
    style: (_name, css) => `<style>${css.replace(/<\/style/gi, "<\\/style")}</style>`,
    script: (_name, code) => {
      const text = inScript(code);
      allow(text);
      return `<script>${text}</script>`;
    },
    lazyScript: (name, code) => {
      const text = inScript(code);
      allow(text);
      return `<script type="text/plain" id="tb-script-${name}">${text}</script>`;
    },
    file: dataUrl,
    fileInStyle: dataUrl,
    scriptSources: () => (hashes.length === 0 ? "'none'" : hashes.join(" ")),
  };
}

/** Code as it can stand in a script element: line ends as a browser hashes them, no closing tag. */
function inScript(code: string): string {
  return code
    .replace(/\r\n?/g, "\n")
    .replace(/<\/script/gi, "<\\/script")
    .replace(/<!--/g, "\\x3c!--");
}
