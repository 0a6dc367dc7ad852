/**
 * Takes out of wikitext what gives no running text and costs a parser most of its time: comments, references,
 * formulas and galleries, tables, files, categories and languages, and templates that are long or go over lines (boxes,
 * navigation). Brackets are only paired, in one pass and linear time; short templates ({{convert|…}},
 * {{lang|…}}) and all else stay for the library. Left out: understanding any of it.
 */

const tags = "ref|math|chem|gallery|timeline|score|syntaxhighlight|source|imagemap|graph|mapframe";
/** Own names of the namespaces of files and categories where they matter; the library knows more. */
const leaders = "file|image|category|文件|檔案|档案|图像|圖像|分类|分類";
/** A link to the same article in another language: the code of a language, and no colon before it. */
const otherLanguage = "(?!doi|rfc|mw)[a-z]{2,3}(?:-[a-z]+)*";
const mark = new RegExp(
  `<!--|<(${tags})\\b|\\{\\{|\\}\\}|\\{\\||\\|\\}(?!\\})|\\[\\[ *(?:${leaders}|${otherLanguage}) *:|\\[\\[|\\]\\]`,
  "giu",
);

/** The longest template that stays, in characters. */
const longestTemplate = 120;

/** Spellings of tags that nothing closes, after which no more are searched for: pages that people write have few. */
const mostSpellings = 50;

interface Open {
  readonly at: number;
  readonly kind: "template" | "table" | "link";
  readonly goes: boolean;
}

/**
 * Wikitext without its large parts that are no running text.
 *
 * @example
 * preCut("A {{Infobox\n|a=b}}town<ref>x</ref>."); // "A town."
 */
export function preCut(text: string): string {
  const cuts: number[] = [];
  const cut = (from: number, to: number): void => {
    while (cuts.length > 0 && (cuts.at(-2) as number) >= from) cuts.length -= 2;
    cuts.push(from, to);
  };
  const open: Open[] = [];
  const count = { template: 0, table: 0, link: 0 };
  const unclosed = new Set<string>();
  const search = new RegExp(mark);
  for (let found = search.exec(text); found !== null; found = search.exec(text)) {
    const { 0: sign, 1: tag, index: at } = found;
    if (sign === "<!--") {
      const end = text.indexOf("-->", at + 4);
      cut(at, (search.lastIndex = end < 0 ? text.length : end + 3));
    } else if (tag !== undefined) {
      // Each spelling is searched for to the end of the page: REF, Ref, ref.
      if (unclosed.has(tag) || unclosed.size === mostSpellings) continue;
      const end = tagEnd(text, at, tag);
      if (end === undefined) unclosed.add(tag);
      else cut(at, (search.lastIndex = end));
    } else if (sign === "{{" || sign === "{|" || sign.startsWith("[")) {
      const kind = sign === "{{" ? "template" : sign === "{|" ? "table" : "link";
      open.push({ at, kind, goes: kind === "table" || sign.length > 2 });
      count[kind] += 1;
    } else {
      const kind = sign === "}}" ? "template" : sign === "|}" ? "table" : "link";
      if (count[kind] === 0) continue;
      let last = open.pop() as Open;
      for (; last.kind !== kind; last = open.pop() as Open) count[last.kind] -= 1;
      count[kind] -= 1;
      const isLarge =
        kind === "template" &&
        (at - last.at > longestTemplate || text.slice(last.at, at).includes("\n"));
      if (last.goes || isLarge) cut(last.at, at + 2);
    }
  }
  let rest = "";
  let from = 0;
  for (let i = 0; i < cuts.length; i += 2) {
    rest += text.slice(from, cuts[i]);
    from = cuts[i + 1] as number;
  }
  return rest + text.slice(from);
}

/** Where a tag and what it encloses end; undefined where nothing closes it. */
function tagEnd(text: string, at: number, tag: string): number | undefined {
  const opened = text.indexOf(">", at);
  if (opened < 0) return undefined;
  if (text[opened - 1] === "/") return opened + 1;
  const closing = text.indexOf(`</${tag}`, opened);
  const end = closing < 0 ? -1 : text.indexOf(">", closing);
  return end < 0 ? undefined : end + 1;
}
