/**
 * A link as the value of a table's cell: a text and where it leads. `table` draws it; a report turns the address of
 * a notebook into that of its page, JupyterLab opens the notebook. Left out: links in running text, which are
 * Markdown's.
 */
import { check } from "../base/check.js";
import { inLanguage, type Label } from "../base/bilingual.js";

/** A text that leads somewhere. */
export interface Link {
  readonly kind: "link";
  readonly text: Label;
  readonly href: string;
}

/**
 * A link for a cell of a table.
 *
 * @param text what is read
 * @param href a place of this notebook (`#…`), a file beside it (`04-word2vec.ipynb`), or an address (`https://…`)
 * @throws InputError where the text is empty or the address would run something or leave the folder of notebooks.
 * @example
 * link("word2vec", "04-word2vec.ipynb").href; // "04-word2vec.ipynb"
 */
export function link(text: Label, href: string): Link {
  check(inLanguage(text).trim() !== "", "text of a link", text, "one that is not empty");
  const usable = /^(https?:\/\/|mailto:|#)\S+$|^[\w][\w./-]*(#\S+)?$/.test(href);
  const rule = "https://…, mailto:…, #a-heading, or a file beside the notebook";
  check(usable && !href.includes("../"), "address of a link", href, rule);
  return { kind: "link", text, href };
}

/** Whether a value is a link. */
export function isLink(value: unknown): value is Link {
  if (typeof value !== "object" || value === null) return false;
  const { kind, text, href } = value as Partial<Link>;
  return kind === "link" && text !== undefined && typeof href === "string";
}
