/**
 * The texts of settings schemas that a person reads: titles and descriptions, labels of menus, toolbars and
 * forms. JupyterLab expects them in its own language from the server; the same selectors and gettext contexts
 * as in jupyterlab_server, and metadata forms (the property inspector) beside them. `.config/messages.mjs`
 * lists them by the same function.
 */

/** What a text at a path such as `/properties/theme/title` is called in the catalogue. */
const selectors: readonly (readonly [path: RegExp, context: string])[] = [
  [/^\/properties\/.*\/(?:title|description)$/, "settings"],
  [/^\/definitions\/.*\/(?:title|description)$/, "settings"],
  [/^\/(?:title|description)$/, "schema"],
  [/^\/jupyter\.lab\.setting-icon-label$/, "settings"],
  [/^\/jupyter\.lab\.menus\/.*\/label$/, "menu"],
  [/^\/jupyter\.lab\.toolbars\/.*\/label$/, "toolbar"],
  [/^\/jupyter\.lab\.metadataforms\/.*\/(?:title|description|label)$/, "settings"],
];

/**
 * A copy of a schema with each of its texts replaced.
 *
 * @param replace gives the new text for a context and a text
 */
export function mapSchemaTexts<T>(
  schema: T,
  replace: (context: string, text: string) => string,
): T {
  const copy = (value: unknown, path: string): unknown => {
    if (typeof value === "string") {
      if (value.trim() === "") return value;
      const found = selectors.find(([pattern]) => pattern.test(path));
      return found === undefined ? value : replace(found[1], value);
    }
    if (Array.isArray(value)) return value.map((item, index) => copy(item, `${path}/${index}`));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, copy(inner, `${path}/${name}`)]),
    );
  };
  return copy(schema, "") as T;
}

/** gettext's key of a text in a context. */
export const textKey = (context: string, text: string): string => `${context}\u0004${text}`;

/** A schema in the language of a catalogue's domain; texts that it lacks stay in English. */
export function translateSchema<T>(schema: T, texts: Readonly<Record<string, unknown>>): T {
  return mapSchemaTexts(schema, (context, text) => {
    const key = textKey(context, text);
    const forms = Object.hasOwn(texts, key) ? texts[key] : undefined;
    return Array.isArray(forms) && typeof forms[0] === "string" ? forms[0] : text;
  });
}
