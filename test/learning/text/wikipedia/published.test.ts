/** Looking up dumps as Wikimedia publishes them, on a server of our own. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { publishedDump } from "../../../../src/index.js";
import { localServer, type LocalServer } from "../download/server.js";

let server: LocalServer;
beforeAll(async () => {
  server = await localServer();
  const sum = (digit: string) => digit.repeat(40);
  const list = [
    `${sum("1")}  zhwiki-20261101-pages-articles1.xml-p1p187712.bz2`,
    `${sum("2")}  zhwiki-20261101-pages-articles.xml.bz2`,
    `${sum("3")}  zhwiki-20261101-pages-articles-multistream.xml.bz2`,
    `${sum("4")}  zhwiki-20261101-pages-articles-multistream-index.txt.bz2`,
  ].join("\n");
  const data = Buffer.from(list);
  server.files.set("/zhwiki/latest/zhwiki-latest-sha1sums.txt", { data });
  server.files.set("/zhwiki/20261101/zhwiki-20261101-sha1sums.txt", { data });
  const unfinished = Buffer.from(`${sum("5")}  zh_yuewiki-20261101-pagelinks.sql.gz\n`);
  server.files.set("/zh_yuewiki/latest/zh_yuewiki-latest-sha1sums.txt", { data: unfinished });
});
afterAll(() => server.close());

describe("a published dump", () => {
  it("is found by language and date, with its checksum and its day", async () => {
    const name = "zhwiki-20261101-pages-articles.xml.bz2";
    const found = {
      name,
      url: `${server.url}/zhwiki/20261101/${name}`,
      checksum: { algorithm: "sha1", value: "2".repeat(40) },
    };
    const mirror = `${server.url}/`;
    expect(await publishedDump({ language: "zh", mirror })).toEqual(found);
    expect(await publishedDump({ language: "zh", date: "20261101", mirror })).toEqual(found);
    const kinds = ["multistream", "multistream-index"] as const;
    const others = await Promise.all(
      kinds.map(async (kind) => (await publishedDump({ language: "zh", kind, mirror })).name),
    );
    expect(others).toEqual([
      "zhwiki-20261101-pages-articles-multistream.xml.bz2",
      "zhwiki-20261101-pages-articles-multistream-index.txt.bz2",
    ]);
  });

  it("is missed with a reason", async () => {
    const mirror = server.url;
    await expect(publishedDump({ language: "xx", mirror })).rejects.toThrow(
      `cannot download ${mirror}/xxwiki/latest/xxwiki-latest-sha1sums.txt: HTTP 404 Not Found`,
    );
    await expect(publishedDump({ language: "zh-yue", mirror })).rejects.toThrow(
      `${mirror}/zh_yuewiki/latest/zh_yuewiki-latest-sha1sums.txt: no pages-articles.xml.bz2 among 1 files; expected a finished dump; choose another date`,
    );
  });

  it("refuses languages, dates and kinds that are none", async () => {
    await expect(publishedDump({ language: "../x" })).rejects.toThrow(
      'language: "../x"; expected a code such as "en" or "zh"',
    );
    await expect(publishedDump({ language: "zh", date: "yesterday" })).rejects.toThrow(
      'date: "yesterday"; expected "latest" or a day such as "20261101"',
    );
    await expect(publishedDump({ language: "zh", kind: "history" as "articles" })).rejects.toThrow(
      'kind: "history"; expected "articles", "multistream" or "multistream-index"',
    );
  });
});
