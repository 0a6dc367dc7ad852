/**
 * The figures that a Markdown text claims. The rule: every numeral of the prose counts, but for those
 *
 * - in code (spans, fences), link targets, addresses, and arXiv, DOI and ISBN numbers;
 * - that count headings and list items, or belong to a name (word2vec, WordSim-353, [04-recurrent], 2013a);
 * - that follow section, part, exercise, equation, example, figure, table, chapter, page, version, §, #, 第,
 *   or have two dots (4.2.3); after a plural also those joined by commas, "and", "or", "to" and dashes;
 * - that are years, 1800 to 2100: after an opening parenthesis, a name, a preposition or another year, and
 *   not before a plural noun; and the volume before a year in parentheses;
 * - that are minutes, in the paragraph "How long it takes";
 * - in formulas: one digit alone; two digits in a term with letters, such as n + 0.5, which defines; and what
 *   stands in arithmetic that holds (see arithmetic.ts).
 *
 * Numbers spelt as words are out of reach.
 */
import { checkedArithmetic, hasSymbol } from "./arithmetic.js";

/** A numeral that wants evidence. */
export interface Numeral {
  /** As it is printed, without its sign. */
  readonly text: string;
  readonly value: number;
  readonly isShare: boolean;
}

export interface Claimed {
  readonly numerals: readonly Numeral[];
  /** Arithmetic in formulas that does not hold, such as `2 + 2 = 5`. */
  readonly wrong: readonly string[];
}

const number = String.raw`\d+(?:\.\d+)*[a-z]?(?![\p{L}\d])`;
const one = String.raw`(?:section|part|exercise|equation|formula|example|figure|table|chapter|page|p\.|version|claim|statement|[§#])`;
const several = String.raw`(?:(?:section|part|exercise|equation|formula|example|figure|table|chapter|page|claim|statement)s|pp\.|§§)`;
const joint = String.raw`(?:\s*\([^()\d]*\))?\s*(?:,\s*(?:and\s+)?|and\s+|or\s+|to\s+|[–-]\s*)`;
const year = String.raw`(?:18|19|20)\d\d|2100`;

/** What needs no evidence, each by the rule above; all are blanked in this order. */
const exempt: readonly RegExp[] = [
  /^#+ \d+(?:\.\d+)*\.?(?= )/gm,
  /^\s*\d+[.)](?= )/gm,
  /^\s*[-*] \d+(?:\.\d+)*(?= · )/gm,
  /(?<=\[)\d\d-[a-z][a-z0-9-]*(?=\])/g,
  /第\s*\d+(?:\.\d+)*\s*[章节条问]/gu,
  new RegExp(String.raw`(?<![\p{L}\d])${one}\s*${number}`, "giu"),
  new RegExp(String.raw`(?<![\p{L}\d])${several}\s*${number}(?:${joint}${number})*`, "giu"),
  /(?<![\d.])\d+(?:\.\d+){2,}/g,
  /(?<![\p{L}\d])[\p{Script=Latin}\p{Script=Greek}][\p{L}\d]*-?\d[\p{L}\d]*(?:\.\d+)*/gu,
  new RegExp(String.raw`(?<![\d.,])\d+(?:\(\d+\))? (?=\((?:${year}))`, "g"),
  new RegExp(
    String.raw`(?<=[(–]\s?|\p{Lu}[\p{L}.]*,?\s|\b(?:of|in|the|since|from|until|till|before|after|by|to|between|and|during|early|late|revised|al\.|others)\s|(?:${year}),?\s)` +
      String.raw`(?:${year})[a-z]?(?![\p{L}\d.,]*\d)(?!\s\p{Ll}+s\b(?<!\b(?:is|was|has|this|its|as)))`,
    "gu",
  ),
];

const formula = /\$\$([^]+?)\$\$|\$(?!\s)([^$\n]*[^$\n\s]|[^$\n\s])\$(?!\d)/g;
const blank = (text: string): string => text.replace(/[^\n]/g, " ");

/** The numerals of a Markdown text that want evidence, in prose and in formulas. */
export function claimed(markdown: string): Claimed {
  const bare = markdown
    .replace(/```[^]*?```|`[^`\n]*`|<!--[^]*?-->/g, blank)
    .replace(/(?<=\])\([^)\s]*\)/g, blank)
    .replace(/https?:\/\/\S+|\b(?:arXiv|doi|ISBN)[: ]\s*[\d./\w-]+/gi, blank)
    .replace(/^\*\*How long it takes\.\*\*.*$/gm, (line) =>
      line.replace(/\d+(?= minutes)/g, blank),
    );
  const formulas = [...bare.matchAll(formula)].map(
    ([, displayed, inline = ""]) => displayed ?? inline,
  );
  const prose = exempt.reduce(
    (text, rule) => text.replace(rule, blank),
    bare.replace(formula, blank),
  );
  const checked = formulas.map(checkedArithmetic);
  const inFormulas = checked.flatMap(({ rest }) =>
    rest.flatMap((side) => {
      const free = hasSymbol(side) ? /^0?\.?\d\.?\d?$/ : /^\d$/;
      return numeralsOf(side).filter(({ text }) => !free.test(text));
    }),
  );
  return {
    numerals: [...numeralsOf(prose), ...inFormulas],
    wrong: checked.flatMap(({ wrong }) => wrong),
  };
}

/** All numerals of a text: `1,000`, `0.5`, `1e-6`, `10^{-6}`. */
export function numeralsOf(text: string): Numeral[] {
  const plain = text.replaceAll("{,}", ",").replace(/\\[td]?frac(\d)(\d)/g, "$1 $2");
  const found = plain.matchAll(
    /(?<![\d.])(?:10\^\{?([-−]?\d+)\}?|\d+(?:,\d{3})*(?:\.\d+)?(?:e[-+−]?\d+)?)(?<end>\s?\\?%)?/g,
  );
  return [...found].map((match) => {
    const [whole, exponent] = match;
    const share = match.groups?.["end"] ?? "";
    const printed = whole.slice(0, whole.length - share.length);
    const digits = printed.replaceAll(",", "").replace("−", "-");
    const value =
      exponent === undefined ? Number(digits) : 10 ** Number(exponent.replace("−", "-"));
    return { text: printed, value, isShare: share !== "" };
  });
}

/**
 * Whether a printed value shows a numeral: the same value, the value rounded (from three digits on, or two
 * of a share), or a share in percent.
 */
export function isShownBy(numeral: Numeral, shown: readonly number[]): boolean {
  const { text, value, isShare } = numeral;
  const same = (a: number) => Math.abs(a - value) <= 1e-9 * Math.abs(value);
  const places = /\.(\d+)$/.exec(text)?.[1]?.length ?? 0;
  const digits = text.replace(/\D/g, "").replace(/^0+/, "").length;
  const rounded = (a: number) =>
    digits >= (isShare ? 2 : 3) && Math.abs(a - value) <= 0.5 * 10 ** -places * (1 + 1e-9);
  const shows = (a: number) => same(a) || (places > 0 || isShare ? rounded(a) : false);
  return shown.some((a) => shows(a) || (isShare && shows(100 * a)));
}
