/**
 * The lab in a real browser when things go wrong: the server dies and comes back under an open page, a kernel
 * is killed in a cell, a file changes behind the page, two tabs write one notebook. Each time the reader is
 * told, and no text is lost.
 */
import { readFile, writeFile } from "node:fs/promises";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { chromiumPath, startChromium } from "./chromium.js";
import { Lab, notebookText } from "./lab.js";

describe.runIf(chromiumPath !== undefined)("the lab in Chromium, when", () => {
  let browser: Browser;
  let lab: Lab;

  beforeAll(async () => {
    const files = {
      "server.ipynb": notebookText(["const before = 1;\nbefore", "1"]),
      "kernel.ipynb": notebookText(["process.pid", "for (;;) {}", "'again'"]),
      "disk.ipynb": notebookText(["'opened'"]),
      "tabs.ipynb": notebookText(["'both'"]),
      "moment.ipynb": notebookText(["'both'"]),
      "between.ipynb": notebookText(["'opened'"]),
    };
    [browser, lab] = await Promise.all([startChromium(), Lab.start(files)]);
  }, 60_000);

  afterEach(async (context) => {
    expect((await lab.leave(context)).strangers).toEqual([]);
  });

  afterAll(async () => {
    await browser.close();
    await lab.end();
  });

  const sourceOf = async (name: string) =>
    (JSON.parse(await readFile(lab.path(name), "utf8")) as { cells: { source: string[] }[] }).cells
      .map(({ source }) => [source].flat().join(""))
      .join("\n");

  it("its kernel is killed in a cell: says so, starts another, and goes on", async () => {
    const page = await (await lab.visit(browser, "/lab/tree/kernel.ipynb")).opened();
    await page.run(0);
    await expect.poll(() => page.output(0).innerText()).toMatch(/^\d+$/);
    const pid = Number(await page.output(0).innerText());
    await page.run(1);
    await page.mark("Running");
    process.kill(pid, "SIGKILL");
    const dialog = page.page.locator(".jp-Dialog");
    await dialog
      .getByText(/restart/i)
      .first()
      .waitFor();
    expect(await dialog.innerText()).toContain("kernel.ipynb");
    await dialog.getByRole("button", { name: "Ok" }).click();
    await page.mark("Ready");
    expect(await page.prompt(1).textContent()).not.toContain("*");
    await page.run(2);
    await expect.poll(() => page.output(2).innerText()).toContain("again");
  });

  it("a file changes on disk: asks before it saves over it", async () => {
    const page = await (await lab.visit(browser, "/lab/tree/disk.ipynb")).opened();
    await page.write(0, "'mine'");
    await writeFile(lab.path("disk.ipynb"), notebookText(["'theirs'"]));
    await page.page.keyboard.press("ControlOrMeta+S");
    const dialog = page.page.locator(".jp-Dialog");
    await dialog.getByText(/changed on disk/).waitFor();
    expect(await sourceOf("disk.ipynb")).toBe("'theirs'");
    await dialog.getByRole("button", { name: "Revert" }).click();
    await expect.poll(() => page.cell(0).locator(".cm-content").innerText()).toBe("'theirs'");
    await page.write(0, "'mine after all'");
    await page.page.keyboard.press("ControlOrMeta+S");
    await expect.poll(() => sourceOf("disk.ipynb")).toBe("'mine after all'");
  });

  it("two tabs write one notebook: the second is asked, and nothing is lost in silence", async () => {
    const one = await (await lab.visit(browser, "/lab/tree/tabs.ipynb")).opened();
    const other = await lab.tab(await one.page.context().newPage(), "/lab/tree/tabs.ipynb");
    await other.opened();
    await one.page.bringToFront();
    await one.write(0, "'of the first tab'");
    await one.page.keyboard.press("ControlOrMeta+S");
    await expect.poll(() => sourceOf("tabs.ipynb")).toBe("'of the first tab'");
    await other.page.bringToFront();
    await other.write(0, "'of the second tab'");
    await other.page.keyboard.press("ControlOrMeta+S");
    const dialog = other.page.locator(".jp-Dialog");
    await dialog.getByText(/changed on disk/).waitFor();
    expect(await sourceOf("tabs.ipynb")).toBe("'of the first tab'");
    await dialog.getByRole("button", { name: "Overwrite" }).click();
    await expect.poll(() => sourceOf("tabs.ipynb")).toBe("'of the second tab'");
  });

  it("two tabs save at the same moment: the second is asked, and the first one's text is there", async () => {
    const one = await (await lab.visit(browser, "/lab/tree/moment.ipynb")).opened();
    const other = await lab.tab(await one.page.context().newPage(), "/lab/tree/moment.ipynb");
    await other.opened();
    await one.page.bringToFront();
    await one.write(0, "'of the first tab'");
    await other.page.bringToFront();
    await other.write(0, "'of the second tab'");
    // The second has looked at the disk and is about to write; meanwhile the first one saves.
    let isFirst = true;
    await other.page.route("**/api/contents/moment.ipynb?*", async (route) => {
      if (isFirst && route.request().method() === "PUT") {
        isFirst = false;
        await one.page.bringToFront();
        await one.command("docmanager:save");
        await other.page.bringToFront();
      }
      await route.continue();
    });
    await other.page.keyboard.press("ControlOrMeta+S");
    const dialog = other.page.locator(".jp-Dialog");
    await dialog.getByText(/changed on disk/).waitFor();
    expect(await dialog.innerText()).toContain("File Changed");
    expect(await sourceOf("moment.ipynb")).toBe("'of the first tab'");
    await dialog.getByRole("button", { name: "Overwrite" }).click();
    await expect.poll(() => sourceOf("moment.ipynb")).toBe("'of the second tab'");
    await other.write(0, "'later'"); // what was written is known: no question
    await other.command("docmanager:save");
    expect(await sourceOf("moment.ipynb")).toBe("'later'");
  });

  it("another program writes just after a save: the next save asks", async () => {
    const page = await (await lab.visit(browser, "/lab/tree/between.ipynb")).opened();
    await page.write(0, "'mine'");
    // Before the page's next look at the disk, that is.
    let isSaved = false;
    await page.page.route("**/api/contents/between.ipynb?*", async (route) => {
      if (isSaved) await writeFile(lab.path("between.ipynb"), notebookText(["'theirs'"]));
      isSaved ||= route.request().method() === "PUT";
      await route.continue();
    });
    await page.command("docmanager:save");
    await page.write(0, "'mine again'");
    await page.page.keyboard.press("ControlOrMeta+S");
    const dialog = page.page.locator(".jp-Dialog");
    await dialog.getByText(/changed on disk/).waitFor();
    expect(await sourceOf("between.ipynb")).toBe("'theirs'");
    await dialog.getByRole("button", { name: "Revert" }).click();
    await expect.poll(() => page.cell(0).locator(".cm-content").innerText()).toBe("'theirs'");
  });

  it("its server is killed and comes back: reconnects, and the unsaved text is still there", async () => {
    const page = await (await lab.visit(browser, "/lab/tree/server.ipynb")).opened();
    await page.run(0);
    await expect.poll(() => page.output(0).innerText()).toBe("1");
    await page.write(1, "'typed before the server died'");
    await lab.stop("SIGKILL");
    await page.page.getByText("Server Connection Error").waitFor();
    await page.page.getByRole("button", { name: "Close" }).click();
    await page.mark("Connecting…"); // nothing starts
    await page.write(1, "'typed while it was away'");
    await lab.begin();
    await page.page.keyboard.press("Escape");
    await page.page.keyboard.press("ControlOrMeta+S");
    await expect.poll(() => sourceOf("server.ipynb")).toContain("typed while it was away");
    await page.run(1);
    // JupyterLab asks what is left at growing intervals; the cell waits for the kernel that comes of it.
    await expect
      .poll(() => page.output(1).innerText(), { timeout: 60_000 })
      .toContain("typed while it was away");
  }, 90_000);
});
