/**
 * The Chinese catalogue against the texts that the bundled packages and our plugins ask for: none lacks,
 * none is stale, none is empty, each keeps its placeholders and markup and uses the one word for a term.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";

type Forms = [string, ...string[]];
type Domain = Record<string, Forms> & { "": Record<string, string> };
interface Message {
  key: string;
  plural?: string;
  from: string;
}
interface Messages {
  compare(
    catalogue: Record<string, Domain>,
    all?: Record<string, Map<string, { plural?: string }>>,
  ): { lacking: Record<string, string[]>; stale: Record<string, string[]> };
  messages(computed?: string[]): Record<string, Map<string, { plural?: string }>>;
  messagesOfSource(text: string, from: string, computed?: string[]): Message[];
  messagesOfSchema(schema: unknown, from: string): Message[];
}
interface Forgotten {
  remember(file: string, code: string): string;
  forgottenTexts(): { buildEnd(error?: Error): void };
}

const file = new URL("../../../src/workbench/app/translations/zh-CN.json", import.meta.url);
const text = readFileSync(file, "utf8");
const catalogue = JSON.parse(text) as Record<string, Domain>;
const entries = Object.entries(catalogue).flatMap(([domain, texts]) =>
  Object.entries(texts)
    .filter(([key]) => key !== "")
    .map(([key, forms]) => ({
      domain,
      key,
      english: key.split("\u0004").at(-1)!,
      forms: forms as Forms,
    })),
);

let list: Messages;
let all: ReturnType<Messages["messages"]>;
const computed: string[] = [];

beforeAll(async () => {
  list = (await import("../../../.config/messages.mjs" as string)) as Messages;
  all = list.messages(computed);
});

describe("the Chinese catalogue", () => {
  it("has every text that the lab may show, and no other", () => {
    expect(all["jupyterlab"]!.size).toBeGreaterThan(2000);
    expect(list.compare(catalogue, all)).toEqual({
      lacking: { jupyterlab: [], tidebook: [] },
      stale: { jupyterlab: [], tidebook: [] },
    });
  });

  it("says its language and plural rule in each domain, as the app expects them", () => {
    for (const domain of ["jupyterlab", "tidebook"])
      expect(catalogue[domain]?.[""]).toEqual({
        domain,
        language: "zh-CN",
        plural_forms: "nplurals=1; plural=0;",
      });
  });

  it("states no key twice", () => {
    const stated = text.match(/^ {4}"(?:[^"\\]|\\.)*": [[{]/gm) ?? [];
    expect(stated).toHaveLength(entries.length + Object.keys(catalogue).length);
  });

  it("has two equal forms where the app asks for a plural, for it takes no single one, and one elsewhere", () => {
    for (const { domain, key, forms } of entries) {
      const plural = all[domain]!.get(key)?.plural !== undefined;
      expect(forms, key).toEqual(plural ? [forms[0], forms[0]] : [forms[0]]);
    }
  });

  it("has no empty text and keeps spaces at the ends", () => {
    for (const { key, english, forms } of entries) {
      expect(forms[0].trim(), key).not.toBe("");
      expect(/^\n/.test(forms[0]), key).toBe(/^\n/.test(english));
      expect(forms[0].split("\n").length, key).toBe(english.split("\n").length);
    }
  });

  it("keeps placeholders, code and markup", () => {
    const marks = (value: string) =>
      [...value.replaceAll("``", "").matchAll(/%\d|\{\d\}|`[^`\n]+`|<\/?[a-z][^>]*>/g)]
        .map(([mark]) => mark)
        .sort();
    for (const { domain, key, english, forms } of entries) {
      const plural = all[domain]!.get(key)?.plural;
      const expected = plural === undefined ? [english] : [english, plural, english + plural];
      const inEnglish = expected.map((one) => [...new Set(marks(one))].join(" "));
      expect(inEnglish, key).toContain([...new Set(marks(forms[0]))].join(" "));
    }
  });

  it("is in Chinese, but for names", () => {
    const names = entries.filter(({ forms }) => !/\p{Script=Han}/u.test(forms[0]));
    // Programming languages and formats of CodeMirror are most of them.
    expect(names.length).toBeLessThan(170);
    for (const { english } of names.filter(({ forms, english }) => forms[0] !== english))
      expect(["%1 (%2)", "%1:%2/%3", "ReStructured Text"]).toContain(english);
    for (const { english } of names)
      expect(english.split(/\s+/).length, english).toBeLessThanOrEqual(4);
  });

  it.each([
    [/\bkernels?\b/i, "内核"],
    [/\bnotebooks?\b/i, "笔记本"],
    [/\bcells?\b/i, "单元格"],
    [/\bworkspaces?\b/i, "工作区"],
    [/\blauncher\b/i, "启动页"],
    [/\bshortcuts?\b/i, "快捷键"],
    [/\bplugins?\b/i, "插件"],
    [/\bcheckpoints?\b/i, "检查点"],
    [/\bsidebars?\b/i, "侧边栏"],
  ])("has one word for %s: %s", (english, chinese) => {
    const without = entries.filter(
      (each) =>
        english.test(each.english.replace(/`[^`]*`|"[^"]*"|\{[^]*\}/g, "")) &&
        !each.forms[0].includes(chinese),
    );
    expect(without.map((each) => `${each.english} → ${each.forms[0]}`)).toEqual([]);
  });

  it("uses Chinese punctuation between Chinese words", () => {
    const ascii = entries.filter(({ forms }) =>
      /\p{Script=Han}[,;!?](?!\d)|\p{Script=Han}:(?=\p{Script=Han}| |$)|\.\.\.$/u.test(forms[0]),
    );
    expect(ascii.map(({ forms }) => forms[0])).toEqual([]);
  });

  it("covers all but what the app computes: labels of menus and schemas, which are in it under their own keys", () => {
    expect(computed.map((call) => call.replace(/^.*: /, "")).sort()).toEqual([
      "trans.__(args.label)",
      "trans.__(formattedKey)",
      "trans.__(formattedKey)",
      "trans.__(options.label)",
      "trans.__(type.displayName)",
      "trans._p('menu', label)",
      "trans._p('schema', schema.description)",
      "trans._p('schema', schema.title)",
    ]);
  });
});

describe("the list of texts", () => {
  it("knows each form of a call", () => {
    const source = `
      trans.__("One" + " sentence", a);
      trans.__(open ? "Hide" : "Show");
      this.trans._n("%1 cell", "%1 cells", n);
      trans._p("menu", "File");
      trans._np("list", "%1 item", "%1 items", n);
      trans.__(\`Plain\`); other.call("no text");`;
    expect(list.messagesOfSource(source, "a").map(({ key, plural }) => [key, plural])).toEqual([
      ["One sentence", undefined],
      ["Hide", undefined],
      ["Show", undefined],
      ["%1 cell", "%1 cells"],
      ["menu\u0004File", undefined],
      ["list\u0004%1 item", "%1 items"],
      ["Plain", undefined],
    ]);
  });

  it("names calls whose text is computed", () => {
    const unknown: string[] = [];
    expect(list.messagesOfSource("trans.__(label)", "a", unknown)).toEqual([]);
    expect(unknown).toEqual(["a: trans.__(label)"]);
  });

  it("knows what a settings schema says to a person", () => {
    const schema = {
      title: "Theme",
      type: "object",
      properties: { a: { title: "Font", default: "title", oneOf: [{ const: 1, title: "Big" }] } },
      "jupyter.lab.menus": { main: [{ id: "m", label: "View", items: [{ command: "c" }] }] },
    };
    expect(list.messagesOfSchema(schema, "a").map(({ key }) => key)).toEqual([
      "schema\u0004Theme",
      "settings\u0004Font",
      "settings\u0004Big",
      "menu\u0004View",
    ]);
  });
});

describe("texts that JupyterLab forgot", () => {
  let forgotten: Forgotten;
  beforeAll(async () => {
    forgotten = (await import("../../../.config/forgotten.mjs" as string)) as Forgotten;
  });

  it("are asked of the catalogue in the bundle, or the build ends with the place", () => {
    const path = new URL(
      "../../../node_modules/@jupyterlab/settingeditor-extension/lib/index.js",
      import.meta.url,
    );
    const code = "showErrorMessage('Failed to import settings', error)";
    expect(forgotten.remember(fileURLToPath(path), code)).toBe(
      "showErrorMessage(trans.__('Failed to import settings'), error)",
    );
    expect(() => forgotten.remember(fileURLToPath(path), "")).toThrow(
      "forgotten text: none in @jupyterlab/settingeditor-extension/lib/index.js; expected showErrorMessage('Failed to import settings'",
    );
    expect(forgotten.remember("other.js", code)).toBe(code);
    expect(() => forgotten.forgottenTexts().buildEnd()).toThrow(
      /^forgotten texts: .*settingeditor-extension\/lib\/index\.js.* not in the bundle; expected all$/,
    );
    expect(() => forgotten.forgottenTexts().buildEnd(new Error("another"))).not.toThrow();
  });
});
