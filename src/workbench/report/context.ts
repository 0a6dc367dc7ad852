/**
 * What the small drawing functions of the report share while they draw one notebook: the engines (loaded
 * once per report, used without waiting), the notebook's trust, where files and links go, and what the
 * page turned out to need. The first half never changes; `found` is what drawing discovers.
 */
import type { Highlight } from "./highlight.js";
import type { Addresses } from "./sanitize.js";

/** A heading of a page, for its table of contents. */
export interface Heading {
  readonly level: number;
  readonly id: string;
  /** Plain text, for search and titles. */
  readonly text: string;
  /** The heading's words as HTML without links. */
  readonly html: string;
}

/** What a page turned out to need. */
export interface Found {
  readonly headings: Heading[];
  readonly traces: Set<string>;
  formulas: boolean;
  /** A diagram that only mermaid itself draws, in the reader's browser. */
  mermaid: boolean;
  /** Diagrams drawn so far: their ids count. */
  diagrams: number;
}

/** Everything the drawing functions need. */
export interface Context extends Addresses {
  /** Was the notebook run by this report? If not, its HTML, SVG, figures and diagrams are not trusted. */
  readonly trusted: boolean;
  readonly hideCode: boolean;
  /** The language of the code cells, as the highlighter calls it. */
  readonly codeLanguage: string;
  /** The page's natural language. */
  readonly lang: string;
  /** In front of every anchor: "" where a page is one notebook. */
  readonly anchorPrefix: string;
  readonly highlight: Highlight;
  /** A diagram as SVG, or undefined where mermaid itself must draw it. */
  diagram(source: string): string | undefined;
  /** A unique anchor for a heading's text. */
  anchor(text: string): string;
  /** Stores an image and returns its address; `base64` is its content. */
  storeImage(mimeType: string, base64: string): string;
  readonly found: Found;
}
