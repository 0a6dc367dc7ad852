/**
 * Language conversion markup, as Chinese Wikipedia uses it: -{zh-hans:计算机; zh-hant:電腦}- shows one of
 * several spellings. One variant is chosen, as a reader's settings would. After MediaWiki's LanguageConverter
 * (its rule parser). Left out: conversion of the text around, which MediaWiki does from large tables: an
 * article keeps the characters in which its authors wrote it.
 */

/** Where a variant has no spelling of its own, which ones come next. */
const nextBest: Readonly<Record<string, readonly string[]>> = {
  zh: ["zh-hans", "zh-cn", "zh-sg", "zh-my"],
  "zh-hans": ["zh-cn", "zh-sg", "zh-my", "zh"],
  "zh-cn": ["zh-hans", "zh-sg", "zh-my", "zh"],
  "zh-sg": ["zh-hans", "zh-cn", "zh-my", "zh"],
  "zh-my": ["zh-hans", "zh-sg", "zh-cn", "zh"],
  "zh-hant": ["zh-tw", "zh-hk", "zh-mo", "zh"],
  "zh-tw": ["zh-hant", "zh-hk", "zh-mo", "zh"],
  "zh-hk": ["zh-hant", "zh-mo", "zh-tw", "zh"],
  "zh-mo": ["zh-hant", "zh-hk", "zh-tw", "zh"],
};

/** The innermost markup: what is inside holds no other. */
const innermost = /-\{((?:[^{}-]|-(?!\{)|\{(?!\{)|\}(?!-))*)\}-/gu;

/**
 * Text in one variant.
 *
 * @param variant a language code of MediaWiki such as "zh-hans", "zh-tw", "sr-el"
 * @example
 * inVariant("用-{zh-hans:计算机; zh-hant:電腦}-工作", "zh-hant"); // "用電腦工作"
 */
export function inVariant(text: string, variant: string): string {
  let rest = text;
  // Markup inside markup is rare, and two levels are the deepest that articles use.
  for (let level = 0; level < 3 && rest.includes("-{"); level += 1)
    rest = rest.replace(innermost, (_, inside: string) => shown(inside, variant));
  return rest;
}

/** What a reader sees of one piece of markup. */
function shown(inside: string, variant: string): string {
  const bar = inside.indexOf("|");
  const flags =
    bar < 0
      ? []
      : inside
          .slice(0, bar)
          .split(";")
          .map((flag) => flag.trim());
  const text = inside.slice(bar + 1);
  const wanted = [variant, ...(nextBest[variant] ?? [])];
  if (flags.length > 0 && flags.every((flag) => /^[a-z]{2,3}(?:-[a-z]+)*$/u.test(flag)))
    return flags.some((flag) => wanted.includes(flag)) ? text : "";
  if (flags.some((flag) => flag === "H" || flag === "T" || flag === "-")) return "";
  if (flags.includes("R")) return text;
  const spellings = new Map<string, string>();
  for (const rule of text.split(/;(?=\s*(?:[^;:]*=>)?\s*[a-z]{2,3}(?:-[a-z]+)*\s*:|\s*$)/u)) {
    const parts = /^\s*(?:[^:]*=>)?\s*([a-z]{2,3}(?:-[a-z]+)*)\s*:(.*)$/su.exec(rule);
    if (parts !== null) spellings.set(parts[1] as string, (parts[2] as string).trim());
  }
  if (spellings.size === 0) return text;
  const [first = ""] = spellings.values();
  const best = wanted.find((each) => spellings.has(each));
  return best === undefined ? first : (spellings.get(best) as string);
}
