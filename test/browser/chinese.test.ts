/**
 * The lab in Simplified Chinese: every menu with its submenus, the toolbar, the start page, the command
 * palette, context menus, the common dialogs, the side panels and the settings editor are walked through, and
 * whatever still stands there in Latin letters must be a name, a key or a word of code.
 */
import type { Browser, Locator } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { chromiumPath, startChromium } from "./chromium.js";
import { Lab, notebookText, type LabPage } from "./lab.js";

/** What is written alike in both languages. */
const names = new RegExp(
  [
    "Tidebook|TypeScript|Python( 3)?|ipykernel|typescript|IPython|ipythongfm|Node\\.js|Handbook",
    "Jupyter(Lab)?|CodeMirror|codemirror|jupyter|Markdown|HTML|JSON|CSV|TSV|CSS|URL|MathJax|Mermaid|LaTeX|PDF|DOM|ID",
    "Ctrl|Shift|Alt|Enter|Tab|Delete|Escape|Backspace|Home|End|Up|Down|PageUp|PageDown|Space",
    "English|none|MB|KB|NBConvert|shell|default|test-\\d+|https?://\\S+|\\S+\\.(ipynb|md|csv|txt)",
    "[0-9a-f]{8}(-[0-9a-f-]+)?|(/[\\w.-]+)+",
  ].join("|"),
  "g",
);

/** Where what is written is the person's, code, or a key. */
const elsewhere =
  ".cm-editor, .jp-OutputArea-output, .lm-Menu-itemShortcut, .lm-CommandPalette-itemShortcut, noscript, script, style";

/** Texts and tooltips in view that have more Latin letters than names account for. */
async function untranslated({ page }: LabPage): Promise<string[]> {
  const texts = await page.evaluate((skipped) => {
    const found = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (parent === null || parent.closest(skipped) !== null || !parent.checkVisibility())
        continue;
      // A label's mnemonic and what a search marked stand in elements of their own.
      const label = parent.closest(".lm-Menu-itemLabel, .lm-CommandPalette-itemLabel");
      found.add(((label ?? node).textContent ?? "").trim());
    }
    for (const element of document.querySelectorAll("[title], [aria-label], [placeholder]")) {
      if (element.closest(skipped) !== null || !element.checkVisibility()) continue;
      for (const attribute of ["title", "aria-label", "placeholder"])
        found.add(element.getAttribute(attribute)?.trim() ?? "");
    }
    return [...found];
  }, elsewhere);
  return texts.filter((text) => /[A-Za-z]{2}/.test(text.replace(names, "")));
}

describe.runIf(chromiumPath !== undefined)("the lab in Chinese", { timeout: 60_000 }, () => {
  let browser: Browser;
  let lab: Lab;
  let at: LabPage;

  beforeAll(async () => {
    const text = { cell_type: "markdown", source: "# 标题\n\n文字" };
    [browser, lab] = await Promise.all([
      startChromium(),
      Lab.start({
        "练习.ipynb": notebookText([text, "1 + 1"]),
        "说明.md": "# 说明\n",
        "文本.txt": "文本\n",
      }),
    ]);
    at = await lab.visit(browser, "/lab", { locale: "zh-CN" });
    at.page.setDefaultTimeout(15_000);
    await at.page
      .locator(".jp-DirListing-item", { hasText: "练习.ipynb" })
      .waitFor({ timeout: 45_000 });
  }, 90_000);

  afterEach(dismiss);

  afterAll(async () => {
    await browser.close();
    await lab.end();
  });

  /** Closes menus and dialogs without an answer. */
  async function dismiss(): Promise<void> {
    const dialog = at.page.locator(".jp-Dialog, .lm-Menu, .jp-ModalCommandPalette:visible");
    for (let i = 0; i < 4 && (await dialog.count()) > 0; i++)
      await at.page.keyboard.press("Escape");
    await expect.poll(() => dialog.count()).toBe(0);
  }

  /** Opens each submenu of the menu in front; each must be in Chinese. */
  async function submenus(menu: Locator): Promise<string[]> {
    const left: string[] = [];
    for (const item of await menu.locator(".lm-Menu-item[data-type=submenu]").all()) {
      const label = await item.locator(".lm-Menu-itemLabel").textContent();
      if (label === "文本编辑器语法高亮") continue; // names of programming languages
      await item.hover();
      await at.page.locator(".lm-Menu").nth(1).waitFor();
      left.push(...(await untranslated(at)));
    }
    return left;
  }

  it("comes in the browser's language, start page and file list too", async () => {
    await at.page.locator(".tb-Start-title").waitFor();
    expect(await at.page.evaluate(() => document.documentElement.lang)).toBe("zh-CN");
    expect(await at.page.locator(".lm-MenuBar-itemLabel").allTextContents()).toEqual(
      ["文件", "编辑", "视图", "运行", "内核", "标签页", "设置", "帮助"], //
    );
    await expect.poll(() => untranslated(at)).toEqual([]);
  });

  it("has Chinese context menus of files", async () => {
    for (const name of ["练习.ipynb", "说明.md", "文本.txt"]) {
      await at.page.locator(".jp-DirListing-item", { hasText: name }).click({ button: "right" });
      await at.page.locator(".lm-Menu").waitFor();
      await expect.poll(() => untranslated(at)).toEqual([]);
      expect(await submenus(at.page.locator(".lm-Menu").first())).toEqual([]);
      await dismiss();
    }
  });

  it("asks in Chinese before a file is deleted", async () => {
    await at.page.locator(".jp-DirListing-item", { hasText: "文本.txt" }).click();
    await at.page.keyboard.press("Delete");
    await at.page.locator(".jp-Dialog-header", { hasText: /删除|回收站/ }).waitFor();
    await expect.poll(() => untranslated(at)).toEqual([]);
    await dismiss();
  });

  it("has a Chinese notebook: toolbar, status bar, cell types", async () => {
    await at.page.locator(".jp-DirListing-item", { hasText: "练习.ipynb" }).dblclick();
    await at.opened();
    await at.notebook.locator(".tb-KernelMark-word", { hasText: "就绪" }).waitFor();
    await expect.poll(() => untranslated(at)).toEqual([]);
    expect(
      await at.notebook.locator(".jp-Notebook-toolbarCellTypeDropdown option").allTextContents(),
    ).toEqual(expect.arrayContaining(["代码", "Markdown", "原始"]));
  });

  it("has every menu and submenu in Chinese with a notebook open", async () => {
    const menus = at.page.locator(".lm-MenuBar-item");
    for (let i = 0; i < (await menus.count()); i++) {
      await menus.nth(i).click();
      await at.page.locator(".lm-Menu").first().waitFor();
      await expect.poll(() => untranslated(at)).toEqual([]);
      expect(await submenus(at.page.locator(".lm-Menu").first())).toEqual([]);
      await dismiss();
    }
  });

  it("has every command of the palette in Chinese", async () => {
    await at.page.keyboard.press("ControlOrMeta+Shift+C");
    const palette = at.page.locator(".jp-ModalCommandPalette");
    await palette.locator(".lm-CommandPalette-itemLabel").first().waitFor();
    const labels = await palette
      .locator(".lm-CommandPalette-itemLabel, .lm-CommandPalette-header")
      .allTextContents();
    expect(labels.length).toBeGreaterThan(150);
    expect(labels.filter((text) => /[A-Za-z]{2}/.test(text.replace(names, "")))).toEqual([]);
    await at.page.keyboard.insertText("没有这个");
    await at.page.locator(".lm-CommandPalette-emptyMessage").waitFor();
    await expect.poll(() => untranslated(at)).toEqual([]);
    await dismiss();
  });

  it("has Chinese context menus of cells and tabs", async () => {
    for (const place of [
      at.cell(1),
      at.page.locator(".lm-DockPanel-tabBar .lm-TabBar-tab", { hasText: "练习" }),
    ]) {
      await place.click({ button: "right" });
      await at.page.locator(".lm-Menu").waitFor();
      await expect.poll(() => untranslated(at)).toEqual([]);
      expect(await submenus(at.page.locator(".lm-Menu").first())).toEqual([]);
      await dismiss();
    }
  });

  it.each([
    ["notebook:restart-kernel", "重启内核？"],
    ["notebook:change-kernel", "选择内核"],
    ["notebook:trust", "信任此笔记本？"],
    ["notebook:close-and-shutdown", "关闭笔记本？"],
    ["docmanager:save-as", "文件另存为…"],
    ["docmanager:rename", "重命名文件"],
    ["filebrowser:open-path", "打开路径"],
    ["filebrowser:open-url", "打开 URL"],
    ["kernelmenu:shutdownAll", "全部关闭？"],
    ["filemenu:shutdown", "确认关闭"],
    ["workspace-ui:create-new", "新建工作区"],
    ["help:about", "Tidebook"],
  ])("asks in Chinese: %s", async (command, title) => {
    const asked = at.command(command).catch(() => {});
    await at.page.locator(".jp-Dialog-header", { hasText: title }).waitFor();
    await expect.poll(() => untranslated(at)).toEqual([]);
    await dismiss();
    await asked;
  });

  it("asks in Chinese what to do with a file that changed on disk", async () => {
    await at.write(1, "1 + 2");
    await lab.ask("/api/contents/练习.ipynb", "PUT", {
      type: "notebook",
      format: "json",
      content: JSON.parse(notebookText(["3"])),
    });
    await new Promise((resolve) => setTimeout(resolve, 600)); // the app forgives half a second
    const saved = at.command("docmanager:save").catch(() => {});
    await at.page.locator(".jp-Dialog-header", { hasText: "文件已更改" }).waitFor();
    await expect.poll(() => untranslated(at)).toEqual([]);
    await at.page.locator(".jp-Dialog-button", { hasText: "覆盖" }).click();
    await saved;
  });

  it("asks in Chinese whether to keep unsaved work", async () => {
    await at.write(1, "1 + 3");
    const closed = at.command("application:close").catch(() => {});
    await at.page.locator(".jp-Dialog-header", { hasText: "保存您的工作" }).waitFor();
    await expect.poll(() => untranslated(at)).toEqual([]);
    await dismiss();
    await closed;
  });

  it("finds and replaces in Chinese", async () => {
    await at.command("documentsearch:startWithReplace");
    await at.page.locator(".jp-DocumentSearch-overlay").waitFor();
    await expect.poll(() => untranslated(at)).toEqual([]);
    await at.command("documentsearch:end");
  });

  it.each([
    ["property-inspector:show-panel", ".jp-NotebookTools"],
    ["toc:show-panel", ".jp-TableOfContents"],
    ["running:show-panel", ".jp-RunningSessions"],
    ["logconsole:open", ".jp-LogConsolePanel"],
    ["inspector:open", ".jp-Inspector"],
    ["launcher:create", ".tb-Start-title"],
    ["fileeditor:create-new-markdown-file", ".jp-FileEditor"],
  ])("has a Chinese panel: %s", async (command, selector) => {
    await at.command(command);
    await at.page.locator(selector).last().waitFor();
    await expect.poll(() => untranslated(at)).toEqual([]);
  });

  it("has Chinese settings, with every plugin's title", async () => {
    await at.command("settingeditor:open");
    const titles = at.page.locator(".jp-PluginList-entry-label");
    await titles.first().waitFor();
    const labels = await titles.allTextContents();
    expect(labels.length).toBeGreaterThan(25);
    expect(labels.filter((text) => /[A-Za-z]{2}/.test(text.replace(names, "")))).toEqual([]);
    expect(labels).toEqual(expect.arrayContaining(["主题", "键盘快捷键", "文件浏览器"]));
    await at.command("application:close");
  });

  it("turns from English to Chinese by the menu, and stays so", async () => {
    const english = await lab.visit(browser, "/lab", { locale: "en-US" });
    const { page } = english;
    const menu = (label: string) => page.locator(".lm-Menu-itemLabel", { hasText: label });
    await page.locator(".lm-MenuBar-itemLabel", { hasText: "Settings" }).click();
    await menu("Language").hover();
    await menu("Simplified Chinese - 简体中文").click();
    await page.locator(".jp-Dialog-button", { hasText: "Change and reload" }).click();
    await page.locator(".lm-MenuBar-itemLabel", { hasText: "设置" }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("zh-CN");
    await page.locator(".lm-MenuBar-itemLabel", { hasText: "设置" }).click();
    await menu("语言").hover();
    await menu("英语 - English").waitFor();
    expect(english.strangers).toEqual([]);
    expect(english.complaints).toEqual([]);
    await english.close();
  });

  it("left no complaint on the console and asked no other host", () => {
    // The file that was changed under the page.
    const unexpected = at.complaints.filter((text) => !text.startsWith("Different hash found"));
    expect(unexpected).toEqual([]);
    expect(at.strangers).toEqual([]);
  });
});
