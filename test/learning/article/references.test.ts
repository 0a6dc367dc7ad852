import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { citationsIn } from "../../../src/learning/article/citations.js";
import { claimOf, claims } from "../../../src/learning/article/claims.js";
import {
  addressOf,
  formatReference,
  missingParts,
  printedReferences,
  referenceOf,
  references,
  toBibtex,
  type Reference,
} from "../../../src/learning/article/references.js";

describe("the references", () => {
  test("are complete, come once, and stand in order", () => {
    const keys = references.map(({ key }) => key);
    expect(keys).toEqual([...new Set(keys)].sort());
    for (const work of references) {
      expect(missingParts(work), work.key).toEqual([]);
      expect(work.key, work.key).toMatch(/^[a-z]+\d{4}[a-z]*$/);
      expect(work.key).toContain(String(work.year));
    }
    const titles = references.map(({ title }) => title.toLowerCase());
    expect(new Set(titles).size).toBe(titles.length);
  });

  test("have addresses of the right form", () => {
    for (const { key, doi, arxiv, isbn, url, year } of references) {
      if (doi !== undefined) expect(doi, key).toMatch(/^10\.\d{4,}\/\S+$/);
      if (url !== undefined) expect(new URL(url).protocol, key).toMatch(/^https?:$/);
      if (arxiv !== undefined) {
        const [, yy, mm] = /^(\d\d)(\d\d)\.\d{4,5}$/.exec(arxiv) ?? [];
        expect(Number(mm), key).toBeLessThanOrEqual(12);
        expect(2000 + Number(yy), key).toBeLessThanOrEqual(year);
      }
      if (isbn !== undefined) {
        // ISBN-13: digits weighted 1, 3, 1, 3, … sum to a multiple of ten.
        const digits = [...isbn.replaceAll("-", "")].map(Number);
        expect(digits, key).toHaveLength(13);
        const sum = digits.reduce((all, digit, i) => all + digit * (i % 2 === 0 ? 1 : 3), 0);
        expect(sum % 10, key).toBe(0);
      }
    }
  });

  test("of the article are six, each with its statement in the audit", () => {
    expect(printedReferences.map(({ place }) => place)).toEqual([1, 2, 3, 4, 5, 6]);
    for (const { claim, instead } of printedReferences) {
      expect(claimOf(claim).section).toBe("11");
      for (const key of instead) expect(referenceOf(key).confirmed, key).toBe(true);
      expect(instead.length === 0).toBe(claimOf(claim).verdict === "invented");
    }
  });

  test("become a line of text", () => {
    expect(formatReference(referenceOf("flach2012"))).toBe(
      "Flach, P. (2012). Machine Learning: The Art and Science of Algorithms that Make Sense of Data. " +
        "Cambridge University Press. ISBN 978-1-107-42222-3",
    );
    expect(formatReference(referenceOf("levy2014"))).toMatch(/^Levy, O\. & Goldberg, Y\. \(2014\)/);
    expect(formatReference(referenceOf("kaplan2020"))).toMatch(/Henighan, T\. and others \(2020\)/);
    expect(formatReference(referenceOf("frey2017"))).toContain("computerisation? Technological");
  });

  test("become BibTeX with the braces of their kind", () => {
    expect(toBibtex(referenceOf("watkins1992"))).toBe(
      "@article{watkins1992,\n  author = {Watkins, C. and Dayan, P.},\n  title = {{Q-learning}},\n" +
        "  year = {1992},\n  journal = {Machine Learning},\n  volume = {8},\n  pages = {279--292},\n" +
        "  doi = {10.1007/BF00992698}\n}",
    );
    for (const work of references) {
      const bibtex = toBibtex(work);
      expect(bibtex.split("{").length, work.key).toBe(bibtex.split("}").length);
    }
    expect(toBibtex(referenceOf("watkins1989"))).toContain("school = {Cambridge}");
    expect(toBibtex(referenceOf("european2016"))).toContain("author = {{European Union}}");
    expect(toBibtex(referenceOf("kaplan2020"))).toContain("Henighan, T. and others}");
    expect(toBibtex(referenceOf("ng1999"))).toMatch(
      /booktitle = \{International Conference on Machine Learning\},\n {2}pages = \{278--287\}/,
    );
    expect(toBibtex(referenceOf("frey2017"))).toMatch(
      /volume = \{114\},\n {2}pages = \{254--280\},\n {2}note = \{first version 2013\}/,
    );
  });

  test("have the first address of DOI, arXiv, page, ISBN", () => {
    const all = { doi: "10.1/x", arxiv: "1301.3781", url: "https://a.b", isbn: "1" };
    expect(addressOf(all)).toBe("https://doi.org/10.1/x");
    const { doi: _doi, ...others } = all;
    expect(addressOf(others)).toBe("https://arxiv.org/abs/1301.3781");
    expect(addressOf({ url: "https://a.b", isbn: "1" })).toBe("https://a.b");
    expect(addressOf({ isbn: "1" })).toBe("ISBN 1");
    expect(addressOf({})).toBeUndefined();
  });

  test("say what they lack", () => {
    const [whole] = references as [Reference];
    expect(missingParts({})).toEqual(["authors", "year", "title", "venue", "address"]);
    expect(missingParts({ ...whole, authors: [" "], year: 20 })).toEqual(["authors", "year"]);
    const bare = { ...whole, key: "bare2020", venue: "" };
    expect(() => formatReference(bare)).toThrow(
      /^reference bare2020 without venue: .*; expected all of authors, year, title, venue, address$/,
    );
    expect(() => toBibtex(bare)).toThrow("reference bare2020 without venue");
    expect(() => referenceOf("nobody2020")).toThrow(
      `reference: "nobody2020"; expected one of ${references.length} keys`,
    );
  });
});

describe("what the course names by author and year", () => {
  /** Whether some work has the year, and its first author is named. */
  const isListed = (text: string, year: string): boolean =>
    references.some((work) => {
      const [surname = ""] = (work.authors[0] as string).split(",");
      const years = [String(work.year), ...(work.venue.match(/\b\d{4}\b/g) ?? [])];
      return years.includes(year) && text.includes(surname);
    });
  const unlisted = (text: string): string[] =>
    [...text.matchAll(/\((\d{4})[ab]?\)|\d{4}[ab](?=,)|[A-Z]\w+ (\d{4})(?=;)/g)]
      .map((found) => found[1] ?? found[2] ?? found[0].slice(0, 4))
      .filter((year) => !isListed(text, year))
      .map((year) => `${year}: ${text}`);

  test("is in the list, from every docstring's source", () => {
    const folder = fileURLToPath(new URL("../../../src", import.meta.url));
    const sources = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .flatMap((name) => {
        const text = readFileSync(join(folder, name), "utf8");
        const found = text.matchAll(/\* Source: ((?:(?!\*\/|@|Formula:)[^])*)/g);
        return [...found].map(([, source = ""]) => source.replace(/\s*\n\s*\*?\s*/g, " "));
      });
    expect(sources.length).toBeGreaterThan(40);
    expect(sources.flatMap(unlisted)).toEqual([]);
  });

  test("is in the list, from every statement's source", () => {
    const sources = claims.map(({ source }) => (typeof source === "string" ? source : source.en));
    expect(sources.flatMap((source) => source.split("; ")).flatMap(unlisted)).toEqual([]);
  });

  test("is in the list, from the sources of every notebook", () => {
    // A page, a data set or a file has no author: its title is not in the list.
    const pages =
      /^(The |That |Where |Who |What |Mermaid|Money|Gymnasium|Wikimedia|Wikipedia:|Help:|quoted|`)/;
    const missing = citationsIn().filter(
      ({ key, title }) => key === undefined && !pages.test(title),
    );
    expect(missing.map(({ notebook, title }) => `${notebook}: ${title}`)).toEqual([]);
  });
});

describe("citations", () => {
  const folder = mkdtempSync(join(tmpdir(), "tidebook-citations-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const write = (name: string, source: string | string[]) =>
    writeFileSync(
      join(folder, name),
      JSON.stringify({ cells: [{ source: "## Sources\n- *Wrong cell*" }, { source }] }),
    );

  test("are read from the last cell, and matched by title, DOI or arXiv number", () => {
    write(
      "02-b.ipynb",
      "## Summary\n- no source\n\n## Sources\n\n- P. Flach, *MACHINE LEARNING: the art and science of algorithms that make sense of data*.",
    );
    write("01-a.ipynb", [
      "## Sources\n",
      "- Somebody, *Another title*, arXiv:1301.3781.\n",
      "- doi:10.1007/BF00992698\n",
      '- E. Wilson, "Probable inference, the law of succession, and statistical inference", *JASA* 22.\n',
      "- A page without italics",
    ]);
    writeFileSync(join(folder, "notes.txt"), "no notebook");
    expect(citationsIn(folder)).toEqual([
      { notebook: "01-a", title: "Another title", key: "mikolov2013efficient" },
      { notebook: "01-a", title: "doi:10.1007/BF00992698", key: "watkins1992" },
      {
        notebook: "01-a",
        title: "Probable inference, the law of succession, and statistical inference",
        key: "wilson1927",
      },
      { notebook: "01-a", title: "A page without italics", key: undefined },
      {
        notebook: "02-b",
        title: "MACHINE LEARNING: the art and science of algorithms that make sense of data",
        key: "flach2012",
      },
    ]);
  });

  test("of the course name works that are in the list", () => {
    const own = citationsIn();
    const of = (name: string) => own.filter(({ notebook }) => notebook === name);
    expect(of("04-word2vec").map(({ key }) => key)).toEqual([
      "mikolov2013efficient",
      "mikolov2013distributed",
      "levy2014",
      "irsoy2021",
      "finkelstein2002",
      "francis1979",
    ]);
  });

  test("name a folder that is none, and a file that is no notebook", () => {
    expect(() => citationsIn(join(folder, "none"))).toThrow(
      /folder of notebooks: ".*none"; expected a folder that can be read/,
    );
    writeFileSync(join(folder, "03-c.ipynb"), "{}");
    expect(() => citationsIn(folder)).toThrow(
      /notebook: ".*03-c.ipynb"; expected a Jupyter notebook with cells/,
    );
  });
});
