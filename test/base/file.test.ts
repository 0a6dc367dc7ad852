import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { lstatSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  fileReason,
  findObstacle,
  isSameFile,
  readText,
  writeFileAtomically,
} from "../../src/base/file.js";

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "tidebook-file-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("writeFileAtomically", () => {
  it("writes a new file and leaves no temporary file", async () => {
    await writeFileAtomically(join(folder, "a.txt"), "one\n");
    expect(readFileSync(join(folder, "a.txt"), "utf8")).toBe("one\n");
    expect(readdirSync(folder)).toEqual(["a.txt"]);
  });

  it("writes pieces one after the other, and none where a piece fails", async () => {
    const path = join(folder, "a.txt");
    const pieces = function* (fails: boolean) {
      yield Buffer.from("one ");
      if (fails) throw new Error("no more");
      yield Buffer.from("two");
    };
    await writeFileAtomically(path, pieces(false));
    expect(readFileSync(path, "utf8")).toBe("one two");
    await expect(writeFileAtomically(path, pieces(true))).rejects.toThrow("no more");
    expect(readFileSync(path, "utf8")).toBe("one two");
    expect(readdirSync(folder)).toEqual(["a.txt"]);
  });

  it.runIf(process.platform !== "win32")("keeps the mode of the old file", async () => {
    const path = join(folder, "a.txt");
    writeFileSync(path, "old");
    chmodSync(path, 0o640);
    await writeFileAtomically(path, "new");
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(readFileSync(path, "utf8")).toBe("new");
  });

  it.runIf(process.platform !== "win32")(
    "writes the target of a symbolic link and keeps the link",
    async () => {
      mkdirSync(join(folder, "elsewhere"));
      writeFileSync(join(folder, "elsewhere", "real.txt"), "old");
      symlinkSync(join("elsewhere", "real.txt"), join(folder, "link.txt"));
      symlinkSync(join("elsewhere", "not-yet.txt"), join(folder, "dangling.txt"));
      await writeFileAtomically(join(folder, "link.txt"), "new");
      await writeFileAtomically(join(folder, "dangling.txt"), "made");
      expect(lstatSync(join(folder, "link.txt")).isSymbolicLink()).toBe(true);
      expect(readFileSync(join(folder, "elsewhere", "real.txt"), "utf8")).toBe("new");
      expect(readFileSync(join(folder, "elsewhere", "not-yet.txt"), "utf8")).toBe("made");
    },
  );

  it("refuses a folder, a missing folder and a read-only file, and says which and why", async () => {
    const readOnly = join(folder, "read-only.txt");
    writeFileSync(readOnly, "old");
    chmodSync(readOnly, 0o444);
    await expect(writeFileAtomically(folder, "x")).rejects.toThrow(
      `cannot write ${JSON.stringify(folder)}: it is a folder (EISDIR); the file is unchanged`,
    );
    await expect(writeFileAtomically(join(folder, "no", "a.txt"), "x")).rejects.toThrow(
      "no such file or folder (ENOENT); the file is unchanged",
    );
    await expect(writeFileAtomically(readOnly, "x")).rejects.toThrow(
      "permission denied (EACCES); the file is unchanged",
    );
    expect(readFileSync(readOnly, "utf8")).toBe("old");
    expect(existsSync(join(folder, "no"))).toBe(false);
  });

  it.runIf(process.platform !== "win32")("refuses links that lead in a circle", async () => {
    symlinkSync("b", join(folder, "a"));
    symlinkSync("a", join(folder, "b"));
    await expect(writeFileAtomically(join(folder, "a"), "x")).rejects.toThrow(
      "symbolic links lead in a circle (ELOOP)",
    );
  });

  it.runIf(existsSync("/dev/full"))(
    "says that the disk is full (shown with /dev/full)",
    async () => {
      await expect(writeFileAtomically("/dev/full", "x")).rejects.toThrow(
        'cannot write "/dev/full": no space is left on the disk (ENOSPC); the file is unchanged',
      );
      expect(existsSync("/dev/full")).toBe(true);
    },
  );
});

describe("readText", () => {
  it("says which line is not UTF-8", async () => {
    const path = join(folder, "a.txt");
    for (const [bytes, line] of [
      [[0x61, 10, 10, 0xe9, 10], 3],
      [[0xff, 0xfe], 1],
      [[0xef, 0xbf, 0xbd, 10, 0xc3], 2],
    ] as const) {
      writeFileSync(path, Uint8Array.from(bytes));
      await expect(readText(path)).rejects.toThrow(
        `${path}, line ${line}: bytes that are not UTF-8; expected UTF-8 text`,
      );
    }
    writeFileSync(path, "\uFEFFé\n");
    expect(await readText(path)).toBe("é\n");
  });
});

describe("findObstacle", () => {
  it("finds before the write what would keep it from happening, and nothing else", async () => {
    const readOnly = join(folder, "read-only.txt");
    writeFileSync(readOnly, "old");
    chmodSync(readOnly, 0o444);
    const paths = ["", "no/a.txt", "read-only.txt/a.txt", "read-only.txt", "new.txt"];
    const obstacles = await Promise.all(paths.map((path) => findObstacle(join(folder, path))));
    expect(obstacles.map((error) => error && (error as NodeJS.ErrnoException).code)).toEqual([
      "EISDIR",
      "ENOENT",
      "ENOTDIR",
      "EACCES",
      undefined,
    ]);
    expect(readdirSync(folder)).toEqual(["read-only.txt"]);
  });
});

describe("fileReason", () => {
  it("passes on the system's own message for codes without words of ours", () => {
    expect(
      fileReason(Object.assign(new Error("EXDEV: cross-device link"), { code: "EXDEV" })),
    ).toBe("EXDEV: cross-device link");
    expect(fileReason(Object.assign(new Error("x"), { code: "EROFS" }))).toBe(
      "the disk is read-only (EROFS)",
    );
  });
});

describe("isSameFile", () => {
  it("knows a file by each of its names, and nothing that is not there", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tidebook-same-"));
    const [one, other] = [join(folder, "one"), join(folder, "other")];
    writeFileSync(one, "");
    writeFileSync(other, "");
    expect(await isSameFile(one, join(folder, ".", "one"))).toBe(true);
    expect(await isSameFile(one, other)).toBe(false);
    expect(await isSameFile(join(folder, "none"), join(folder, "none"))).toBe(false);
    rmSync(folder, { recursive: true });
  });
});
