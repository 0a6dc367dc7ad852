/** JupyterLab's own client against the live lab: it cannot tell ours from Jupyter Server. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ContentsManager, Drive, ServerConnection } from "@jupyterlab/services";
import { describe, expect, it, onTestFinished } from "vitest";
import { startLab } from "../../../../src/workbench/server/server.js";

async function connect() {
  const all = await mkdtemp(join(tmpdir(), "tidebook-services-"));
  onTestFinished(() => rm(all, { recursive: true, force: true }));
  const lab = await startLab({ root: all, port: 0, dataFolder: join(all, ".data") });
  onTestFinished(() => lab.close());
  const serverSettings = ServerConnection.makeSettings({
    baseUrl: `http://127.0.0.1:${lab.port}/`,
    wsUrl: `ws://127.0.0.1:${lab.port}/`,
    token: lab.token,
    appendToken: true,
  });
  const contents = new ContentsManager({ defaultDrive: new Drive({ serverSettings }) });
  onTestFinished(() => contents.dispose());
  return { contents, folder: all, lab };
}

describe("the contents manager of @jupyterlab/services", () => {
  it("makes, saves, reads, renames, copies and deletes", async () => {
    const { contents, folder } = await connect();
    const made = await contents.newUntitled({ path: "", type: "notebook" });
    expect(made.path).toBe("Untitled.ipynb");
    const read = await contents.get(made.path, { content: true, hash: true });
    expect(read.content).toMatchObject({ cells: [], nbformat: 4 });
    const saved = await contents.save(made.path, {
      type: "notebook",
      format: "json",
      content: {
        ...read.content,
        cells: [{ cell_type: "raw", id: "r", metadata: {}, source: "x" }],
      },
    });
    expect(saved.hash).not.toBe(read.hash);
    expect(await readFile(join(folder, made.path), "utf8")).toContain('"source": [\n    "x"');
    const renamed = await contents.rename(made.path, "Ünter wegs.ipynb");
    expect(renamed.name).toBe("Ünter wegs.ipynb");
    const copied = await contents.copy(renamed.path, "");
    expect(copied.path).toBe("Ünter wegs-Copy1.ipynb");
    await contents.delete(copied.path);
    const listing = await contents.get("");
    expect((listing.content as { name: string }[]).map(({ name }) => name)).toEqual([
      "Ünter wegs.ipynb",
    ]);
    await expect(contents.get("gone.ipynb")).rejects.toMatchObject({
      response: { status: 404 },
      message: 'file or folder does not exist: "gone.ipynb"',
    });
    const other = await contents.newUntitled({ type: "file", ext: ".txt" });
    await expect(contents.rename(other.path, renamed.path)).rejects.toMatchObject({
      response: { status: 409 },
    });
  });

  it("makes, lists, restores and deletes checkpoints", async () => {
    const { contents } = await connect();
    const options = { type: "file", format: "text" } as const;
    await contents.save("a.txt", { ...options, content: "one" });
    const checkpoint = await contents.createCheckpoint("a.txt");
    await contents.save("a.txt", { ...options, content: "two" });
    expect(await contents.listCheckpoints("a.txt")).toEqual([checkpoint]);
    await contents.restoreCheckpoint("a.txt", checkpoint.id);
    expect((await contents.get("a.txt")).content).toBe("one");
    await contents.deleteCheckpoint("a.txt", checkpoint.id);
    expect(await contents.listCheckpoints("a.txt")).toEqual([]);
  });

  it("downloads from where it says, in an origin of its own", async () => {
    const { contents, folder, lab } = await connect();
    await writeFile(join(folder, "ä b.html"), "<script>1</script>");
    const url = await contents.getDownloadUrl("ä b.html");
    const headers = { Authorization: `token ${lab.token}` };
    const response = await fetch(url, { headers });
    expect(await response.text()).toBe("<script>1</script>");
    expect(response.headers.get("Content-Security-Policy")).toContain("sandbox");
    expect(response.headers.get("X-Content-Type-Options")).toBe("nosniff");
    const part = await fetch(url, { headers: { ...headers, Range: "bytes=0-7" } });
    expect([part.status, await part.text()]).toEqual([206, "<script>"]);
  });
});
