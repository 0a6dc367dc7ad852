/**
 * `tidebook lab`: the notebook environment on a folder, in the browser. Starts the server, prints the address
 * with its token, opens a browser where there is one, and ends server and kernels at Ctrl-C. How the lab
 * answers is in `workbench/server`; when it ends, in `lab-stop.ts`.
 */
import { statSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { Command, Option } from "commander";
import { complaint, quote } from "../base/check.js";
import { fileReason } from "../base/file.js";
import type { LabServer } from "../workbench/server/server.js";
import { openBrowser } from "./browser.js";
import { CliError } from "./error.js";
import { stopAsked } from "./lab-stop.js";

interface Flags {
  readonly port: string;
  readonly host: string;
  readonly token?: string;
  readonly browser: boolean;
  readonly kernel?: string;
  readonly allowHost: readonly string[];
  readonly hidden?: true;
  readonly verbose?: true;
}

const help = `
The address that is printed holds a token: who has it can run programs as you. A browser that has been let in
once is known by a cookie and needs it no more. Nothing outside the folder can be opened.

Ctrl-C asks once, then stops the lab and its kernels. It saves nothing: what you have not saved is in your
browser's page alone. A busy port moves on to the next.

Examples:
  $ tidebook lab                          notebooks of this folder
  $ tidebook lab notebooks                those of another
  $ tidebook lab analysis.ipynb           one notebook, opened
  $ tidebook lab --no-browser --port 9000 print the address only, at a port of your choice
  $ tidebook lab --host 0.0.0.0           for the whole network: unencrypted, so only where you trust it
  $ ssh -L 8888:127.0.0.1:8888 machine    then open the address of a lab that runs there

Exit codes: 0 stopped, 2 usage, or a folder, port or host that cannot be served, 3 no such kernel.`;

const collect = (value: string, earlier: readonly string[]) => [...earlier, value];

/** The command, for the program's front. */
export function labCommand(): Command {
  return new Command("lab")
    .description("open the notebook environment in your browser")
    .argument("[folder]", "the folder to serve, or one notebook in it", ".")
    .option("--port <n>", "listen here; a busy port moves on to the next, 0 takes any", "8888")
    .option("--host <address>", "listen on this address of the machine", "127.0.0.1")
    .addOption(
      new Option(
        "--token <secret>",
        'the secret of the address (default: a new one); "" asks for none, on this machine alone',
      ).env("TIDEBOOK_TOKEN"),
    )
    .option("--no-browser", "print the address and open no browser")
    .option("--kernel <name>", "the kernel of new notebooks (tidebook kernel list)")
    .addOption(
      new Option(
        "--allow-host <name>",
        "a name under which a proxy reaches the lab; may be repeated",
      )
        .argParser(collect)
        .default([], "none"),
    )
    .option("--hidden", "also show files whose name starts with a dot")
    .option("--verbose", "print every refused request, not only faults")
    .addHelpText("after", help)
    .action(lab);
}

async function lab(name: string, flags: Flags): Promise<void> {
  const { root, path } = toPlace(name);
  const port = toPort(flags.port);
  if (flags.kernel !== undefined) await checkKernel(flags.kernel);
  const { startLab } = await import("../workbench/server/server.js");
  const server = await startLab({
    root,
    port,
    host: flags.host,
    allowedHosts: flags.allowHost,
    openHidden: flags.hidden === true,
    log: (line, severity) => {
      if (severity !== "notice" || flags.verbose === true) console.error(`tidebook: ${line}`);
    },
    ...(flags.token !== undefined && { token: flags.token }),
    ...(flags.kernel !== undefined && { kernel: flags.kernel }),
  });
  const stop = stopAsked(() => `Stop the lab${kernels(server)}?`);
  greet(server, path, flags, port);
  if (flags.browser) openBrowser(server.ticketUrl(path));
  await Promise.race([stop.asked, server.shutdownAsked]);
  // From here on Ctrl-C ends the program as it ends any; kernels go with it.
  stop.release();
  process.once("SIGINT", () => process.exit(130));
  process.once("SIGTERM", () => process.exit(143));
  console.error(`stopping the lab${kernels(server)}`);
  await server.close();
  process.exit(0);
}

/** The folder to serve, and the page's path: that of a notebook where one was named. */
function toPlace(name: string): { readonly root: string; readonly path: string } {
  const place = resolve(name);
  let isFolder: boolean;
  try {
    isFolder = statSync(place).isDirectory();
  } catch (error) {
    throw new CliError(
      `cannot open ${quote(name)}: ${fileReason(error)}; expected a folder or a notebook`,
      2,
    );
  }
  if (isFolder) return { root: place, path: "/lab" };
  return { root: dirname(place), path: `/lab/tree/${encodeURIComponent(basename(place))}` };
}

function toPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port >= 0 && port <= 65535) return port;
  throw new CliError(complaint("--port", text, "a number from 0 (any free port) to 65535"), 2);
}

async function checkKernel(name: string): Promise<void> {
  const { findKernelspecs } = await import("../workbench/protocol/kernelspecs.js");
  const names = [...(await findKernelspecs()).keys()];
  if (names.includes(name)) return;
  throw new CliError(complaint("--kernel", name, `one of ${names.map(quote).join(", ")}`), 3);
}

function greet(server: LabServer, path: string, flags: Flags, port: number): void {
  const url = new URL(server.url);
  url.pathname = path;
  if (port !== 0 && server.port !== port)
    console.error(`port ${port} is in use: the lab is at ${server.port}`);
  console.log(`Tidebook's lab serves ${server.root}\n\n    ${url.href}\n`);
  if (server.token === "")
    console.error("It asks for no token: every program of this machine may use it.");
  if (!["127.0.0.1", "::1", "[::1]", "localhost"].includes(flags.host))
    console.error("Others may reach it, and what goes between you and it is not encrypted.");
  console.error("Ctrl-C stops the lab and its kernels.");
}

/** How many kernels would go. */
function kernels(server: LabServer): string {
  const { kernels: count } = server.activity();
  return count === 0 ? "" : ` and its ${count === 1 ? "kernel" : `${count} kernels`}`;
}
