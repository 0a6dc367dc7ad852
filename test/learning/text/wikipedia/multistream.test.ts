/** Single articles of a multistream dump by its index, on the authored dump of four streams. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  findWikipediaPages,
  readMultistreamIndex,
  wikipediaStream,
} from "../../../../src/index.js";

const fixtures = join(import.meta.dirname, "..", "..", "..", "fixtures", "wikipedia");
const path = join(fixtures, "small-multistream.xml.bz2");
const index = join(fixtures, "small-multistream-index.txt.bz2");

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "tidebook-multistream-"))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function all<T>(values: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const value of values) found.push(value);
  return found;
}

describe("a multistream dump", () => {
  it("has an index of its pages, whose titles may hold colons", async () => {
    expect(await all(readMultistreamIndex(index))).toEqual([
      { offset: 216, id: 1, title: "Tea" },
      { offset: 216, id: 2, title: "Talk:Tea" },
      { offset: 746, id: 3, title: "Cha" },
      { offset: 746, id: 4, title: "茶" },
      { offset: 746, id: 5, title: "R&D" },
    ]);
  });

  it("gives the pages of one stream", async () => {
    const pages = await all(wikipediaStream(path, 746));
    expect(pages.map(({ title, redirect }) => [title, redirect])).toEqual([
      ["Cha", "Tea"],
      ["茶", undefined],
      ["R&D", undefined],
    ]);
  });

  it("finds articles by their titles", async () => {
    const found = await findWikipediaPages({ path, index }, ["茶", "Tea", "Coffee", "Tea"]);
    expect([...found.keys()].sort()).toEqual(["Tea", "茶"]);
    expect(found.get("Tea")?.text).toContain("'''Tea''' is a [[drink]]");
  });

  it("names an index line that is none, and a byte where no stream begins", async () => {
    const bad = join(folder, "index.txt");
    writeFileSync(bad, "216:1:Tea\n216;2\n");
    await expect(all(readMultistreamIndex(bad))).rejects.toThrow(
      `${bad}, line 2: "216;2"; expected offset:id:title`,
    );
    await expect(all(wikipediaStream(path, 217))).rejects.toThrow(
      `${path} at byte 217, byte 0: no bzip2 data; expected "BZh1" to "BZh9"`,
    );
    await expect(all(wikipediaStream(path, -1))).rejects.toThrow(
      "offset: -1; expected a whole number ≥ 0",
    );
    const missing = join(folder, "missing.bz2");
    await expect(all(wikipediaStream(missing, 0))).rejects.toThrow(
      `cannot read ${JSON.stringify(missing)}: no such file or folder (ENOENT)`,
    );
  });
});
