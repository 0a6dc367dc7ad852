/**
 * JSON values as literals of a notebook's language, and the cell that assigns them, as papermill writes it
 * (a comment `Parameters`, then one assignment a line). Pure. Languages without an entry are refused.
 */
import { InputError, complaint } from "../../base/check.js";
import type { Json } from "../../base/mime.js";

interface Language {
  readonly comment: string;
  assign(name: string, literal: string): string;
  readonly words: { readonly null: string; readonly true: string; readonly false: string };
  text(value: string): string;
  list(items: readonly string[]): string;
  object(entries: readonly (readonly [string, string])[]): string;
}

const python: Language = {
  comment: "#",
  assign: (name, literal) => `${name} = ${literal}`,
  words: { null: "None", true: "True", false: "False" },
  // JSON's escapes are Python's too, but for surrogate pairs, and those stand unescaped.
  text: (value) => JSON.stringify(value),
  list: (items) => `[${items.join(", ")}]`,
  object: (entries) => `{${entries.map(([key, value]) => `${key}: ${value}`).join(", ")}}`,
};

const typescript: Language = {
  comment: "//",
  assign: (name, literal) => `${name} = ${literal};`,
  words: { null: "null", true: "true", false: "false" },
  text: (value) => JSON.stringify(value),
  list: (items) => `[${items.join(", ")}]`,
  object: (entries) =>
    `{ ${entries.map(([key, value]) => `${ownKey(key)}: ${value}`).join(", ")} }`,
};

/** `{ "__proto__": x }` would set the prototype. */
const ownKey = (key: string) => (key === '"__proto__"' ? `[${key}]` : key);

const julia: Language = {
  ...python,
  words: { null: "nothing", true: "true", false: "false" },
  text: (value) => JSON.stringify(value).replaceAll("$", "\\$"),
  object: (entries) => `Dict(${entries.map(([key, value]) => `${key} => ${value}`).join(", ")})`,
};

const r: Language = {
  ...python,
  words: { null: "NULL", true: "TRUE", false: "FALSE" },
  list: (items) => `list(${items.join(", ")})`,
  object: (entries) => `list(${entries.map(([key, value]) => `${key} = ${value}`).join(", ")})`,
};

const languages: Readonly<Record<string, Language>> = {
  python,
  typescript,
  javascript: typescript,
  julia,
  r,
};

/**
 * The source of an injected cell.
 *
 * @throws InputError where we cannot write the language
 * @example injectedSource("python", { seed: 8, on: true }) // "# Parameters\nseed = 8\non = True\n"
 */
export function injectedSource(
  languageName: string,
  values: Readonly<Record<string, Json>>,
): string {
  const language = languageOf(languageName);
  const lines = Object.entries(values).map(([name, value]) =>
    language.assign(name, literal(language, value)),
  );
  return [`${language.comment} Parameters`, ...lines, ""].join("\n");
}

/** One value as a literal: `literalOf("python", [true, null])` is `[True, None]`. */
export function literalOf(languageName: string, value: Json): string {
  return literal(languageOf(languageName), value);
}

function languageOf(name: string): Language {
  const language = Object.hasOwn(languages, name.toLowerCase())
    ? languages[name.toLowerCase()]
    : undefined;
  if (language === undefined) {
    const known = Object.keys(languages).join(", ");
    throw new InputError(
      complaint("language of the notebook that gets parameters", name, `one of ${known}`),
    );
  }
  return language;
}

function literal(language: Language, value: Json): string {
  switch (typeof value) {
    case "string":
      return language.text(value);
    case "number":
      return String(value);
    case "boolean":
      return language.words[`${value}`];
  }
  if (value === null) return language.words.null;
  if (Array.isArray(value)) return language.list(value.map((item) => literal(language, item)));
  const entries = Object.entries(value);
  if (entries.length === 0 && language === typescript) return "{}";
  return language.object(
    entries.map(([key, item]) => [language.text(key), literal(language, item)]),
  );
}
