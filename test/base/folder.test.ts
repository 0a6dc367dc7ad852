import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { makeFolder } from "../../src/base/folder.js";

const own = mkdtempSync(join(tmpdir(), "tidebook-folder-"));
afterAll(() => rmSync(own, { recursive: true }));

describe("makeFolder", () => {
  it("makes a folder and those above it, and is content with one that is there", () => {
    const deep = join(own, "a", "b", "c");
    makeFolder(deep);
    makeFolder(deep);
    expect(statSync(deep).isDirectory()).toBe(true);
  });

  it("passes the system's error on where a file is in the way", () => {
    writeFileSync(join(own, "file"), "");
    expect(() => makeFolder(join(own, "file"))).toThrow("EEXIST");
    expect(() => makeFolder(join(own, "file", "below"))).toThrow(/ENOTDIR|ENOENT/);
  });

  it.runIf(process.platform === "linux")("returns where Node's own would never", () => {
    expect(() => makeFolder("/proc/tidebook/cache")).toThrow("ENOENT");
  });
});
