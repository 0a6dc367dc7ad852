/**
 * The lab in a real browser, as its reader uses it: from the printed address through a whole chapter, edits,
 * saves, completion, interrupts, files and themes, to the report. Nothing may be asked of another host, and
 * every page's console must stay quiet.
 */
import { readFile, readdir, rm, writeFile } from "node:fs/promises";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { parse } from "../../src/workbench/document/parse.js";
import { chromiumPath, startChromium } from "./chromium.js";
import { Lab, notebookText } from "./lab.js";

describe.runIf(chromiumPath !== undefined)("the lab in Chromium", () => {
  let browser: Browser;
  let lab: Lab;

  beforeAll(async () => {
    const files = {
      "edit.ipynb": notebookText(["1 + 1", "const answer = 42;", "answer * 2"]),
      "loop.ipynb": notebookText([
        "console.log('looping');\nfor (;;) {}",
        'console.log("still here")',
      ]),
      "early.ipynb": notebookText(["6 * 7", "'second'"]),
      "help.ipynb": notebookText([
        "const animal = { legs: 4, lengthOfTail: 12 };",
        "/** Doubles a number. */\nfunction double(x: number): number { return 2 * x; }",
        "",
      ]),
      "one.ipynb": notebookText(["const name = 'first notebook';\nname"]),
      "two.ipynb": notebookText(["const name = 2;\ntypeof name"]),
      "chart.ipynb": notebookText([
        'import { chart, curve, display } from "tidebook";\n' +
          'display(chart({ title: "Line", x: "x", y: "y", marks: [curve("one", { x: [1, 2], y: [1, 3] })] }));',
      ]),
      "report.ipynb": notebookText(['console.log("in the " + "report")']),
    };
    [browser, lab] = await Promise.all([
      startChromium(),
      Lab.start(files, ["04-word2vec.ipynb", "04-reinforcement.ipynb"]),
    ]);
  }, 60_000);

  afterEach(async (context) => {
    expect(await lab.leave(context)).toEqual({ complaints: [], strangers: [] });
  });

  afterAll(async () => {
    await browser.close();
    await lab.end();
  });

  const visit = (path?: string, options?: Parameters<Lab["visit"]>[2]) =>
    lab.visit(browser, path, options);

  it("opens at the printed address on a page that lists the notebooks with minutes and promise", async () => {
    const { page } = await visit();
    const start = page.locator(".tb-Start");
    await start.getByText("Word vectors: train word2vec").waitFor();
    await expect.poll(() => start.innerText()).toContain("40 minutes");
    const text = await start.innerText();
    expect(text).toContain("Compute one step of word2vec by hand");
    expect(text).toMatch(/Other notebooks[^]*early/);
    expect(page.url()).not.toContain("token");
    await start.getByText("Word vectors: train word2vec").click();
    await page.locator(".jp-NotebookPanel").waitFor();
    expect(await page.title()).toContain("04-word2vec");
  });

  it("runs a whole chapter: formula, curve, table and diagram are seen", async () => {
    const chapter = await visit("/lab/tree/04-word2vec.ipynb");
    const { notebook } = chapter;
    await chapter.opened();
    await notebook.getByRole("button", { name: "Run all", exact: true }).click();
    const { cells } = parse(await readFile(lab.path("04-word2vec.ipynb"), "utf8"), "chapter");
    const at = (id: string) => cells.findIndex((cell) => cell.id === id);
    const last = chapter.prompt(at("check-2"));
    await expect.poll(() => last.textContent(), { timeout: 60_000 }).toMatch(/\[\d+\]/);
    expect(await notebook.locator(".jp-RenderedText[data-mime-type*=error]").count()).toBe(0);
    expect(await chapter.output(at("picture")).locator("svg, img").first().isVisible()).toBe(true);
    expect(await chapter.output(at("topics")).locator("table tbody tr").count()).toBe(6);
    await chapter.cell(at("hand")).scrollIntoViewIfNeeded();
    await chapter.output(at("hand")).locator("mjx-container").first().waitFor();
    await chapter.cell(at("train")).scrollIntoViewIfNeeded();
    const curves = chapter.output(at("train")).locator(".main-svg .scatterlayer path.js-line");
    await expect.poll(() => curves.count()).toBe(4);
    await chapter.command("docmanager:save");
    const saved = await readFile(lab.path("04-word2vec.ipynb"), "utf8");
    expect(saved).toContain("application/vnd.plotly.v1+json");
    expect(saved).not.toContain('"trusted"');
    await chapter.page.reload();
    await chapter.opened();
    await chapter.cell(at("train")).scrollIntoViewIfNeeded();
    await expect.poll(() => curves.count()).toBe(4); // the person ran it: it stays trusted
  }, 120_000);

  it("keeps what was edited and saved over a reload", async () => {
    const notes = await (await visit("/lab/tree/edit.ipynb")).opened();
    await notes.write(0, "const greeting = 'good morning';\ngreeting");
    await notes.run(0);
    await expect.poll(() => notes.output(0).innerText()).toContain("good morning");
    await notes.page.keyboard.press("ControlOrMeta+S");
    await expect
      .poll(() => readFile(lab.path("edit.ipynb"), "utf8"))
      .toContain("const greeting = 'good morning';");
    await notes.page.reload();
    await notes.opened();
    expect(await notes.cell(0).locator(".cm-content").innerText()).toContain("good morning");
    expect(await notes.output(0).innerText()).toContain("good morning");
    await notes.write(1, "greeting.toUpperCase()");
    await notes.run(1); // the kernel outlives the page
    await expect.poll(() => notes.output(1).innerText()).toContain("GOOD MORNING");
  });

  it("completes names and explains functions", async () => {
    const help = await (await visit("/lab/tree/help.ipynb")).opened();
    const { page } = help;
    await help.run(0);
    await help.run(1);
    await expect.poll(() => help.prompt(1).textContent()).toMatch(/\[\d+\]/);
    await help.write(2, "animal.");
    await page.keyboard.press("Tab");
    const completer = page.locator(".jp-Completer:not(.lm-mod-hidden)");
    await completer.getByText("lengthOfTail").waitFor();
    await page.keyboard.press("Escape");
    await help.write(2, "double");
    await page.keyboard.press("Shift+Tab");
    const tooltip = page.locator(".jp-Tooltip");
    await tooltip.waitFor();
    expect(await tooltip.innerText()).toContain("Doubles a number");
    expect(await tooltip.innerText()).toContain("x: number");
  });

  it("interrupts a loop, restarts the kernel and runs again", async () => {
    const loop = await (await visit("/lab/tree/loop.ipynb")).opened();
    await loop.run(0);
    await expect.poll(() => loop.output(0).innerText()).toContain("looping");
    expect(await loop.prompt(0).textContent()).toContain("*");
    await loop.command("notebook:interrupt-kernel");
    await expect.poll(() => loop.cell(0).innerText()).toMatch(/interrupt/i);
    await loop.run(1);
    await expect.poll(() => loop.output(1).innerText()).toContain("still here");
    await loop.write(1, "const kept = 1;");
    await loop.run(1);
    await expect.poll(() => loop.prompt(1).textContent()).toMatch(/\[\d+\]/);
    await loop.notebook.getByRole("button", { name: "Restart the kernel", exact: true }).click();
    await loop.page.getByRole("button", { name: "Confirm Kernel Restart" }).click();
    await loop.mark("Ready");
    await loop.write(1, "typeof kept");
    await loop.run(1);
    // The type checker has forgotten it as well.
    await expect.poll(() => loop.output(1).innerText()).toMatch(/undefined|kept/);
  });

  it("does not lose a Shift+Enter that comes before the kernel", async () => {
    const early = await visit("/lab/tree/early.ipynb");
    await early.cell(0).locator(".cm-content").click();
    await early.page.keyboard.press("Shift+Enter");
    await early.page.keyboard.press("Shift+Enter");
    await expect.poll(() => early.output(0).allInnerTexts()).toEqual(["42"]);
    await expect.poll(() => early.output(1).innerText()).toContain("second");
  });

  it("puts the notebook of the address in front of those of the workspace", async () => {
    const first = await (await visit("/lab/workspaces/kept/tree/one.ipynb")).opened();
    await expect
      .poll(() => lab.ask("/lab/api/workspaces/kept").then((it) => JSON.stringify(it)))
      .toContain("notebook:one.ipynb");
    await first.page.close();
    const second = await (await visit("/lab/workspaces/kept/tree/two.ipynb")).opened();
    const tabs = second.page.locator(".jp-Document-tab, .lm-DockPanel-tabBar .lm-TabBar-tab");
    await expect.poll(() => tabs.allInnerTexts()).toEqual(["one.ipynb", "two.ipynb"]);
    expect(await second.cell(0).innerText()).toContain("const name = 2");
  });

  it("has in front what is seen when it comes back from the start page", async () => {
    const first = await (await visit("/lab/tree/one.ipynb")).opened();
    const { page } = first;
    for (const [command, args] of [
      ["docmanager:open", { path: "two.ipynb" }],
      ["launcher:create", {}],
    ] as const)
      await first.command(command, args);
    await page.locator(".tb-Start:visible").waitFor();
    await page.waitForTimeout(1500); // the workspace is saved a while after a change
    await page.reload();
    await first.cell(0).locator(".cm-content:visible").waitFor();
    const current = page.locator(".lm-TabBar-tab.jp-mod-current");
    const shown = page.locator(".lm-DockPanel .lm-TabBar-tab.lm-mod-current");
    await expect.poll(() => shown.innerText()).toMatch(/(?:one|two)\.ipynb/);
    await expect.poll(() => current.innerText()).toBe(await shown.innerText());
    expect(decodeURIComponent(page.url())).toContain((await shown.innerText()).trim());
  });

  it("leaves a notebook as it is that is only looked at, diagrams too", async () => {
    const chapter = await readFile(lab.path("04-reinforcement.ipynb"), "utf8");
    const data = { "text/vnd.mermaid": "flowchart LR\n  A --> B", "text/plain": "A --> B" };
    const outputs = [{ output_type: "display_data", metadata: {}, data }];
    const before = JSON.stringify({
      ...(JSON.parse(chapter) as object),
      cells: [
        { id: "a", cell_type: "code", execution_count: 1, metadata: {}, source: "1;", outputs },
      ],
    });
    await writeFile(lab.path("diagram.ipynb"), before);
    const seen = await (await visit("/lab/tree/diagram.ipynb")).opened();
    await seen.output(0).locator("svg, img").first().waitFor();
    await seen.page.waitForTimeout(1000); // what is drawn has had its time to be put anywhere
    expect(await seen.page.locator(".lm-TabBar-tab.jp-mod-dirty").count()).toBe(0);
    expect(await readFile(lab.path("diagram.ipynb"), "utf8")).toBe(before);
  });

  it("keeps two notebooks apart", async () => {
    const both = await (await visit("/lab/tree/one.ipynb")).opened();
    await both.run(0);
    await expect.poll(() => both.output(0).innerText()).toContain("first notebook");
    await both.page.locator(".jp-DirListing-item", { hasText: "two.ipynb" }).dblclick();
    await both.page.locator(".lm-TabBar-tab.lm-mod-current", { hasText: "two.ipynb" }).waitFor();
    await both.opened();
    await both.run(0);
    await expect.poll(() => both.output(0).innerText()).toContain("number");
    const sessions = await lab.ask<{ path: string; kernel: { id: string } }[]>("/api/sessions");
    const kernels = sessions.filter(({ path }) => /^(one|two)\.ipynb$/.test(path));
    expect(new Set(kernels.map(({ kernel }) => kernel.id)).size).toBe(2);
  });

  it("renames, deletes and uploads files", async () => {
    await writeFile(lab.path("rename-me.ipynb"), notebookText(["1"])); // also at a second try
    await rm(lab.path("numbers.csv"), { force: true });
    const { page } = await visit();
    await page.waitForLoadState("networkidle"); // the start page has read what it lists
    const item = (name: string) => page.locator(".jp-DirListing-item", { hasText: name });
    await item("rename-me.ipynb").click();
    await page.keyboard.press("F2");
    await page.locator(".jp-DirListing-editor").fill("renamed.ipynb");
    await page.keyboard.press("Enter");
    await item("renamed.ipynb").waitFor();
    expect(await readdir(lab.root)).toContain("renamed.ipynb");
    expect(await readdir(lab.root)).not.toContain("rename-me.ipynb");
    await item("renamed.ipynb").click();
    await page.keyboard.press("Delete");
    await page
      .locator(".jp-Dialog")
      .getByRole("button", { name: /Delete|Move to Trash/ })
      .click();
    await item("renamed.ipynb").waitFor({ state: "detached" });
    expect(await readdir(lab.root)).not.toContain("renamed.ipynb");
    const chosen = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Upload Files" }).click();
    const bytes = Buffer.alloc(3_000_000, "0123456789\n"); // in several pieces
    await (await chosen).setFiles({ name: "numbers.csv", mimeType: "text/csv", buffer: bytes });
    await item("numbers.csv").waitFor();
    await expect
      .poll(async () => (await readFile(lab.path("numbers.csv"))).equals(bytes))
      .toBe(true);
  });

  it("follows the system into the dark, charts too", async () => {
    const dark = await visit("/lab/tree/chart.ipynb", { colorScheme: "dark" });
    await dark.opened();
    await dark.run(0);
    const title = dark.output(0).locator(".gtitle");
    await title.waitFor();
    const light = (color: string) => Math.max(...(color.match(/\d+/g) ?? []).map(Number)) > 180;
    const ground = await dark.notebook.evaluate((it) => getComputedStyle(it).backgroundColor);
    expect(light(ground)).toBe(false);
    expect(light(await title.evaluate((it) => getComputedStyle(it).fill))).toBe(true);
    await dark.page.emulateMedia({ colorScheme: "light" });
    await expect
      .poll(async () => light(await title.evaluate((it) => getComputedStyle(it).fill)))
      .toBe(false);
  });

  it("opens the report of what is seen", async () => {
    const notes = await (await visit("/lab/tree/report.ipynb")).opened();
    await notes.run(0);
    await expect.poll(() => notes.output(0).innerText()).toContain("in the report");
    const opened = notes.page.waitForEvent("popup");
    await notes.notebook.getByRole("button", { name: "Report", exact: true }).click();
    const report = await opened;
    await report.getByText("in the report", { exact: true }).waitFor();
    expect(report.url()).toContain("/nbconvert/html/report.ipynb");
    await report.close();
  });
});
