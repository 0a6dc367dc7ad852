/** The person's trash, by platform; names that are taken, and names that are long. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { moveToTrash, trashOf } from "../../../../src/workbench/server/contents/trash.js";

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), "tidebook-trash-"));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

describe("the trash", () => {
  it("lies where each system has it", () => {
    const machine = { home: "/home/p", env: {} };
    expect(trashOf({ ...machine, platform: "linux" })).toEqual({
      folder: join("/home/p", ".local", "share", "Trash"),
      isFreedesktop: true,
    });
    expect(trashOf({ ...machine, platform: "linux", env: { XDG_DATA_HOME: "/x" } })).toEqual({
      folder: join("/x", "Trash"),
      isFreedesktop: true,
    });
    expect(trashOf({ ...machine, platform: "darwin" })).toEqual({
      folder: join("/home/p", ".Trash"),
      isFreedesktop: false,
    });
    expect(trashOf({ ...machine, platform: "win32" })).toBeUndefined();
  });

  it.each([true, false])(
    "keeps files of one name apart (freedesktop: %s)",
    async (isFreedesktop) => {
      const all = await folder();
      const trash = { folder: join(all, "trash"), isFreedesktop };
      const kept = isFreedesktop ? join(trash.folder, "files") : trash.folder;
      for (const content of ["1", "2", "3"]) {
        await writeFile(join(all, "a.txt"), content);
        await moveToTrash(join(all, "a.txt"), trash);
      }
      expect((await readdir(kept)).sort()).toEqual(["a.2.txt", "a.3.txt", "a.txt"]);
      expect(await readFile(join(kept, "a.2.txt"), "utf8")).toBe("2");
      if (isFreedesktop) expect(await readdir(join(trash.folder, "info"))).toHaveLength(3);
    },
  );

  it("takes long names, and notes the local time", async () => {
    const all = await folder();
    const trash = { folder: join(all, "trash"), isFreedesktop: true };
    const file = join(all, `${"字".repeat(83)}.txt`);
    await writeFile(file, "x");
    await moveToTrash(file, trash, new Date("2026-11-23T10:11:12Z"));
    const [note] = await readdir(join(trash.folder, "info"));
    expect(note).toBe(`${"字".repeat(50)}.txt.trashinfo`);
    expect(await readFile(join(trash.folder, "info", note!), "utf8")).toContain(
      "DeletionDate=2026-11-23T10:11:12\n",
    );
  });

  it("leaves no note of what could not be moved", async () => {
    const all = await folder();
    const trash = { folder: join(all, "trash"), isFreedesktop: true };
    await expect(moveToTrash(join(all, "gone"), trash)).rejects.toThrow("ENOENT");
    expect(await readdir(join(trash.folder, "info"))).toEqual([]);
    // A folder cannot go into a trash inside it.
    await mkdir(join(all, "in"));
    const inside = { folder: join(all, "in", "trash"), isFreedesktop: true };
    await expect(moveToTrash(join(all, "in"), inside)).rejects.toThrow("EINVAL");
  });
});
