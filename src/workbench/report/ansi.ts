/**
 * Terminal text → HTML: colours and styles from ANSI sequences as classes that the theme defines, carriage
 * returns and backspaces resolved as a terminal would, every other control sequence dropped. Follows what
 * JupyterLab shows for streams and tracebacks.
 */
import { AnsiUp } from "ansi_up";
import { legibleColours } from "./legible.js";

/** Terminal text as HTML, ready for a `<pre>`. */
export function ansiHtml(text: string): string {
  const ansi = new AnsiUp();
  ansi.use_classes = true;
  ansi.url_allowlist = { http: 1, https: 1 };
  const html = ansi.ansi_to_html(overstrike(text));
  return legibleColours(html.replace(controls, ""));
}

// eslint-disable-next-line no-control-regex
const controls = /[\u0000-\u0008\u000b-\u001f\u007f]/g;
// eslint-disable-next-line no-control-regex
const escapes = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g;

/** Terminal text without any control sequence: what a search index or a text summary needs. */
export function plainText(text: string): string {
  return overstrike(text).replace(escapes, "").replace(controls, "");
}

/**
 * Applies `\r` and `\b` line by line: what follows a carriage return overwrites the line from its start.
 * A line with escape sequences is cut at its last return instead of being overwritten in place.
 */
export function overstrike(text: string): string {
  if (!/[\r\b]/.test(text)) return text;
  return text
    .replace(/\r+\n/g, "\n")
    .split("\n")
    .map((line) => (/[\r\b]/.test(line) ? settleLine(line) : line))
    .join("\n");
}

function settleLine(line: string): string {
  let settled = "";
  for (const part of line.split("\r")) {
    const erased = eraseBackwards(part);
    if (erased === "") continue;
    settled =
      erased.includes("\u001b") || settled.includes("\u001b")
        ? erased
        : erased + settled.slice(erased.length);
  }
  return settled;
}

function eraseBackwards(text: string): string {
  if (!text.includes("\b")) return text;
  const kept: string[] = [];
  for (const character of text) {
    if (character === "\b") kept.pop();
    else kept.push(character);
  }
  return kept.join("");
}
