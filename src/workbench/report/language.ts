/**
 * The natural language of a text, as far as a page needs it for its `lang` attribute: Chinese, Japanese,
 * Korean or English, decided by script. Fonts and screen readers choose by it. Leaves out every language
 * that shares the Latin script: a notebook can state its own in `metadata.lang`.
 */

/** A BCP 47 tag for a text: the East Asian script that makes up a good part of it, else English. */
export function languageOf(text: string): string {
  const sample = text.slice(0, 20_000);
  const count = (script: RegExp): number => sample.match(script)?.length ?? 0;
  const han = count(/\p{Script=Han}/gu);
  const kana = count(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu);
  const hangul = count(/\p{Script=Hangul}/gu);
  const latin = count(/\p{Script=Latin}/gu);
  // One Han character says about as much as three Latin letters.
  const weight = (letters: number): boolean => letters > 0 && letters * 3 > latin;
  if (weight(kana + han) && kana > han / 10) return "ja";
  if (weight(hangul) && hangul > han) return "ko";
  if (weight(han)) return "zh-CN";
  return "en";
}
