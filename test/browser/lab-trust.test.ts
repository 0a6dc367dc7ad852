/**
 * Foreign notebooks in the lab: nothing of them runs, and nothing of them is asked of another program, until
 * their reader trusts them. The payloads are those that the report is held to, and the outputs that only a
 * page of JupyterLab would run.
 */
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { hostileNotebook } from "../workbench/report/hostile.js";
import { chromiumPath, startChromium } from "./chromium.js";
import { Lab, notebookText, type CellText, type LabPage } from "./lab.js";

const run = "globalThis.ran = (globalThis.ran || 0) + 1";

/** A cell that was run elsewhere, with this output. */
const withOutput = (data: Readonly<Record<string, unknown>>): CellText => ({
  cell_type: "code",
  execution_count: 1,
  source: "",
  outputs: [{ output_type: "display_data", metadata: { isolated: false }, data }],
});

const scripts = [
  { "application/javascript": run },
  { "text/javascript": run },
  { "application/x-ecmascript": run },
  { "application/javascript": run, "text/html": `<script>${run}</script>` },
  { "text/html": `<script type="module">${run}</script>` },
  { "text/html": `<b>harmless</b><script>${run}</script>` },
];

describe.runIf(chromiumPath !== undefined)("a foreign notebook in the lab", () => {
  let browser: Browser;
  let lab: Lab;

  beforeAll(async () => {
    const hostile = hostileNotebook();
    // Marks of trust in the file are its author's, not its reader's.
    const marked = hostile.cells.map((cell) => ({
      ...cell,
      metadata: { ...cell.metadata, trusted: true },
    }));
    const files = {
      "hostile.ipynb": JSON.stringify({ ...hostile, cells: marked }),
      "scripts.ipynb": notebookText(scripts.map(withOutput)),
    };
    [browser, lab] = await Promise.all([startChromium(), Lab.start(files)]);
  }, 60_000);

  afterEach(async (context) => {
    // What a browser refuses and cannot find, it says on the console: that is no fault.
    const { complaints } = await lab.leave(context);
    const blocked = /Content Security Policy|Failed to load resource|@import rules|was blocked/;
    expect(complaints.filter((line) => !blocked.test(line))).toEqual([]);
  });

  afterAll(async () => {
    await browser.close();
    await lab.end();
  });

  /** Brings every cell into view and points, clicks and focuses where a payload may wait for it. */
  async function provoke({ page, notebook }: LabPage): Promise<void> {
    await notebook.evaluate(async (panel) => {
      for (const cell of panel.querySelectorAll(".jp-Cell")) {
        cell.scrollIntoView();
        await new Promise(requestAnimationFrame);
      }
      const inside = ".jp-RenderedHTMLCommon *, .jp-RenderedSVG *, .jp-OutputArea-output *";
      for (const element of panel.querySelectorAll<HTMLElement>(inside)) {
        for (const type of ["mouseover", "mouseenter", "focus", "click", "toggle"]) {
          // Links are judged by their address: a click would lead the page away.
          if (type === "click" && element.closest("a, button, form, input") !== null) continue;
          element.dispatchEvent(new Event(type));
        }
      }
    });
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
  }

  const ran = ({ page }: LabPage) =>
    page.evaluate(() => (globalThis as { ran?: unknown }).ran ?? "nothing");

  it("runs no payload, keeps no dangerous address, and sends for nothing but pictures and sounds", async () => {
    const page = await (await lab.visit(browser, "/lab/tree/hostile.ipynb")).opened();
    const asked: string[] = [];
    page.page.on("request", (request) => {
      if (
        new URL(request.url()).hostname === "attacker.invalid" &&
        !["image", "media"].includes(request.resourceType())
      )
        asked.push(`${request.resourceType()} ${request.url()}`);
    });
    await provoke(page);
    expect(await ran(page)).toBe("nothing");
    expect(asked).toEqual([]);
    const dangerous = await page.notebook.evaluate((panel) => {
      const found: string[] = [];
      const outputs = ".jp-OutputArea-output, .jp-MarkdownOutput";
      for (const area of panel.querySelectorAll(outputs))
        for (const element of area.querySelectorAll("*")) {
          if (/^(script|iframe|object|embed|base|meta|link)$/i.test(element.localName))
            found.push(element.outerHTML.slice(0, 200));
          for (const { name, value } of element.attributes)
            if (
              /^(on|srcdoc|.*action$)/i.test(name) ||
              (/href$/i.test(name) && /^\s*(javascript|vbscript|data:)/i.test(value))
            )
              found.push(`${element.localName} ${name}=${value.slice(0, 100)}`);
        }
      return found;
    });
    expect(dangerous).toEqual([]);
  });

  it("runs scripts of its outputs only when its reader trusts it, and then remembers", async () => {
    const page = await (await lab.visit(browser, "/lab/tree/scripts.ipynb")).opened();
    await provoke(page);
    expect(await ran(page)).toBe("nothing");
    expect(await page.output(5).innerText()).toContain("harmless");
    const trusted = page.command("notebook:trust");
    await page.page.locator(".jp-Dialog .jp-mod-accept").click();
    await trusted;
    await expect.poll(() => ran(page)).not.toBe("nothing");
    await page.command("docmanager:save");
    await page.page.reload();
    await page.opened();
    await expect.poll(() => ran(page)).not.toBe("nothing");
  });
});
