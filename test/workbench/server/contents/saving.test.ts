/** All of it or none: two writers, a full disk, the server killed in the middle, a file changed by others. */
import { spawn } from "node:child_process";
import { chmod, mkdir, readdir, readFile, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it, vi } from "vitest";
import type { ContentsModel } from "../../../../src/workbench/server/contents/model.js";
import { serve } from "./served.js";

const text = (content: string) => ({ type: "file", format: "text", content });
const notebook = (source: string) => ({
  type: "notebook",
  content: {
    cells: [{ cell_type: "markdown", id: "a", metadata: {}, source }],
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  },
});

describe("a save", () => {
  it("answers with the hash and time of what is on disk", async () => {
    const { ask, get } = await serve();
    const { body } = await ask("PUT", "a.ipynb", { body: notebook("x") });
    const saved = body as ContentsModel;
    const read = await get("a.ipynb", "hash=1&content=0");
    expect(saved).toMatchObject({ content: null, format: null, hash_algorithm: "sha256" });
    expect([saved.hash, saved.last_modified]).toEqual([read.hash, read.last_modified]);
  });

  it("by another program shows in hash and time, which JupyterLab compares before it saves", async () => {
    const { ask, get, folder } = await serve();
    await ask("PUT", "a.ipynb", { body: notebook("x") });
    const before = await get("a.ipynb", "hash=1&content=0");
    await new Promise((resolve) => setTimeout(resolve, 20));
    await writeFile(join(folder, "a.ipynb"), "changed");
    const after = await get("a.ipynb", "hash=1&content=0");
    expect(after.hash).not.toBe(before.hash);
    expect(Date.parse(after.last_modified)).toBeGreaterThan(Date.parse(before.last_modified));
  });

  it("with If-Match is refused over a change that its page has not seen", async () => {
    const { ask, get } = await serve();
    await ask("PUT", "a.txt", { body: text("one") });
    const { hash } = await get("a.txt", "hash=1");
    const headers = { "If-Match": `"${hash}"` };
    // Two pages that read the same text: the second one is told, and the first one's work is there.
    const [first, second] = await Promise.all([
      ask("PUT", "a.txt", { body: text("first"), headers }),
      ask("PUT", "a.txt", { body: text("second"), headers }),
    ]);
    expect([first.status, second.status].sort()).toEqual([200, 412]);
    expect([first, second].find(({ status }) => status === 412)!.body).toEqual({
      message: '"a.txt" has changed on disk; read it again',
      reason: "changed",
    });
    expect((await get("a.txt")).content).toBe(first.status === 200 ? "first" : "second");
  });

  it("of two writers leaves one of the two texts, whole", async () => {
    const { ask, get, folder } = await serve();
    const long = (letter: string) => letter.repeat(200_000);
    await Promise.all([..."abcdefgh"].map((c) => ask("PUT", "a.txt", { body: text(long(c)) })));
    const content = (await get("a.txt")).content as string;
    expect([content.length, new Set(content).size]).toEqual([200_000, 1]);
    expect(await readdir(folder)).toEqual(["a.txt"]);
  });

  it("keeps the file's mode", async () => {
    const { ask, folder } = await serve();
    const file = join(folder, "a.sh");
    await writeFile(file, "x");
    await chmod(file, 0o750);
    await ask("PUT", "a.sh", { body: text("y") });
    expect((await stat(file)).mode & 0o777).toBe(process.platform === "win32" ? 0o666 : 0o750);
  });

  it("of a read-only file is refused with 403", async () => {
    const { ask, folder } = await serve();
    await writeFile(join(folder, "a.txt"), "x");
    await chmod(join(folder, "a.txt"), 0o444);
    expect(await ask("PUT", "a.txt", { body: text("y") })).toMatchObject({
      status: 403,
      body: { message: '"a.txt": permission denied (EACCES); the file is unchanged' },
    });
    expect(await readFile(join(folder, "a.txt"), "utf8")).toBe("x");
  });

  it.skipIf(process.platform === "win32" || process.getuid?.() === 0)(
    "into a folder that may not be written is refused with 403",
    async () => {
      const { ask, folder } = await serve();
      await mkdir(join(folder, "fixed"));
      await writeFile(join(folder, "fixed/a.ipynb"), "x");
      await chmod(join(folder, "fixed"), 0o555);
      try {
        expect((await ask("PUT", "fixed/a.ipynb", { body: notebook("y") })).status).toBe(403);
        expect((await ask("POST", "fixed/a.ipynb/checkpoints")).status).toBe(403);
        expect((await ask("POST", "fixed", { body: {} })).status).toBe(403);
      } finally {
        await chmod(join(folder, "fixed"), 0o755);
      }
    },
  );

  it("on a full disk is answered 507, and the old file stays", async () => {
    const { ask, get, folder } = await serve();
    await ask("PUT", "a.txt", { body: text("old") });
    const { FileHandle } = await fileHandle(join(folder, "a.txt"));
    const full = vi
      .spyOn(FileHandle, "writeFile")
      .mockRejectedValue(
        Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" }),
      );
    try {
      expect(await ask("PUT", "a.txt", { body: text("new") })).toMatchObject({
        status: 507,
        body: {
          message: '"a.txt": no space is left on the disk (ENOSPC); the file is unchanged',
        },
      });
      const chunk = await ask("PUT", "b.txt", { body: { ...text("new"), chunk: 1 } });
      expect(chunk).toMatchObject({
        status: 507,
        body: { message: '"b.txt": no space is left on the disk (ENOSPC); nothing was uploaded' },
      });
    } finally {
      full.mockRestore();
    }
    expect((await get("a.txt")).content).toBe("old");
    expect(await readdir(folder)).toEqual(["a.txt"]);
  });

  it("sweeps up what a killed server left, a day later, and nothing else", async () => {
    const { ask, folder } = await serve();
    const old = new Date(Date.now() - 48 * 60 * 60 * 1000);
    const names = [".a.txt.0123456789ab.tmp", ".b.0123456789ab.upload", ".c.0123.tmp", ".d.tmp"];
    for (const name of names) {
      await writeFile(join(folder, name), "x");
      await utimes(join(folder, name), old, old);
    }
    await writeFile(join(folder, ".e.0123456789ab.tmp"), "another server writes this");
    await ask("PUT", "a.txt", { body: text("x") });
    await vi.waitFor(async () =>
      expect((await readdir(folder)).sort()).toEqual([
        ".c.0123.tmp",
        ".d.tmp",
        ".e.0123456789ab.tmp",
        "a.txt",
      ]),
    );
  });

  it("that is killed leaves the old text or the new one, never half of it", async () => {
    const { folder } = await serve();
    const file = join(folder, "a.ipynb");
    const built = join(
      import.meta.dirname,
      "../../../../dist/workbench/server/contents/contents.js",
    );
    const program = `
      import { Contents } from ${JSON.stringify(pathToFileURL(built).href)};
      const contents = new Contents({ root: process.argv[1], dataFolder: process.argv[1] + "/.data" });
      for (let round = 0; ; round++) {
        const source = (round % 2 === 0 ? "even " : "odd ").repeat(200_000);
        await contents.save("a.ipynb", { type: "notebook", content: { cells: [
          { cell_type: "markdown", id: "a", metadata: {}, source },
        ], metadata: {}, nbformat: 4, nbformat_minor: 5 } });
        if (round === 1) console.log("saving");
      }`;
    for (let round = 0; round < 6; round++) {
      const child = spawn(process.execPath, ["--input-type=module", "-e", program, folder], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      const ended = new Promise((resolve) => child.once("exit", resolve));
      await new Promise((resolve) => child.stdout.once("data", resolve));
      await new Promise((resolve) => setTimeout(resolve, 7 * round));
      child.kill("SIGKILL");
      await ended;
      const { cells } = JSON.parse(await readFile(file, "utf8")) as {
        cells: { source: string[] }[];
      };
      expect(cells[0]!.source.join("")).toMatch(/^(?:(?:even ){200000}|(?:odd ){200000})$/);
    }
  });
});

/** The prototype of file handles, on which a test can make the disk full. */
async function fileHandle(file: string) {
  const { open } = await import("node:fs/promises");
  const handle = await open(file);
  await handle.close();
  return { FileHandle: Object.getPrototypeOf(handle) as typeof handle };
}
