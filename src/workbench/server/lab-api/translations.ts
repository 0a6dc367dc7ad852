/**
 * The languages of the lab. Each is a file `translations/<language>.json` beside the app: domain → text →
 * translation, with the language and its plural rule under the empty text. "default" is the first language
 * of the browser that we have. A missing or broken file means English, with a message that says so.
 */
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { Hono } from "hono";
import { quote } from "../../../base/check.js";
import { fileReason } from "../../../base/file.js";
import type { LabEnvironment } from "../environment.js";

/** Domain → text → its translations; under the empty text what the language is. */
export type Catalogue = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const ourFolder = join(import.meta.dirname, "..", "..", "app", "translations");

/** `zh-CN` of `zh_CN`: the app writes languages in both ways. */
const toTag = (language: string) => language.replaceAll("_", "-");

/** The languages for which a folder has a file, as tags. */
async function languagesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .flatMap((name) => /^([a-z]{2,3}(?:-[A-Za-z0-9]+)*)\.json$/.exec(name)?.[1] ?? [])
    .sort();
}

/** The first language of a header `Accept-Language` that is English or among ours. */
export function preferredLanguage(header: string | undefined, ours: readonly string[]): string {
  const wanted = (header ?? "")
    .split(",")
    .map((part) => {
      const [tag, q] = part.trim().split(/\s*;\s*q=/);
      return { tag: tag!.toLowerCase(), weight: q === undefined ? 1 : Number(q) };
    })
    .filter(({ tag, weight }) => tag !== "" && weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { tag } of wanted) {
    const primary = tag.split("-")[0];
    if (primary === "en") return "en";
    const found =
      ours.find((each) => each.toLowerCase() === tag) ??
      ours.find((each) => each.toLowerCase().split("-")[0] === primary);
    if (found !== undefined) return found;
  }
  return "en";
}

/** What a language is called in another; Chinese by its script, "Simplified Chinese". */
function languageName(tag: string, within: string): string {
  const { language, script } = new Intl.Locale(tag).maximize();
  const name = language === "zh" ? `${language}-${script}` : language;
  return new Intl.DisplayNames(within, { type: "language" }).of(name) ?? tag;
}

/**
 * To be mounted at `/translations`.
 *
 * @param languageOf tells the language of the page from the browser's `Accept-Language`
 */
export function translationRoutes(
  languageOf: (header: string | undefined) => Promise<string> = (header) =>
    resolveLanguage("default", header),
  folder = ourFolder,
): Hono<LabEnvironment> {
  return new Hono<LabEnvironment>()
    .get("/", async (c) => {
      const page = await languageOf(c.req.header("accept-language"));
      const data: Record<string, { displayName: string; nativeName: string }> = {};
      for (const tag of ["en", ...(await languagesIn(folder))]) {
        // The app compares these names with its language written with an underscore.
        data[tag.replaceAll("-", "_")] = {
          displayName: languageName(tag, page),
          nativeName: languageName(tag, tag),
        };
      }
      return c.json({ data, message: "" });
    })
    .get("/:language", async (c) => {
      c.header("cache-control", "no-cache");
      const header = c.req.header("accept-language");
      return c.json(await readLanguage(c.req.param("language"), header, folder));
    });
}

/** The tag of a language as the app names it (`zh-CN`, `zh_CN`); "default" is what the browser prefers. */
export async function resolveLanguage(
  asked: string,
  header: string | undefined,
  folder = ourFolder,
): Promise<string> {
  return asked === "default" ? preferredLanguage(header, await languagesIn(folder)) : toTag(asked);
}

/**
 * The texts of a language; none for English.
 *
 * @param asked as the app names it: `zh-CN`, `zh_CN`, `default`
 * @param header the browser's `Accept-Language`, which decides on "default"
 */
export async function readLanguage(
  asked: string,
  header: string | undefined,
  folder = ourFolder,
): Promise<{ data: Catalogue; message: string }> {
  const tag = await resolveLanguage(asked, header, folder);
  if (tag === "en") return { data: {}, message: "" };
  if (!(await languagesIn(folder)).includes(tag))
    return { data: {}, message: `language ${quote(tag)}: none; shown in English` };
  try {
    return { data: await readCatalogue(join(folder, `${tag}.json`), tag), message: "" };
  } catch (error) {
    return {
      data: {},
      message: `language ${quote(tag)}: ${fileReason(error)}; shown in English`,
    };
  }
}

/** A catalogue, whose domains all name the language as the app expects it. */
async function readCatalogue(path: string, language: string): Promise<Catalogue> {
  const data = JSON.parse(await readFile(path, "utf8")) as Catalogue;
  return Object.fromEntries(
    Object.entries(data).map(([domain, texts]) => [
      domain,
      {
        ...texts,
        "": { plural_forms: "nplurals=1; plural=0;", ...(texts[""] as object), domain, language },
      },
    ]),
  );
}
