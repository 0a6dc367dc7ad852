/** One earlier state for each file, where Jupyter keeps it. */
import { mkdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { serve, serveTree } from "./served.js";

describe("checkpoints", () => {
  it.each([
    ["foo/a.ipynb", ".ipynb_checkpoints/a-checkpoint.ipynb"],
    ["foo/a.txt", ".ipynb_checkpoints/a-checkpoint.txt"],
  ])("of %s are made, listed, restored and deleted", async (path, where) => {
    const { ask, folder } = await serveTree();
    const before = await readFile(join(folder, path), "utf8");
    const { status, headers, body: first } = await ask("POST", `${path}/checkpoints`);
    expect(status).toBe(201);
    expect(first).toEqual({
      id: "checkpoint",
      last_modified: expect.stringMatching(/Z$/) as string,
    });
    expect(headers.get("Location")).toBe(`/api/contents/${path}/checkpoints/checkpoint`);
    expect(await readFile(join(folder, "foo", where), "utf8")).toBe(before);
    const body = { type: "file", format: "text", content: `${before}\nsecond line` };
    await ask("PUT", path, { body });
    expect((await ask("GET", `${path}/checkpoints`)).body).toEqual([first]);
    expect((await ask("POST", `${path}/checkpoints/checkpoint`)).status).toBe(204);
    expect(await readFile(join(folder, path), "utf8")).toBe(before);
    expect((await ask("DELETE", `${path}/checkpoints/checkpoint`)).status).toBe(204);
    expect((await ask("GET", `${path}/checkpoints`)).body).toEqual([]);
    expect(await ask("DELETE", `${path}/checkpoints/checkpoint`)).toMatchObject({
      status: 404,
      body: { message: `Checkpoint does not exist: ${path}@checkpoint` },
    });
    expect((await ask("POST", `${path}/checkpoints/other`)).status).toBe(404);
  });

  it("are made by the first save of a notebook", async () => {
    const { ask } = await serve();
    await ask("POST", "", { body: { ext: ".ipynb" } });
    expect((await ask("GET", "Untitled.ipynb/checkpoints")).body).toHaveLength(1);
  });

  it("follow their file and go with it", async () => {
    const { ask, folder } = await serveTree();
    await ask("POST", "foo/a.txt/checkpoints");
    await ask("PATCH", "foo/a.txt", { body: { path: "ordering/z.txt" } });
    expect((await ask("GET", "foo/a.txt/checkpoints")).body).toEqual([]);
    expect((await ask("GET", "ordering/z.txt/checkpoints")).body).toHaveLength(1);
    await ask("DELETE", "ordering/z.txt");
    await expect(
      stat(join(folder, "ordering/.ipynb_checkpoints/z-checkpoint.txt")),
    ).rejects.toThrow("ENOENT");
  });

  it.skipIf(process.platform === "win32")("of a link are those of its file", async () => {
    const { ask, folder } = await serveTree();
    await symlink("foo/a.txt", join(folder, "link.txt"));
    await ask("POST", "link.txt/checkpoints");
    for (const path of ["link.txt", "foo/a.txt"])
      expect((await ask("GET", `${path}/checkpoints`)).body).toHaveLength(1);
    expect((await ask("POST", "link.txt/checkpoints/checkpoint")).status).toBe(204);
    expect((await ask("DELETE", "link.txt/checkpoints/checkpoint")).status).toBe(204);
    expect((await ask("GET", "foo/a.txt/checkpoints")).body).toEqual([]);
  });

  it("leave folders of that name alone", async () => {
    const { ask, get, folder } = await serve();
    await mkdir(join(folder, "model/checkpoints"), { recursive: true });
    await mkdir(join(folder, "model/trust"));
    await writeFile(join(folder, "model/checkpoints/1.bin"), "x");
    expect((await get("model/checkpoints")).type).toBe("directory");
    expect((await get("model/checkpoints/1.bin")).type).toBe("file");
    expect((await ask("POST", "model/checkpoints", { body: { ext: ".txt" } })).status).toBe(201);
    expect((await ask("POST", "model/trust", { body: { ext: ".txt" } })).status).toBe(201);
    await mkdir(join(folder, "model/checkpoints/last"));
    expect((await ask("DELETE", "model/checkpoints/last")).status).toBe(204);
    expect((await ask("DELETE", "model/checkpoints")).status).toBe(204);
  });

  it("refuse other methods", async () => {
    const { ask } = await serveTree();
    expect(await ask("DELETE", "foo/a.txt/checkpoints")).toMatchObject({
      status: 405,
      body: { message: 'method: "DELETE"; expected one that this address knows' },
    });
  });
});
