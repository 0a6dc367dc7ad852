/**
 * What a Markdown text points to: links, paths of this repository in code, sections of the article, and works
 * that it cites. A
 * citation is "Levy & Goldberg 2014", "Mikolov et al. 2013a", "Cho and others 2014", or, in parentheses,
 * one name with a year; and a year with a letter, "2013b", wherever it stands. Ordinary sentences with a
 * company and a year are no citations.
 */

/** The text before the heading Sources, and the entries after it. */
export function splitSources(markdown: string): {
  readonly prose: string;
  readonly sources: string[];
} {
  const [prose = "", list = ""] = markdown.split(/^## Sources$/m);
  return { prose, sources: list.split(/^- /m).slice(1) };
}

const withoutCode = (markdown: string): string =>
  markdown.replace(/```[^]*?```/g, "").replace(/`[^`\n]*`/g, "");

export interface Link {
  readonly text: string;
  readonly target: string;
}

/** `[text](target)`, code and formulas left out. */
export function linksOf(markdown: string): Link[] {
  const prose = withoutCode(markdown).replace(/\$\$[^]*?\$\$|\$[^$\n]*\$/g, "x");
  return [...prose.matchAll(/(?<!\\)\[([^\][]*)\]\(([^)\s]+)\)/g)].map(
    ([, text = "", target = ""]) => ({ text, target: decodeURIComponent(target) }),
  );
}

/** The anchors of the headings of a Markdown text, as JupyterLab makes them. */
export function anchorsOf(markdown: string): string[] {
  const prose = markdown.replace(/```[^]*?```/g, "");
  return [...prose.matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
    title.trim().replaceAll(" ", "-"),
  );
}

/** Code spans that are paths: with a slash, of a source, a test, a notebook or a dataset. */
export function pathsOf(markdown: string): string[] {
  const spans = markdown.replace(/```[^]*?```/g, "").matchAll(/`([^`\n]+)`/g);
  return [...spans]
    .map(([, span = ""]) => span)
    .filter((span) =>
      /^[\w.-]+(?:\/[\w.-]+)*\/(?:[\w-]+\.(?:tsx?|mjs|md|csv|ipynb|json))?$/.test(span),
    );
}

/** The numbers after "section", and all of a list after "sections". */
export function sectionsOf(markdown: string): string[] {
  const number = String.raw`\d+(?:\.\d+)*`;
  const joint = String.raw`(?:\s*\([^()]*\))?(?:,\s*(?:and\s+)?|\s+(?:and|or|to)\s+|\s*–\s*)`;
  const groups = new RegExp(
    String.raw`\bsections (${number}(?:${joint}${number})*)|\bsection (${number})`,
    "gi",
  );
  return [...withoutCode(markdown).matchAll(groups)].flatMap(
    ([, several = "", one = ""]) =>
      (several + one).replace(/\([^()]*\)/g, "").match(/\d+(?:\.\d+)*/g) ?? [],
  );
}

export interface Citation {
  readonly names: readonly string[];
  readonly year: string;
}

const name = String.raw`\p{Lu}[\p{L}'’-]+`;
const year = String.raw`(?:18|19|20)\d\d[a-z]?`;
const several = new RegExp(
  String.raw`(${name}(?:, ${name})*(?: (?:&|and) ${name}| et al\.| and others)),? \(?(${year})\b`,
  "gu",
);
const single = new RegExp(
  String.raw`(?<=\((?:[^()]*[;,:] |after |see )?)(${name}),? (${year})(?=[);,])`,
  "gu",
);
const months =
  /^(?:January|February|March|April|May|June|July|August|September|October|November|December)$/;

/** The works that a text cites, each once. */
export function citationsOf(markdown: string): Citation[] {
  const prose = withoutCode(markdown);
  const named = [...prose.matchAll(several), ...prose.matchAll(single)].map(
    ([, names = "", when = ""]) => ({
      names: names
        .split(/, | & | and (?!others)| et al\.| and others/)
        .filter((part) => !/^\p{Lu}*$/u.test(part)), // no abbreviation is an author
      year: when,
    }),
  );
  const lettered = [...prose.matchAll(/(?<![\p{L}\d])(?:18|19|20)\d\d[a-z]\b/gu)].map(([when]) => ({
    names: [],
    year: when,
  }));
  const all = [...named.filter(({ names }) => !months.test(names[0] ?? "")), ...lettered];
  return [...new Map(all.map((citation) => [JSON.stringify(citation), citation])).values()];
}

/** Whether an entry of the list of sources is the work that is cited. */
export function isCited({ names, year }: Citation, source: string): boolean {
  return source.includes(year) && names.every((each) => source.includes(each));
}
