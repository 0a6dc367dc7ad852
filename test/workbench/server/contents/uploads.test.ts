/** Large files in pieces, as JupyterLab sends them. */
import { mkdir, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { serve } from "./served.js";

const piece = (chunk: number, content: string) => ({
  type: "file",
  format: "base64",
  name: "big.bin",
  chunk,
  content: Buffer.from(content).toString("base64"),
});

describe("an upload in pieces", () => {
  it("is there as a whole when the last piece has come, and not before", async () => {
    const { ask, get, folder } = await serve();
    for (const [chunk, content, size] of [
      [1, "one,", 4],
      [2, "two,", 8],
    ] as const) {
      const answer = await ask("PUT", "big.txt", { body: piece(chunk, content) });
      expect(answer).toMatchObject({
        status: 201,
        body: { name: "big.txt", path: "big.txt", type: "file", size, content: null },
      });
      expect(answer.body).not.toHaveProperty("chunk");
      expect((await ask("GET", "big.txt")).status).toBe(404);
      expect((await get("")).content).toEqual([]);
    }
    expect(await ask("PUT", "big.txt", { body: piece(-1, "three") })).toMatchObject({
      body: { size: 13 },
    });
    expect((await get("big.txt")).content).toBe("one,two,three");
    expect(await readdir(folder)).toEqual(["big.txt"]);
  });

  it("replaces a file at its end, and keeps the old one until then", async () => {
    const { ask, get, folder } = await serve();
    await writeFile(join(folder, "a.txt"), "old", { mode: 0o640 });
    await ask("PUT", "a.txt", { body: piece(1, "n") });
    expect((await get("a.txt")).content).toBe("old");
    await ask("PUT", "a.txt", { body: piece(-1, "ew") });
    expect((await get("a.txt")).content).toBe("new");
    if (process.platform !== "win32")
      expect((await stat(join(folder, "a.txt"))).mode & 0o777).toBe(0o640);
  });

  it("of two of one name, the later one wins and the earlier one is told", async () => {
    const { ask, get } = await serve();
    const put = (chunk: number, content: string) =>
      ask("PUT", "a.txt", { body: piece(chunk, content) });
    await put(1, "a1");
    await put(2, "a2");
    await put(1, "b1");
    expect(await put(3, "a3")).toMatchObject({
      status: 409,
      body: { message: 'chunk: 3; expected 2 or -1; upload "a.txt" again' },
    });
    await put(-1, "b2");
    expect((await get("a.txt")).content).toBe("b1b2");
  });

  it("starts with its first piece", async () => {
    const { ask } = await serve();
    for (const chunk of [2, -1])
      expect(await ask("PUT", "a.txt", { body: piece(chunk, "x") })).toMatchObject({
        status: 409,
        body: { message: `chunk: ${chunk}; expected 1; upload "a.txt" again` },
      });
  });

  it("that is never ended goes with the server", async () => {
    const { ask, contents, folder } = await serve();
    await ask("PUT", "a.txt", { body: piece(1, "x") });
    expect(await readdir(folder)).toHaveLength(1);
    await contents.close();
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([
    [{ chunk: 1, content: "" }, "No file type provided"],
    [
      { chunk: 1, type: "notebook", content: "" },
      'File type "notebook" is not supported for large file transfer',
    ],
    [{ chunk: 1, type: "file" }, "No file content provided"],
    [
      { chunk: 2, type: "file", content: "test", format: "json" },
      "Must specify format of file contents as 'text' or 'base64'",
    ],
  ])("refuses %j", async (body, message) => {
    const { ask } = await serve();
    expect(await ask("PUT", "test", { body })).toMatchObject({ status: 400, body: { message } });
  });

  it("refuses to replace a folder", async () => {
    const { ask, folder } = await serve();
    await mkdir(join(folder, "a"));
    expect((await ask("PUT", "a", { body: piece(1, "x") })).status).toBe(400);
  });
});
