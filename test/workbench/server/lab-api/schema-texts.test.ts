/** What a settings schema says to a person, and how it comes out in the language of the page. */
import { describe, expect, it } from "vitest";
import {
  mapSchemaTexts,
  textKey,
  translateSchema,
} from "../../../../src/workbench/server/lab-api/schema-texts.js";

const schema = {
  title: "Notebook",
  description: "Notebook settings.",
  type: "object",
  "jupyter.lab.setting-icon-label": "Notebook",
  "jupyter.lab.menus": {
    main: [{ id: "m", label: "Run", items: [{ command: "run", args: { label: "x" } }] }],
  },
  "jupyter.lab.toolbars": { Notebook: [{ name: "run", label: "Run" }] },
  "jupyter.lab.metadataforms": [
    { label: "Tools", metadataSchema: { properties: { "/tags": { title: "Cell tag" } } } },
  ],
  definitions: { size: { description: "A size", properties: { px: { title: "Pixels" } } } },
  properties: {
    mode: { title: "Mode", default: "title", oneOf: [{ const: "a", title: "Side" }], enum: ["a"] },
    empty: { title: " " },
  },
};

describe("the texts of a settings schema", () => {
  it("are titles, descriptions and labels, each with its gettext context", () => {
    const found: string[] = [];
    const same = mapSchemaTexts(schema, (context, text) => {
      found.push(`${context}: ${text}`);
      return text;
    });
    expect(same).toEqual(schema);
    expect(found).toEqual([
      "schema: Notebook",
      "schema: Notebook settings.",
      "settings: Notebook",
      "menu: Run",
      "menu: x",
      "toolbar: Run",
      "settings: Tools",
      "settings: Cell tag",
      "settings: A size",
      "settings: Pixels",
      "settings: Mode",
      "settings: Side",
    ]);
  });

  it("come in the language of a catalogue, or in English where it lacks them", () => {
    const texts = {
      [textKey("schema", "Notebook")]: ["笔记本"],
      [textKey("settings", "Side")]: ["侧边"],
      [textKey("menu", "Run")]: [],
      "": { language: "zh-CN" },
    };
    const translated = translateSchema(schema, texts);
    expect(translated.title).toBe("笔记本");
    expect(translated.properties.mode).toEqual({
      ...schema.properties.mode,
      oneOf: [{ const: "a", title: "侧边" }],
    });
    expect(translated["jupyter.lab.menus"]).toEqual(schema["jupyter.lab.menus"]);
    expect(schema.title).toBe("Notebook");
  });

  it("are not taken from what a catalogue inherits", () => {
    expect(translateSchema({ title: "constructor" }, {})).toEqual({ title: "constructor" });
  });
});
