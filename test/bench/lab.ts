/**
 * The lab's speed in Chromium on a warm server: opening, running, drawing, saving, completing; the server's
 * memory; and what a cell costs through the WebSocket beside the same kernel asked directly. Every round is
 * a browser that was never here. Prints the medians of ROUNDS (default 5) beside the floors; where one is
 * missed, the exit code is 1.
 */
import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { WebSocket } from "ws";
import { ownKernelspec } from "../../src/workbench/protocol/kernelspecs.js";
import { startChromium } from "../browser/chromium.js";
import { Lab, notebookText, type CellText, type LabPage } from "../browser/lab.js";
import { measureKernel } from "./kernel.js";
import { median } from "./statistics.js";

const rounds = Number(process.env["ROUNDS"] ?? 5);
const root = join(import.meta.dirname, "..", "..");

/** What is measured: unit, the most that is allowed, and the goal where one is set. */
const floors = {
  "navigation to first editor": { unit: "ms", floor: 2_000, goal: 1_200 },
  "the same again, from the browser's cache": { unit: "ms", floor: 2_000, goal: 1_200 },
  "navigation to first output": { unit: "ms", floor: 5_000, goal: 2_500 },
  "plot drawn after its cell": { unit: "ms", floor: 1_500 },
  "save of a 10 MB notebook": { unit: "ms", floor: 1_000 },
  "keystroke to completion": { unit: "ms", floor: 200 },
  "server's memory": { unit: "MB", floor: 120 },
  "server's memory after saves of 10 MB": { unit: "MB", floor: Infinity },
  "a cell through the WebSocket, more than bare": { unit: "ms", floor: 5 },
} as const;
type Name = keyof typeof floors;
const figures = new Map<Name, number[]>();
const note = (name: Name, value: number) =>
  figures.set(name, [...(figures.get(name) ?? []), value]);

/** Ten cells, each with a megabyte of printed lines. */
function bigNotebook(): string {
  const text = "0123456789 ".repeat(9).trimEnd() + "\n";
  const cell = (i: number): CellText => ({
    cell_type: "code",
    execution_count: i,
    source: `print(${i})`,
    outputs: [{ output_type: "stream", name: "stdout", text: text.repeat(10_600) }],
  });
  return notebookText(Array.from({ length: 10 }, (_, i) => cell(i + 1)));
}

const chartCell =
  'import { chart, curve, display } from "tidebook";\n' +
  'display(chart({ title: "t", x: "x", y: "y", marks: [curve("y", { x: [1, 2], y: [1, 2] })] }));';

/** Opens a notebook, runs its first cell as soon as it is there, completes a name. */
async function openAndRun(lab: Lab, browser: Browser): Promise<void> {
  const page = await lab.visit(browser, "/lab/tree/first.ipynb");
  // The page's own clock starts with its navigation.
  const sinceNavigationMs = () => page.page.evaluate(() => performance.now());
  const editor = page.cell(0).locator(".cm-content");
  await editor.waitFor();
  note("navigation to first editor", await sinceNavigationMs());
  await editor.click();
  await page.page.keyboard.press("Shift+Enter");
  await page.output(0).waitFor();
  note("navigation to first output", await sinceNavigationMs());
  await page.opened();
  await page.write(1, "animal.");
  await page.page.keyboard.press("Tab"); // the first answer warms the compiler
  await page.page.locator(".jp-Completer:visible", { hasText: "legs" }).waitFor();
  await page.page.keyboard.press("Escape");
  await page.write(1, "animal.");
  note("keystroke to completion", await completionMs(page));
  await page.run(2);
  note("plot drawn after its cell", await plotMs(page));
  await page.page.reload();
  await editor.waitFor();
  note("the same again, from the browser's cache", await sinceNavigationMs());
  await page.close();
}

/** From the Tab key to names on the screen, by the page's own clock. */
async function completionMs({ page }: LabPage): Promise<number> {
  await page.evaluate(() => {
    addEventListener(
      "keydown",
      (event) => (document.body.dataset["pressedMs"] = String(event.timeStamp)),
      { capture: true, once: true },
    );
  });
  await page.keyboard.press("Tab");
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const timer = setInterval(() => {
          const item = document.querySelector<HTMLElement>(".jp-Completer .jp-Completer-item");
          if (item === null || item.offsetHeight === 0) return;
          clearInterval(timer);
          resolve(performance.now() - Number(document.body.dataset["pressedMs"]));
        }, 2);
      }),
  );
}

/** From the cell's number to the first line of its plot. */
async function plotMs(page: LabPage): Promise<number> {
  const cell = await page.cell(2).elementHandle();
  return page.page.evaluate(
    (node) =>
      new Promise<number>((resolve) => {
        let doneMs = 0;
        const timer = setInterval(() => {
          const nowMs = performance.now();
          const prompt = node?.querySelector(".jp-InputPrompt")?.textContent ?? "";
          if (doneMs === 0 && /\[\d+\]/.test(prompt)) doneMs = nowMs;
          if (doneMs === 0 || node?.querySelector(".main-svg .js-line") == null) return;
          clearInterval(timer);
          resolve(nowMs - doneMs);
        }, 2);
      }),
    cell,
  );
}

async function save(lab: Lab, browser: Browser): Promise<void> {
  const page = await (await lab.visit(browser, "/lab/tree/big.ipynb")).opened();
  await page.write(0, `// ${randomUUID()}`);
  const startedMs = performance.now();
  await page.command("docmanager:save");
  note("save of a 10 MB notebook", performance.now() - startedMs);
  await page.close();
}

/** What the server keeps in memory, where the system says it. */
function memory(lab: Lab, name: Name): void {
  const file = `/proc/${lab.pid}/status`;
  if (!existsSync(file)) return;
  const kilobytes = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(file, "utf8"))?.[1]);
  note(name, kilobytes / 1024);
}

/** Medians of the cell `1`, from request to reply, through the server. */
async function socketMs(lab: Lab): Promise<number> {
  const kernel = await lab.ask<{ id: string }>("/api/kernels", "POST", { name: "tslab" });
  const address = new URL(`/api/kernels/${kernel.id}/channels`, lab.url);
  address.protocol = "ws:";
  address.searchParams.set("token", new URL(lab.url).searchParams.get("token") ?? "");
  const socket = new WebSocket(address);
  await new Promise((resolve) => socket.once("open", resolve));
  const replies = new Map<string, () => void>();
  socket.on("message", (data: Buffer) => {
    const { header, parent_header: parent } = JSON.parse(data.toString()) as Reply;
    if (header.msg_type === "execute_reply") replies.get(parent.msg_id ?? "")?.();
  });
  const times: number[] = [];
  for (let i = 0; i < 70; i++) {
    const id = randomUUID();
    const header = { msg_id: id, msg_type: "execute_request", session: "bench", version: "5.3" };
    const content = { code: "1", silent: false, store_history: true, allow_stdin: false };
    const startedMs = performance.now();
    const answered = new Promise<void>((resolve) => replies.set(id, resolve));
    const common = { parent_header: {}, metadata: {}, buffers: [] };
    const named = { ...header, username: "", date: new Date().toISOString() };
    socket.send(JSON.stringify({ channel: "shell", header: named, content, ...common }));
    await answered;
    if (i >= 10) times.push(performance.now() - startedMs);
  }
  socket.close();
  await lab.ask(`/api/kernels/${kernel.id}`, "DELETE");
  return median(times);
}

interface Reply {
  readonly header: { readonly msg_type: string };
  readonly parent_header: { readonly msg_id?: string };
}

const ownSpec = {
  argv: ownKernelspec().argv.map((word) =>
    word.replace(join(root, "src"), join(root, "dist")).replace(/main\.ts$/, "main.js"),
  ),
};

console.log(
  `Node ${process.version}, ${availableParallelism()} × ${cpus()[0]?.model ?? "?"}, ${rounds} rounds\n`,
);
const first = notebookText(["const animal = { legs: 4, tail: 1 };\nanimal", "", chartCell]);
const lab = await Lab.start({ "first.ipynb": first, "big.ipynb": bigNotebook() });
const browser = await startChromium();
try {
  for (let round = 0; round < rounds; round++) {
    await openAndRun(lab, browser);
    for (const { id } of await lab.ask<{ id: string }[]>("/api/sessions"))
      await lab.ask(`/api/sessions/${id}`, "DELETE"); // the next round gets the warm kernel
    memory(lab, "server's memory");
    const bare = await measureKernel(ownSpec, (i) => `const value${i}: number = ${i};`);
    note(
      "a cell through the WebSocket, more than bare",
      (await socketMs(lab)) - bare["1 repeated, ms"],
    );
  }
  for (let round = 0; round < rounds; round++) {
    await save(lab, browser);
    memory(lab, "server's memory after saves of 10 MB");
  }
} finally {
  await browser.close();
  await lab.end();
}

let missed = 0;
for (const [name, { unit, floor, ...rest }] of Object.entries(floors)) {
  const values = figures.get(name as Name);
  if (values === undefined) continue;
  const value = median(values);
  if (value >= floor) missed++;
  const goal = "goal" in rest ? `, goal ${rest.goal}` : "";
  const limit = Number.isFinite(floor) ? `   floor ${floor}${goal}` : "";
  const verdict = value < floor ? "" : "  MISSED";
  console.log(
    `${name.padEnd(46)} ${value.toFixed(value < 100 ? 1 : 0).padStart(7)} ${unit}${limit}${verdict}`,
  );
}
process.exitCode = missed === 0 ? 0 : 1;
