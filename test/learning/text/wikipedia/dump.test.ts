/**
 * Dumps from the file to pages, articles and words, on an authored dump of five pages (plain, gzip, multistream
 * bzip2), and on a real one of 206 pages where it lies beside the project.
 */
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  wikipediaArticles,
  wikipediaCorpus,
  wikipediaPages,
  type WikipediaProgress,
} from "../../../../src/index.js";

const fixtures = join(import.meta.dirname, "..", "..", "..", "fixtures", "wikipedia");
const small = join(fixtures, "small.xml");
const packed = join(fixtures, "small-multistream.xml.bz2");
const root = join(import.meta.dirname, "..", "..", "..", "..");
const real = join(root, "..", "shared", "data", "corpus", "enwiki-sample.xml.bz2");

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "tidebook-dump-"))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const put = (name: string, data: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, data);
  return path;
};

async function all<T>(values: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const value of values) found.push(value);
  return found;
}

const titles = async (path: string, options = {}) =>
  (await all(wikipediaPages(path, options))).map(({ title }) => title);

describe("pages of a dump", () => {
  it("are articles, without redirects and other namespaces", async () => {
    const pages = await all(wikipediaPages(small));
    expect(pages.map(({ title, id, namespace }) => [title, id, namespace])).toEqual([
      ["Tea", 1, 0],
      ["茶", 4, 0],
      ["R&D", 5, 0],
    ]);
    expect(pages[0]?.text).toContain(
      "{{cite book|title=Tea &amp; Time}}</ref> It is drunk hot & cold.",
    );
  });

  it("are the same from plain, gzip and bzip2 files, whatever their names", async () => {
    const plain = await all(wikipediaPages(small));
    const gzip = put("small.xml.gz", gzipSync(readFileSync(small)));
    expect(await all(wikipediaPages(gzip))).toEqual(plain);
    expect(await all(wikipediaPages(packed))).toEqual(plain);
    copyFileSync(packed, join(folder, "renamed.xml"));
    expect(await all(wikipediaPages(join(folder, "renamed.xml")))).toEqual(plain);
  });

  it("include redirects and other namespaces where they are asked for", async () => {
    expect(await titles(small, { redirects: true })).toEqual(["Tea", "Cha", "茶", "R&D"]);
    expect(await titles(small, { namespaces: [1] })).toEqual(["Talk:Tea"]);
    const [, cha] = await all(wikipediaPages(small, { redirects: true }));
    expect(cha?.redirect).toBe("Tea");
  });

  it("come again at each reading, and reading may stop early", async () => {
    const pages = wikipediaPages(packed, { threads: 1 });
    for await (const { title } of pages) {
      expect(title).toBe("Tea");
      break;
    }
    expect((await all(pages)).length).toBe(3);
    expect((await all(pages)).length).toBe(3);
  });

  it("are counted while they come", async () => {
    const told: WikipediaProgress[] = [];
    await all(wikipediaPages(packed, { onProgress: (progress) => told.push(progress) }));
    const size = readFileSync(packed).length;
    expect(told.at(-1)).toMatchObject({
      bytesRead: size,
      bytesTotal: size,
      pages: 5,
      articles: 3,
      secondsLeft: 0,
    });
    expect(told.at(-1)?.pagesPerSecond).toBeGreaterThan(0);
  });

  it("refuse options out of range before anything is read", () => {
    expect(() => wikipediaPages(small, { threads: 0 })).toThrow(
      "threads: 0; expected a whole number ≥ 1",
    );
    expect(() => wikipediaArticles(small, { namespaces: [0.5] })).toThrow(
      "namespaces: [0.5]; expected an array of whole numbers",
    );
    expect(() => wikipediaCorpus(small, { tokens: "letters" as "words" })).toThrow(
      'tokens: "letters"; expected one of',
    );
  });
});

describe("articles of a dump", () => {
  it("are plain text by paragraphs", async () => {
    expect(await all(wikipediaArticles(packed))).toEqual([
      {
        title: "Tea",
        id: 1,
        paragraphs: [
          "Tea is a drink made of leaves. It is drunk hot & cold.",
          "It came from China.",
        ],
      },
      { title: "茶", id: 4, paragraphs: ["茶是一种饮料。"] },
      { title: "R&D", id: 5, paragraphs: ["R&D is research."] },
    ]);
  });

  it("are spelled in the variant that is asked for", async () => {
    const articles = await all(wikipediaArticles(packed, { variant: "zh-tw" }));
    expect(articles[1]?.paragraphs).toEqual(["茶是一种飲料。"]);
  });

  it("are words where a corpus is asked for", async () => {
    expect(await all(wikipediaCorpus(packed))).toEqual([
      ["tea", "is", "a", "drink", "made", "of", "leaves", "it", "is", "drunk", "hot", "cold"],
      ["it", "came", "from", "china"],
      ["r", "d", "is", "research"],
    ]);
    const chinese = await all(wikipediaCorpus(packed, { language: "zh", lowerCase: false }));
    expect(chinese).toContainEqual(["It", "came", "from", "China"]);
    expect(chinese[2]?.join("")).toBe("茶是一种饮料");
    expect(chinese[2]).toContain("饮料");
    const characters = await all(wikipediaCorpus(packed, { tokens: "characters", minWords: 5 }));
    expect(characters[1]).toEqual(["茶", "是", "一", "种", "饮", "料"]);
  });
});

describe("a dump that is none", () => {
  const xml = readFileSync(small, "utf8");
  const refusal = async (data: string | Uint8Array, message: string | RegExp) => {
    const path = put("bad.xml", data);
    const expected = typeof message === "string" ? message.replace("PATH", path) : message;
    await expect(all(wikipediaPages(path))).rejects.toThrow(expected);
  };

  it("says how far it came where it ends too early", async () => {
    await refusal(
      xml.slice(0, xml.indexOf("</title>\n    <ns>0</ns>\n    <id>4")),
      'PATH: ends too early, after 3 pages, the last "Cha"; expected </mediawiki>; get the file again',
    );
    await refusal(
      xml.slice(0, xml.indexOf("drunk hot")),
      'PATH: ends too early, after 0 pages, inside "Tea"; expected </mediawiki>; get the file again',
    );
    const cut = readFileSync(packed).subarray(0, 900);
    await refusal(
      cut,
      /bad\.xml: ends in the middle of the bzip2 block at byte \d+; expected a whole file; get it again \(after 2 pages, the last "Talk:Tea"\)$/,
    );
    const gzip = gzipSync(xml).subarray(0, 300);
    await refusal(gzip, /bad\.xml: gzip data that end in the middle; .* \(after \d+ pages?/);
  });

  it("says where its XML is broken", async () => {
    await refusal(
      xml.replace("<title>Cha</title>", "<title>Cha</titel>"),
      /bad\.xml: broken XML \(.+\) after 2 pages, inside "Cha"; expected a MediaWiki export$/,
    );
    await refusal(
      xml.replace("hot &amp; cold", "hot &tea; cold"),
      /broken XML \(.*entity.*\) after 0 pages/,
    );
  });

  it("is no other XML, no HTML and no text", async () => {
    await refusal(
      "<html><body>404</body></html>",
      'PATH: root element "html" after 0 pages; expected a MediaWiki export, <mediawiki>',
    );
    await refusal(
      "just text",
      /bad\.xml: broken XML \(.+\) after 0 pages; expected a MediaWiki export/,
    );
    await refusal("", /bad\.xml: .*expected/);
  });

  it("is not read as text where bytes are not UTF-8", async () => {
    const bytes = Buffer.from(xml);
    bytes[bytes.indexOf("drunk hot")] = 0xff;
    await refusal(bytes, "PATH: bytes that are not UTF-8 after 0 pages; expected UTF-8 text");
  });

  it("is named where it cannot be read", async () => {
    const path = join(folder, "missing.xml.bz2");
    await expect(all(wikipediaPages(path))).rejects.toThrow(
      `cannot read ${JSON.stringify(path)}: no such file or folder (ENOENT)`,
    );
  });

  it("refuses a text without end instead of filling the memory", async () => {
    const head = xml.slice(0, xml.indexOf("{{Infobox"));
    const path = put("endless.xml.gz", gzipSync(head + "a".repeat(66 * 1024 * 1024)));
    await expect(all(wikipediaPages(path))).rejects.toThrow(
      'broken XML (a text of more than 67108864 characters) after 0 pages, inside "Tea"',
    );
  });
});

describe("a real dump", () => {
  const there = existsSync(real);
  it(
    there ? "gives 106 articles of 206 pages" : "is not here, which leaves the authored one",
    async () => {
      if (!there) return expect(existsSync(small)).toBe(true);
      let last: WikipediaProgress | undefined;
      const articles = await all(
        wikipediaArticles(real, { onProgress: (progress) => (last = progress) }),
      );
      expect(last).toMatchObject({ pages: 206, articles: 106 });
      expect(articles.length).toBe(106);
      expect(articles[0]?.title).toBe("Anarchism");
      expect(articles[0]?.paragraphs[0]).toMatch(
        /^Anarchism is a political philosophy that advocates self-governed societies/,
      );
      const text = articles.flatMap(({ paragraphs }) => paragraphs);
      expect(text.length).toBeGreaterThan(8500);
      // Markup that survives is the authors' slips, a few in nine thousand paragraphs.
      const withMarkup = text.filter((paragraph) =>
        /\[\[|\{\{|\}\}|'''|\{\||<ref|&[a-z]+;/.test(paragraph),
      );
      expect(withMarkup.length).toBeLessThan(15);
    },
  );
});
