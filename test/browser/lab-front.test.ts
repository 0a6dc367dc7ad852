/**
 * The lab where a notebook opens its course: it stands in front in a workspace that was never used, starts no
 * kernel to be looked at, and the start page is behind it. Whoever was here before finds what they left.
 */
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { chromiumPath, startChromium } from "./chromium.js";
import { Lab, notebookText } from "./lab.js";

/** What the kernel says of its language: a notebook that says the same is not changed by it. */
const { metadata } = JSON.parse(
  readFileSync(new URL("../../notebooks/04-word2vec.ipynb", import.meta.url), "utf8"),
) as { metadata: Readonly<Record<string, unknown>> };

const promise = (title: string, section: string) => ({
  cell_type: "markdown",
  source: `# ${title}\n\n**How long it takes.** 5 minutes.\n\n**Which part of the article it is.** Section ${section}.`,
});

describe.runIf(chromiumPath !== undefined)("a course with a front notebook, in Chromium", () => {
  let browser: Browser;
  let lab: Lab;

  beforeAll(async () => {
    const files = {
      "z.ipynb": notebookText([promise("0 · Welcome", "1"), "6 * 7"], "tslab", {
        ...metadata,
        tidebook: { front: true },
      }),
      "a.ipynb": notebookText([promise("4 · Second", "4.2.3"), "1"]),
      "b.ipynb": notebookText([promise("4 · First", "4.1"), "1"]),
    };
    [browser, lab] = await Promise.all([startChromium(), Lab.start(files)]);
  }, 60_000);

  afterEach(async (context) => {
    expect(await lab.leave(context)).toEqual({ complaints: [], strangers: [] });
  });

  afterAll(async () => {
    await browser.close();
    await lab.end();
  });

  const kernels = () => lab.ask<unknown[]>("/api/kernels");
  const tabs = ".lm-DockPanel-tabBar .lm-TabBar-tab";

  it("opens on it, with the start page behind, and starts no kernel", async () => {
    const first = await lab.visit(browser);
    const { page } = first;
    await first.notebook.getByRole("heading", { name: "0 · Welcome" }).waitFor();
    await expect.poll(() => page.locator(tabs).allInnerTexts()).toEqual(["Start", "z.ipynb"]);
    expect(await page.locator(`${tabs}.jp-mod-current`).innerText()).toBe("z.ipynb");
    await first.mark("Starts with a cell");
    expect(await kernels()).toEqual([]);
    await page.locator(tabs, { hasText: "Start" }).click();
    const names = page.locator(".tb-Start-name");
    await expect.poll(() => names.allInnerTexts()).toEqual(["Welcome", "First", "Second"]);
    expect(await page.locator(".tb-Start-number").allInnerTexts()).toEqual(["", "4.1", "4.2.3"]);
  });

  it("starts its kernel with the first cell, and is not changed by being looked at", async () => {
    const before = await readFile(lab.path("z.ipynb"), "utf8");
    const first = await lab.visit(browser);
    await first.notebook.getByRole("heading", { name: "0 · Welcome" }).waitFor();
    await first.page.waitForTimeout(500); // whatever changes it has had its time
    expect(await first.page.locator(".lm-TabBar-tab.jp-mod-dirty").count()).toBe(0);
    await first.run(1);
    await expect.poll(() => first.output(1).allInnerTexts()).toEqual(["42"]);
    await first.mark("Ready");
    expect(await kernels()).toHaveLength(1);
    expect(await readFile(lab.path("z.ipynb"), "utf8")).toBe(before);
  });

  it("does not come again where it was closed", async () => {
    const first = await lab.visit(browser);
    const { page } = first;
    // Its kernel of the test before may still be there, and may be found before or after this.
    await first.notebook.getByText(/^(?:Starts with a cell|Ready)$/).waitFor();
    await page.waitForTimeout(1000); // JupyterLab measures a toolbar a while after it is shown
    const front = page.locator(tabs, { hasText: "z.ipynb" });
    await front.locator(".lm-TabBar-tabCloseIcon").click();
    await page.locator(".tb-Start:visible").waitFor();
    await page.waitForTimeout(1500); // the workspace is saved a while after a change
    await page.reload();
    await page.locator(".tb-Start-name", { hasText: "Welcome" }).waitFor();
    await page.waitForTimeout(500); // it would have come by now
    expect(await page.locator(tabs).allInnerTexts()).toEqual(["Start"]);
  });

  it("gives way to the notebook of an address", async () => {
    const { page } = await (await lab.visit(browser, "/lab/tree/a.ipynb")).opened();
    await page.waitForTimeout(500); // it would have come by now
    expect(await page.locator(tabs).allInnerTexts()).not.toContain("z.ipynb");
  });
});
