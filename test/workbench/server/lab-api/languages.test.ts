/** Settings and the list of languages come in the language that the person chose, or the browser prefers. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  chosenLanguage,
  settingsRoutes,
} from "../../../../src/workbench/server/lab-api/settings-routes.js";
import { Settings } from "../../../../src/workbench/server/lab-api/settings.js";
import { translationRoutes } from "../../../../src/workbench/server/lab-api/translations.js";

const language = "@jupyterlab/translation-extension:plugin";

describe("the language of the page", () => {
  let folder: string;
  let settings: Settings;
  let translations: string;
  const theirs = { headers: { "accept-language": "zh-CN,zh;q=0.9,en;q=0.5" } };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tidebook-languages-"));
    translations = join(folder, "translations");
    mkdirSync(translations);
    const catalogue = {
      jupyterlab: { "": {}, "schema\u0004Theme": ["主题"] },
      tidebook: { "": {}, "schema\u0004Start": ["启动页"] },
    };
    writeFileSync(join(translations, "zh-CN.json"), JSON.stringify(catalogue));
    const schemas = [
      { id: language, version: "1", schema: { properties: { locale: { type: "string" } } } },
      { id: "@jupyterlab/a:theme", version: "1", schema: { title: "Theme" } },
      { id: "tidebook:start", version: "1", schema: { title: "Start" } },
    ];
    writeFileSync(join(folder, "schemas.json"), JSON.stringify(schemas));
    settings = new Settings(folder, join(folder, "settings"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const titles = async (init?: RequestInit) => {
    const response = await settingsRoutes(settings, translations).request("/", init);
    const list = (await response.json()) as { settings: { schema: { title?: string } }[] };
    return list.settings.flatMap(({ schema }) => schema.title ?? []);
  };

  it("is the browser's until the person chooses", async () => {
    expect(await chosenLanguage(settings)).toBe("default");
    expect(await titles(theirs)).toEqual(["主题", "启动页"]);
    expect(await titles()).toEqual(["Theme", "Start"]);
  });

  it("is the person's choice on whatever browser", async () => {
    await settings.set(language, '{ "locale": "en" }');
    expect(await titles(theirs)).toEqual(["Theme", "Start"]);
    await settings.set(language, '{ "locale": "zh_CN" }');
    expect(await titles()).toEqual(["主题", "启动页"]);
  });

  it("is that of a single setting too", async () => {
    const routes = settingsRoutes(settings, translations);
    const response = await routes.request("/@jupyterlab/a:theme", theirs);
    expect(await response.json()).toMatchObject({ schema: { title: "主题" } });
  });

  it("names the languages", async () => {
    const list = async (page: string) =>
      (await translationRoutes(async () => page, translations).request("/")).json();
    expect(await list("en")).toEqual({
      data: {
        en: { displayName: "English", nativeName: "English" },
        zh_CN: { displayName: "Simplified Chinese", nativeName: "简体中文" },
      },
      message: "",
    });
    expect(await list("zh-CN")).toMatchObject({
      data: { en: { displayName: "英语" }, zh_CN: { displayName: "简体中文" } },
    });
  });
});
