/**
 * The report in a real browser: nothing leaves the page, nothing of an untrusted notebook runs, every text
 * has enough contrast in both themes, narrow windows do not scroll sideways, figures and diagrams are
 * drawn, search finds, the keyboard reaches everything.
 */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Notebook } from "../../src/workbench/document/notebook.js";
import { parse } from "../../src/workbench/document/parse.js";
import { reportFiles, type ReportEntry } from "../../src/workbench/report/site.js";
import { writeReport } from "../../src/workbench/report/write.js";
import { hostileNotebook } from "../workbench/report/hostile.js";
import { chromiumPath, startChromium } from "./chromium.js";
import { lowContrast } from "./contrast.js";

const fixtures = new URL("../fixtures/report/", import.meta.url);

/** A formula within a line, a fence before a paragraph, and a figure with a legend: all too wide for a phone. */
function narrowNotebook(): Notebook {
  const sum = Array.from({ length: 12 }, (_, i) => `x_{${i}}`).join("\\cdot ");
  const line = (name: string) => ({ type: "scatter", name, x: [1, 2], y: [1, 2] });
  const figure = {
    data: ["first", "second", "third", "fourth"].map(line),
    layout: { height: 360, title: { text: "T" }, xaxis: { title: { text: "epoch" } } },
  };
  const cells = [
    {
      cell_type: "markdown",
      id: "text",
      metadata: {},
      source: `A fraction $\\dfrac{${sum}}{2}$.\n\n\`\`\`ts\nconst x = 1;\n\`\`\`\n\nAfter it.`,
    },
    {
      cell_type: "code",
      id: "figure",
      metadata: {},
      execution_count: 1,
      source: "1",
      outputs: [
        {
          output_type: "display_data",
          metadata: {},
          data: { "application/vnd.plotly.v1+json": figure, "text/plain": "figure" },
        },
      ],
    },
  ];
  return parse(JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells }));
}

describe.runIf(chromiumPath !== undefined)("the report in Chromium", () => {
  let browser: Browser;
  let folder: string;
  /** Requests other than for local files, and errors on the console. */
  const requests: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "tidebook-browser-"));
    const rich = await entries();
    await make("site", rich, false);
    await make("single", rich, true);
    const hostile = { path: join(folder, "hostile.ipynb"), notebook: hostileNotebook() };
    const narrow = { path: join(folder, "narrow.ipynb"), notebook: narrowNotebook() };
    await make("narrow", [{ ...narrow, executed: false }], false);
    await make("hostile", [{ ...hostile, executed: false }], false);
    await make("hostile-run", [{ ...hostile, executed: true }], false);
    await make("hostile-single", [{ ...hostile, executed: true }], true);
    browser = await startChromium();
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function entries(): Promise<ReportEntry[]> {
    const paths = ["01-rich.ipynb", "zh/词向量.ipynb"].map((name) => new URL(name, fixtures));
    return Promise.all(
      paths.map(async (url) => ({
        path: fileURLToPath(url),
        notebook: parse(await readFile(url, "utf8")),
        executed: false,
      })),
    );
  }

  async function make(
    name: string,
    notebooks: readonly ReportEntry[],
    singleFile: boolean,
  ): Promise<void> {
    const files = await reportFiles(notebooks, {
      singleFile,
      hideCode: false,
      title: "Sample",
      cacheFolder: join(folder, "cache"),
      date: new Date(0),
    });
    writeReport(files, join(folder, name));
  }

  async function open(
    path: string,
    options: { width?: number; theme?: "light" | "dark"; scripts?: boolean } = {},
  ): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width: options.width ?? 1280, height: 900 },
      colorScheme: options.theme ?? "light",
      javaScriptEnabled: options.scripts ?? true,
    });
    const page = await context.newPage();
    requests.length = complaints.length = 0;
    page.on("request", (request) => {
      if (!/^(?:file|data|blob):/.test(request.url())) requests.push(request.url());
    });
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning")
        complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    await page.goto(pathToFileURL(join(folder, path)).href);
    return page;
  }

  /** Brings everything into view, so that all that is drawn late is drawn. */
  async function drawAll(page: Page): Promise<void> {
    await page.evaluate(async () => {
      for (let y = 0; y < document.documentElement.scrollHeight; y += 600) {
        scrollTo({ top: y, behavior: "instant" });
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
    });
    await page.waitForFunction(
      () =>
        [...document.querySelectorAll("[data-plot], [data-mermaid]")].every((figure) =>
          figure.matches(".drawn, .failed"),
        ),
      undefined,
      { timeout: 30_000 },
    );
  }

  describe.each([
    ["a site's page", "site/01-rich.html"],
    ["a single file", "single/index.html"],
  ])("%s", (_name, path) => {
    it("draws figures and diagrams without a request or an error", async () => {
      const page = await open(path);
      await drawAll(page);
      expect(await page.locator("[data-plot].drawn .main-svg").count()).toBeGreaterThanOrEqual(2);
      expect(await page.locator("[data-mermaid].drawn svg").count()).toBe(1);
      expect(await page.locator(".failed").count()).toBe(0);
      expect(requests).toEqual([]);
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it.each([
      [1280, "light"],
      [1280, "dark"],
      [390, "light"],
      [390, "dark"],
    ] as const)(
      "does not scroll sideways and has AA contrast everywhere, %i px wide, %s",
      async (width, theme) => {
        const page = await open(path, { width, theme });
        await drawAll(page);
        const [content, window] = await page.evaluate(() => [
          document.documentElement.scrollWidth,
          innerWidth,
        ]);
        expect(content).toBeLessThanOrEqual(window ?? 0);
        expect(await page.evaluate(lowContrast)).toEqual([]);
        await page.context().close();
      },
    );

    it("finds a section by a word and by Chinese characters", async () => {
      const page = await open(path);
      await page.keyboard.press("/");
      await page.keyboard.type("finite differences");
      await expect
        .poll(() => page.locator("#tb-results a").first().textContent())
        .toContain("The idea");
      await page.locator("#tb-query").fill("余弦相似度");
      await expect
        .poll(() => page.locator("#tb-results a").first().textContent())
        .toContain("中文小结");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await expect
        .poll(() => page.evaluate(() => decodeURIComponent(location.hash)))
        .toContain("中文小结");
      expect(requests).toEqual([]);
      await page.context().close();
    });
  });

  it("shows the text summary of a figure, the source of a diagram and every formula without scripts", async () => {
    const page = await open("site/01-rich.html", { scripts: false });
    await expect.poll(() => page.locator(".plot-summary").first().isVisible()).toBe(true);
    expect(await page.locator(".plot-summary").first().textContent()).toContain(
      "Loss falls: training",
    );
    expect(await page.locator(".diagram-source").first().isVisible()).toBe(true);
    expect(await page.locator(".diagram svg").first().isVisible()).toBe(true);
    expect(await page.locator(".katex").first().isVisible()).toBe(true);
    expect(await page.locator("nav.contents").isVisible()).toBe(true);
    await page.context().close();
  });

  it("remembers the theme that the reader chose, and figures follow it", async () => {
    const page = await open("site/01-rich.html");
    await drawAll(page);
    const ground = (): Promise<string> =>
      page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await ground();
    const button = page.getByRole("button", { name: /Theme/ });
    await button.click();
    await button.click();
    const dark = await ground();
    expect(dark).not.toBe(light);
    await expect
      .poll(() =>
        page.evaluate(
          () => getComputedStyle(document.querySelector(".plot .gtitle") as Element).fill,
        ),
      )
      .toBe("rgb(227, 224, 217)");
    await page.reload();
    expect(await ground()).toBe(dark);
    await page.context().close();
  });

  it("leads the keyboard from the skip link to the text, and names its landmarks", async () => {
    const page = await open("site/01-rich.html");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to the text");
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("tb-main");
    for (const role of ["banner", "main", "contentinfo", "search"] as const) {
      expect(await page.getByRole(role).count()).toBe(1);
    }
    expect(
      await page
        .getByRole("navigation")
        .evaluateAll((all) => all.map((one) => one.getAttribute("aria-label"))),
    ).toEqual(["Contents", "Neighbouring notebooks"]);
    const outline = await page.evaluate(() => {
      const styles: string[] = [];
      for (const link of document.querySelectorAll<HTMLElement>("a[href], button, summary")) {
        link.focus({ focusVisible: true } as FocusOptions);
        if (document.activeElement === link && getComputedStyle(link).outlineStyle === "none")
          styles.push(link.outerHTML);
      }
      return styles;
    });
    expect(outline).toEqual([]);
    await page.context().close();
  });

  it("opens and closes the contents on a narrow window by keyboard", async () => {
    const page = await open("site/01-rich.html", { width: 390 });
    const button = page.getByRole("button", { name: "Contents" });
    expect(await page.locator("nav.contents").isVisible()).toBe(false);
    await button.focus();
    await page.keyboard.press("Enter");
    expect(await button.getAttribute("aria-expanded")).toBe("true");
    expect(await page.locator("nav.contents").isVisible()).toBe(true);
    await page.keyboard.press("Escape");
    expect(await page.locator("nav.contents").isVisible()).toBe(false);
    await page.context().close();
  });

  it("keeps legends, formulas and code apart from their neighbours on a phone", async () => {
    const page = await open("narrow/narrow.html", { width: 390 });
    await drawAll(page);
    const edges = () =>
      page.evaluate(() => {
        const box = (selector: string): DOMRect =>
          (document.querySelector(selector) as Element).getBoundingClientRect();
        const fence = document.querySelector("pre.code") as Element;
        const paragraph = fence.closest(".prose")?.lastElementChild as Element;
        return {
          belowTitle: box(".legendtext").top - box(".xtitle").bottom,
          inFigure: box("figure.plot").bottom - box(".legend").bottom,
          afterFence: paragraph.getBoundingClientRect().top - fence.getBoundingClientRect().bottom,
          modeBars: document.querySelectorAll(".modebar-group").length,
          sideways: document.documentElement.scrollWidth - innerWidth,
          scrolling: document.querySelectorAll(".katex.too-wide[tabindex='0']").length,
        };
      });
    const phone = await edges();
    expect(phone.belowTitle).toBeGreaterThan(4);
    expect(phone.inFigure).toBeGreaterThanOrEqual(0);
    expect(phone.afterFence).toBeGreaterThan(12);
    expect(phone.sideways).toBeLessThanOrEqual(0);
    expect([phone.modeBars, phone.scrolling]).toEqual([0, 1]);
    await page.setViewportSize({ width: 1280, height: 900 });
    await expect.poll(async () => (await edges()).belowTitle).toBeLessThan(0); // beside the curves
    expect((await edges()).scrolling).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("follows links between notebooks, from English to Chinese and back", async () => {
    const page = await open("site/01-rich.html");
    await page.getByRole("link", { name: "the Chinese notebook" }).click();
    await expect
      .poll(() => page.evaluate(() => decodeURIComponent(location.pathname + location.hash)))
      .toMatch(/词向量\.html#训练$/);
    expect(await page.getAttribute("html", "lang")).toBe("zh-CN");
    await page.getByRole("link", { name: "英文笔记本" }).click();
    await expect.poll(() => page.url()).toMatch(/01-rich\.html#results-and-pictures$/);
    expect(
      await page.evaluate(() => document.getElementById("results-and-pictures")?.tagName),
    ).toBe("H2");
    await page.context().close();
  });

  it("prints without its bars and with the colours of the light theme", async () => {
    const page = await open("site/01-rich.html", { theme: "dark" });
    await drawAll(page);
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("header.bar").isVisible()).toBe(false);
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
      "rgb(255, 255, 255)",
    );
    const pdf = await page.pdf({ format: "A4" });
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    writeFileSync(join(folder, "print.pdf"), pdf);
    await page.context().close();
  });

  /** Opens a page, draws all of it and pokes at every element. */
  async function provoke(path: string): Promise<Page> {
    const page = await open(path);
    await drawAll(page);
    await page.evaluate(() => {
      for (const element of document.querySelectorAll("main *")) {
        for (const type of [
          "click",
          "mouseover",
          "mouseenter",
          "focus",
          "error",
          "load",
          "toggle",
          "begin",
        ]) {
          if (type === "click" && element.closest("a[href^='http'], a[href^='mailto']")) continue;
          element.dispatchEvent(new Event(type, { bubbles: true, cancelable: true }));
        }
      }
    });
    await page.waitForTimeout(300);
    expect(await page.evaluate(() => (globalThis as { ran?: number }).ran)).toBeUndefined();
    expect(requests).toEqual([]);
    return page;
  }

  it.each([["hostile-run/hostile.html"], ["hostile-single/index.html"]])(
    "runs nothing of a hostile notebook that was run here either: %s",
    async (path) => {
      const page = await provoke(path);
      expect(page.url()).toMatch(/\.html$/);
      await page.context().close();
    },
  );

  it("keeps nothing that could run, lead astray or cover the page of a notebook that was not run here", async () => {
    const page = await provoke("hostile/hostile.html");
    const found = await page.evaluate(() => ({
      scripts: document.querySelectorAll(
        "main script:not([type='application/json']), main iframe, main object, main embed, main form, main link, main meta, main base",
      ).length,
      handlers: [...document.querySelectorAll("main *")].filter((element) =>
        element.getAttributeNames().some((name) => name.startsWith("on")),
      ).length,
      links: [...document.querySelectorAll("a")]
        .map((link) => link.getAttribute("href") ?? link.getAttribute("xlink:href") ?? "")
        .filter((href) => !/^(?:#|https?:|mailto:|[^:]*$)/.test(href)),
      fixed: [...document.querySelectorAll("main *")].filter(
        (element) => getComputedStyle(element).position === "fixed",
      ).length,
    }));
    expect(found).toEqual({ scripts: 0, handlers: 0, links: [], fixed: 0 });
    expect(page.url()).toContain("hostile.html");
    await page.context().close();
  });

  it("writes every file that its pages name", () => {
    expect(readdirSync(join(folder, "site")).sort()).toEqual([
      ".tidebook-report.json",
      "01-rich.html",
      "assets",
      "index.html",
      "词向量.html",
    ]);
    expect(readdirSync(join(folder, "single")).sort()).toEqual([
      ".tidebook-report.json",
      "index.html",
    ]);
  });
});
