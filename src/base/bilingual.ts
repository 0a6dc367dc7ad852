/**
 * Texts in the two languages of the edition. Section titles, terms and chart labels are data of this form,
 * so that a Chinese edition swaps Markdown only; the environment variable TIDEBOOK_LANGUAGE chooses.
 */

/** The languages of the edition. */
export type Language = "en" | "zh";

/** A text in both languages. */
export interface Bilingual {
  readonly en: string;
  readonly zh: string;
}

/** A label: one text for both languages, or one for each. */
export type Label = string | Bilingual;

/** The language asked for by TIDEBOOK_LANGUAGE; English where it asks for none that we have. */
export function preferredLanguage(): Language {
  const asked = typeof process === "undefined" ? undefined : process.env["TIDEBOOK_LANGUAGE"];
  return asked === "zh" ? "zh" : "en";
}

/** A label's text in one language. */
export function inLanguage(label: Label, language: Language = preferredLanguage()): string {
  return typeof label === "string" ? label : label[language];
}

/** Whether a value is a text in both languages. */
export function isBilingual(value: unknown): value is Bilingual {
  if (typeof value !== "object" || value === null) return false;
  const { en, zh } = value as Partial<Bilingual>;
  return typeof en === "string" && typeof zh === "string";
}
