/**
 * A lab in real Chromium: `tidebook lab` as a process of its own on a temporary copy of notebooks, and pages
 * that are driven as a person would, by what is seen and typed. What a page complains of on its console, and
 * every request to another host, is kept for the test to judge. Waits for states, never for a time.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { copyFile, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import type { TestContext } from "vitest";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const main = join(repository, "dist", "cli", "main.js");

/** A code cell to write into a notebook, or one of another kind with its fields. */
export type CellText = string | Readonly<Record<string, unknown>>;

/** A notebook of TypeScript with these cells, and with more metadata where a test needs them. */
export function notebookText(
  cells: readonly CellText[],
  kernel = "tslab",
  metadata: Readonly<Record<string, unknown>> = {},
): string {
  return JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: { name: kernel, display_name: "TypeScript", language: "typescript" },
      language_info: { name: "typescript" },
      ...metadata,
    },
    cells: cells.map((cell, i) => ({
      id: `cell-${i}`,
      metadata: {},
      ...(typeof cell === "string"
        ? { cell_type: "code", execution_count: null, outputs: [], source: cell }
        : cell),
    })),
  });
}

/** What JupyterLab's application shows of itself. */
interface Application {
  readonly jupyterapp: {
    readonly restored: Promise<unknown>;
    readonly commands: { execute(id: string, args: unknown): Promise<unknown> };
  };
}

/** Console lines that JupyterLab writes and that mean nothing. */
const harmless = [
  /^Connection lost, reconnecting in 0 seconds/, // at every restart of a kernel
  /^Yjs was already imported/,
  /CodeMirrorEditor.*already set/,
  /^The kernel '.*' is not an allowed kernel/,
];

export class Lab {
  private readonly pages: LabPage[] = [];
  private workspaces = 0;
  private server: ChildProcess | undefined;
  private port = 0;
  /** What the server wrote, both streams. */
  output = "";
  url = "";

  private constructor(
    private readonly folder: string,
    /** The served folder. */
    readonly root: string,
  ) {}

  /** A lab on a new folder with these files; names of the project's notebooks are copied. */
  static async start(
    files: Readonly<Record<string, string>> = {},
    copies: readonly string[] = [],
  ): Promise<Lab> {
    const folder = await realpath(await mkdtemp(join(tmpdir(), "tidebook-lab-")));
    const lab = new Lab(folder, join(folder, "course"));
    await mkdir(lab.root);
    // Above the served folder, so that notebooks find the library and the page does not.
    await mkdir(join(folder, "node_modules"));
    await symlink(repository, join(folder, "node_modules", "tidebook"), "junction");
    for (const [name, text] of Object.entries(files)) await writeFile(join(lab.root, name), text);
    for (const name of copies)
      await copyFile(join(repository, "notebooks", name), join(lab.root, name));
    lab.port = await freePort();
    await lab.begin();
    return lab;
  }

  /** The served path of a file. */
  path(name: string): string {
    return join(this.root, name);
  }

  get pid(): number {
    return this.server?.pid ?? 0;
  }

  /** Starts the server, at the port that it had. */
  async begin(): Promise<void> {
    const args = ["lab", this.root, "--no-browser", "--port", String(this.port)];
    const server = spawn(process.execPath, [main, ...args, "--token", "secret-of-the-test"], {
      env: { ...process.env, TIDEBOOK_DATA_DIR: join(this.folder, "data") },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.server = server;
    let heard = "";
    this.url = await new Promise<string>((resolve, reject) => {
      const onData = (data: Buffer) => {
        heard += data.toString();
        this.output += data.toString();
        const url = /http:\/\/\S+/.exec(heard)?.[0];
        if (url !== undefined) resolve(url);
      };
      server.stdout.on("data", onData);
      server.stderr.on("data", onData);
      server.once("exit", (code) => reject(new Error(`the lab ended with ${code}: ${heard}`)));
    });
  }

  /** Ends the server: politely by default. Resolves when it is gone. */
  async stop(signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> {
    const server = this.server;
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const gone = new Promise((resolve) => server.once("exit", resolve));
    server.kill(signal);
    await gone;
  }

  /** Ends the server and removes everything. */
  async end(): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** A request of the server's interface, as JSON. */
  async ask<T>(path: string, method = "GET", body?: unknown): Promise<T> {
    const response = await fetch(new URL(path, this.url), {
      method,
      headers: { authorization: "token secret-of-the-test" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === "" ? undefined : JSON.parse(text)) as T;
  }

  /** A page of a browser that was never here, let in by the printed address, with a workspace of its own. */
  async visit(
    browser: Browser,
    path = "/lab",
    options: BrowserContextOptions = {},
  ): Promise<LabPage> {
    const context = await browser.newContext({
      viewport: { width: 1360, height: 900 },
      acceptDownloads: true,
      ...options,
    });
    context.setDefaultTimeout(15_000);
    return this.tab(
      await context.newPage(),
      path.replace(/^\/lab(?=\/tree|$)/, `/lab/workspaces/test-${++this.workspaces}`),
    );
  }

  /** The same browser's next tab, or a page's next address. */
  async tab(page: Page, path: string): Promise<LabPage> {
    const made = new LabPage(page, new URL(this.url).origin);
    this.pages.push(made);
    const address = new URL(this.url);
    address.pathname = path;
    await page.goto(address.href);
    return made;
  }

  /**
   * Closes the pages of a test; what they complained of, unless the test has judged it, and whom else they
   * asked. Of a test that failed, TIDEBOOK_SCREENSHOTS names the folder that gets what was seen.
   */
  async leave({ task }: TestContext): Promise<{ complaints: string[]; strangers: string[] }> {
    const pages = this.pages.splice(0);
    const shots = process.env["TIDEBOOK_SCREENSHOTS"];
    if (task.result?.state === "fail" && shots !== undefined)
      for (const [i, { page }] of pages.entries())
        await page.screenshot({ path: join(shots, `${task.name.slice(0, 40)}-${i}.png`) });
    for (const page of pages) await page.close();
    return {
      complaints: pages.flatMap((page) => page.complaints.splice(0)),
      strangers: pages.flatMap((page) => page.strangers),
    };
  }
}

/** A free port: the server must come back to the same one, so it cannot ask for any. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

export class LabPage {
  /** Errors and warnings of the console, without those known to be harmless. */
  readonly complaints: string[] = [];
  /** Requests to other hosts. */
  readonly strangers: string[] = [];

  constructor(
    readonly page: Page,
    origin: string,
  ) {
    page.on("console", (message) => {
      const text = message.text();
      if (message.type() !== "error" && message.type() !== "warning") return;
      if (!harmless.some((known) => known.test(text)))
        this.complaints.push(`${text} (${message.location().url})`);
    });
    page.on("pageerror", (error) => this.complaints.push(error.stack ?? String(error)));
    page.on("request", (request) => {
      const url = request.url();
      if (!/^(?:data|blob|about):/.test(url) && !url.startsWith(origin)) this.strangers.push(url);
    });
    page.on("dialog", (dialog) => void dialog.accept());
  }

  /** The notebook in front. */
  get notebook(): Locator {
    return this.page.locator(".jp-NotebookPanel:visible");
  }

  /** A cell of the notebook in front, once it is there. */
  cell(index: number): Locator {
    return this.notebook.locator(`.jp-Cell[data-windowed-list-index="${index}"]`);
  }

  output(index: number): Locator {
    return this.cell(index).locator(".jp-OutputArea-output");
  }

  /** What stands before a cell: `[1]:`, `[*]:`. */
  prompt(index: number): Locator {
    return this.cell(index).locator(".jp-InputPrompt");
  }

  /** The notebook of the address is in front, and the workspace is as it was left. */
  async opened(): Promise<this> {
    const name = decodeURIComponent(new URL(this.page.url()).pathname.split("/").at(-1) ?? "");
    await this.page.locator(".lm-TabBar-tab.lm-mod-current", { hasText: name }).waitFor();
    await this.page.evaluate(() => (window as unknown as Window & Application).jupyterapp.restored);
    await this.cell(0).locator(".cm-content:visible, .jp-RenderedMarkdown:visible").waitFor();
    return this;
  }

  /** The mark in the toolbar says so of the kernel. */
  async mark(word: "Ready" | "Running" | "Connecting…" | "Starts with a cell"): Promise<void> {
    await this.notebook.locator(".tb-KernelMark-word", { hasText: word }).waitFor();
  }

  /** Runs one of the application's commands by its name. */
  command(id: string, args: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    return this.page.evaluate(
      async ([name, given]) => {
        const { jupyterapp } = window as unknown as Window & Application;
        await jupyterapp.commands.execute(name, given);
      },
      [id, args] as const,
    );
  }

  /** Puts the text into a cell, in place of what stood there. */
  async write(index: number, text: string): Promise<void> {
    const editor = this.cell(index).locator(".cm-content");
    await editor.click();
    await this.page.keyboard.press("ControlOrMeta+A");
    await this.page.keyboard.press("Delete");
    await this.page.keyboard.insertText(text);
  }

  /** Runs a cell as a person does. */
  async run(index: number): Promise<void> {
    await this.cell(index).locator(".cm-content").click();
    await this.page.keyboard.press("Shift+Enter");
  }

  close(): Promise<void> {
    return this.page.context().close();
  }
}
