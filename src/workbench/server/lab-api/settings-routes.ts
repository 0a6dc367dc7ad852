/**
 * Settings over HTTP: all of them, their names alone (`?ids_only=true`), one, and a PUT of one person's text.
 * What their schemas say to a person (menus, titles, descriptions) goes out in that person's language.
 */
import { Hono } from "hono";
import type { LabEnvironment } from "../environment.js";
import { HttpError } from "../http-error.js";
import { translateSchema } from "./schema-texts.js";
import type { Setting, Settings } from "./settings.js";
import { readLanguage } from "./translations.js";

/** The plugin whose setting `locale` is the language of the lab. */
const languagePlugin = "@jupyterlab/translation-extension:plugin";

/** The part of a catalogue in which a plugin's texts are. */
const domainOf = (id: string) => (id.startsWith("@jupyterlab/") ? "jupyterlab" : "tidebook");

/** The language that the person chose, as the app writes it; "default" for that of the browser. */
export async function chosenLanguage(settings: Settings): Promise<string> {
  if (!settings.ids.includes(languagePlugin)) return "default";
  const { locale } = (await settings.get(languagePlugin)).settings;
  return typeof locale === "string" ? locale : "default";
}

/**
 * To be mounted at `/settings`.
 *
 * @param translations folder of the languages; without it the lab's own
 */
export function settingsRoutes(settings: Settings, translations?: string): Hono<LabEnvironment> {
  /** Puts settings into the language that the person chose, or that the browser prefers. */
  async function translator(header: string | undefined): Promise<(each: Setting) => Setting> {
    const language = await chosenLanguage(settings);
    const { data } = await readLanguage(language, header, translations);
    return (each) => {
      const texts = data[domainOf(each.id)];
      return texts === undefined ? each : { ...each, schema: translateSchema(each.schema, texts) };
    };
  }

  return new Hono<LabEnvironment>()
    .get("/", async (c) => {
      if (c.req.query("ids_only") === "true")
        return c.json({ settings: settings.ids.map((id) => ({ id })) });
      const translate = await translator(c.req.header("accept-language"));
      return c.json({ settings: (await settings.list()).map(translate) });
    })
    .get("/:id{.+}", async (c) => {
      const setting = await settings.get(c.req.param("id"));
      return c.json((await translator(c.req.header("accept-language")))(setting));
    })
    .put("/:id{.+}", async (c) => {
      const body: unknown = await c.req.json().catch(() => undefined);
      const raw = (body as { raw?: unknown } | undefined)?.raw;
      if (typeof raw !== "string")
        throw new HttpError(400, 'settings: no text; expected {"raw": "…"} as JSON');
      await settings.set(c.req.param("id"), raw);
      return c.body(null, 204);
    });
}
