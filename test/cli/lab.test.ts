/** `tidebook lab` as a program: what it prints, serves, refuses, and that nothing is left when it ends. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { browserCommand } from "../../src/cli/browser.js";

const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
let folder: string;
const children: ChildProcess[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tidebook-lab-"));
  await writeFile(
    join(folder, "a b.ipynb"),
    '{"cells":[],"metadata":{},"nbformat":4,"nbformat_minor":5}',
  );
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await rm(folder, { recursive: true, force: true });
});

interface Lab {
  readonly child: ChildProcess;
  /** What it has printed so far. */
  said(): { stdout: string; stderr: string };
  /** The address that it printed, once it is there. */
  readonly url: Promise<URL>;
  readonly ended: Promise<{
    code: number | null;
    signal: string | null;
    stdout: string;
    stderr: string;
  }>;
}

function lab(...words: string[]): Lab {
  const { DISPLAY: _x, WAYLAND_DISPLAY: _w, ...env } = process.env;
  const child = spawn(process.execPath, [main, "lab", ...words], {
    cwd: folder,
    env: { ...env, CI: "1", TIDEBOOK_DATA_DIR: join(folder, ".data") },
  });
  children.push(child);
  let stdout = "";
  let stderr = "";
  const url = new Promise<URL>((resolve, reject) => {
    child.stdout!.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
      const match = /http:\/\/\S+/.exec(stdout);
      if (match !== null) resolve(new URL(match[0]));
    });
    child.once("exit", () => reject(new Error(`ended before it listened: ${stderr}`)));
  });
  url.catch(() => {});
  child.stderr!.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<Awaited<Lab["ended"]>>((resolve) =>
    child.once("close", (code, signal) => resolve({ code, signal, stdout, stderr })),
  );
  return { child, said: () => ({ stdout, stderr }), url, ended };
}

const fetchAs = (url: URL, path: string, init: RequestInit = {}) =>
  fetch(new URL(path, url), {
    ...init,
    headers: { Authorization: `token ${url.searchParams.get("token")}` },
  });

/** Whether a process is there. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe("tidebook lab", () => {
  it("prints an address with a token that opens the folder, and ends at SIGTERM", async () => {
    const { child, url, ended } = lab("--port", "0", "--no-browser");
    const address = await url;
    expect(address.hostname).toBe("127.0.0.1");
    expect(address.pathname).toBe("/lab");
    expect(address.searchParams.get("token")).toMatch(/^[0-9a-f]{48}$/);
    const listing = (await (await fetchAs(address, "/api/contents")).json()) as {
      content: { name: string }[];
    };
    expect(listing.content.map(({ name }) => name)).toEqual(["a b.ipynb"]);
    child.kill("SIGTERM");
    const { code, stdout, stderr } = await ended;
    expect(code).toBe(0);
    expect(stdout).toContain(`Tidebook's lab serves `);
    expect(stderr).toContain("Ctrl-C stops the lab and its kernels.");
    expect(stderr).toContain("stopping the lab\n");
  });

  it("opens a notebook that is named, and serves its folder", async () => {
    const { child, url, ended } = lab(join(folder, "a b.ipynb"), "--port", "0");
    expect((await url).pathname).toBe("/lab/tree/a%20b.ipynb");
    child.kill("SIGINT");
    expect((await ended).code).toBe(0);
  });

  it("ends at Ctrl-C without a terminal, and leaves no kernel behind", async () => {
    const { child, url, ended } = lab("--port", "0", "--no-browser", "--token", "chosen");
    const address = await url;
    expect(address.searchParams.get("token")).toBe("chosen");
    const response = await fetchAs(address, "/api/kernels", { method: "POST" });
    expect(response.status).toBe(201);
    const pids = await childrenOf(child.pid!);
    expect(pids.length).toBeGreaterThan(0);
    child.kill("SIGINT");
    const { code, stderr } = await ended;
    expect([code, stderr.includes("stopping the lab and its kernel\n")]).toEqual([0, true]);
    await expect.poll(() => pids.filter(isAlive), { timeout: 5_000 }).toEqual([]);
  });

  it("leaves no kernel behind when it is killed", async () => {
    const { child, url, ended } = lab("--port", "0", "--no-browser");
    await fetchAs(await url, "/api/kernels", { method: "POST" });
    const pids = await childrenOf(child.pid!);
    expect(pids.length).toBeGreaterThan(0);
    child.kill("SIGKILL");
    await ended;
    await expect.poll(() => pids.filter(isAlive), { timeout: 15_000 }).toEqual([]);
  });

  it("ends when a client asks for it", async () => {
    const { url, ended } = lab("--port", "0", "--no-browser");
    expect((await fetchAs(await url, "/api/shutdown", { method: "POST" })).status).toBe(200);
    expect((await ended).code).toBe(0);
  });

  it("moves on from a busy port and says so", async () => {
    const busy = createServer();
    await new Promise<void>((resolve) => busy.listen(0, "127.0.0.1", resolve));
    const { port } = busy.address() as AddressInfo;
    const { child, url, said, ended } = lab("--port", String(port), "--no-browser");
    const address = await url;
    expect(Number(address.port)).toBeGreaterThan(port);
    child.kill("SIGTERM");
    await ended;
    expect(said().stderr).toContain(`port ${port} is in use: the lab is at ${address.port}\n`);
    busy.close();
  });

  it("says what an open lab means", async () => {
    const { child, url, said, ended } = lab("--port", "0", "--no-browser", "--token", "");
    expect((await url).search).toBe("");
    child.kill("SIGTERM");
    await ended;
    expect(said().stderr).toContain(
      "It asks for no token: every program of this machine may use it.\n",
    );
  });

  it.each([
    [["nowhere"], 2, /^tidebook: cannot open "nowhere": .*; expected a folder or a notebook\n$/],
    [
      ["--port", "80x"],
      2,
      /^tidebook: --port: "80x"; expected a number from 0 \(any free port\) to 65535\n$/,
    ],
    [["--port", "70000"], 2, /^tidebook: --port: "70000"; expected a number/],
    [
      ["--host", "203.0.113.1"],
      2,
      /^tidebook: host: "203.0.113.1"; expected a name or an address of this machine/,
    ],
    [
      ["--host", "0.0.0.0", "--token", ""],
      2,
      /^tidebook: token: ""; expected a secret, since others can reach/,
    ],
    [["--kernel", "nosuch"], 3, /^tidebook: --kernel: "nosuch"; expected one of "tslab"/],
    [["--nonsense"], 2, /unknown option '--nonsense'/],
  ] as const)("refuses %j with exit code %i", async (words, code, message) => {
    const result = await lab(...words).ended;
    expect(result.code).toBe(code);
    expect(result.stderr).toMatch(message);
  });

  it("teaches by --help", async () => {
    const { code, stdout } = await lab("--help").ended;
    expect(code).toBe(0);
    for (const word of ["Examples:", "--no-browser", "--token", "Ctrl-C asks once", "Exit codes:"])
      expect(stdout).toContain(word);
  });
});

describe("the browser", () => {
  const url = "http://127.0.0.1:8888/login?ticket=x&next=%2Flab";
  it.each([
    ["linux", { DISPLAY: ":0" }, ["xdg-open", url]],
    ["linux", { WAYLAND_DISPLAY: "wayland-0" }, ["xdg-open", url]],
    ["linux", {}, undefined],
    ["linux", { DISPLAY: ":0", CI: "true" }, undefined],
    ["linux", { WSL_DISTRO_NAME: "Debian" }, ["wslview", url]],
    ["darwin", {}, ["open", url]],
    ["darwin", { SSH_CONNECTION: "1 2 3 4" }, undefined],
    ["win32", {}, ["rundll32", "url.dll,FileProtocolHandler", url]],
  ])("on %s with %j is opened by %j", (platform, env, command) => {
    expect(browserCommand(url, { platform, env })).toEqual(command);
  });
});

/** The processes that a process started, and theirs. */
async function childrenOf(pid: number): Promise<number[]> {
  const { execFileSync } = await import("node:child_process");
  if (process.platform === "win32") return [];
  const table = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
  const below = (parent: number): number[] =>
    table.flatMap(([child, of]) => (of === parent ? [child, ...below(child)] : []));
  return below(pid);
}
