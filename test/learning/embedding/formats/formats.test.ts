/** Every format, written and read back; what is damaged is refused by name and place. */
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { Collected } from "../../../../src/learning/embedding/formats/collected.js";
import { openVectors, type OpenOptions } from "../../../../src/learning/embedding/formats/open.js";
import { saveVectors, toVectorFormat } from "../../../../src/learning/embedding/formats/save.js";
import { hashOf } from "../../../../src/learning/embedding/formats/native.js";
import { Vectors } from "../../../../src/learning/embedding/vectors.js";

const folder = mkdtempSync(join(tmpdir(), "tidebook-formats-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);

/** More than one piece of a file. */
const size = 9_000;
const dimension = 67;
const words = Array.from(
  { length: size },
  (_, i) => `${["w", "naïve", "词", "🙂", "\u00a0"][i % 5]}${i}`,
);
const values = Float32Array.from(
  { length: size * dimension },
  (_, i) => Math.sin(i * i) * 10 ** ((i % 9) - 6),
);
const large = new Vectors(words, values);
const tiny = new Vectors(["a", "b"], Float32Array.of(1, -2.5, 0.1, 1e-20));

function equal(a: Vectors, b: Vectors, count = b.size): void {
  expect(a.words).toEqual(b.words.slice(0, count));
  const [found, wanted] = [a.rows(), b.rows(0, count)].map((each) =>
    Buffer.from(each.slice().buffer),
  );
  expect(Buffer.compare(found!, wanted!)).toBe(0);
}

const notices: string[] = [];
beforeEach(() => void (notices.length = 0));
const open = (name: string, options: OpenOptions = {}) =>
  openVectors(at(name), { onNotice: (message) => notices.push(message), ...options });
const put = (name: string, data: string | Uint8Array) => writeFileSync(at(name), data);
const float = (...numbers: number[]) => new Uint8Array(Float32Array.from(numbers).buffer);
const bytes = (...parts: (string | Uint8Array)[]) =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : part)));

describe.each(["x.txt", "x.vec", "x.bin", "x.vectors", "x.txt.gz", "x.bin.GZ", "x.vectors.gz"])(
  "%s",
  (name) => {
    test("gives back what was saved", async () => {
      await saveVectors(at(name), large);
      const opened = await open(name);
      equal(opened, large);
      expect(opened.has("词2")).toBe(true);
      expect(opened.has("词3")).toBe(false);
      expect(opened.get("词2")).toEqual(large.get("词2"));
      expect(opened.mostSimilar("w0", 3)).toEqual(large.mostSimilar("w0", 3));
      expect(await opened.nearest(["w0", "词2"])).toEqual(await large.nearest(["w0", "词2"]));
      opened.close();
    });

    test.each([1, 10, size, size + 1])("gives the first %i words", async (limit) => {
      const opened = await open(name, { limit });
      equal(opened, large, Math.min(limit, size));
      opened.close();
    });
  },
);

describe("text", () => {
  test("is what gensim writes: a line of sizes, then words and numbers", async () => {
    await saveVectors(at("tiny.txt"), tiny);
    expect(readFileSync(at("tiny.txt"), "utf8")).toBe("2 2\na 1 -2.5\nb 0.1 1e-20\n");
  });

  test("may have blanks at the ends of lines, Windows' line ends, no last line end", async () => {
    put("t.vec", "2 2 \r\na 1 -2.5 \r\nb 0.1 1e-20");
    equal(await open("t.vec"), tiny);
  });

  test("may lack the line of sizes, as GloVe's does", async () => {
    put("t.txt", "a 1 -2.5\nb 0.1 1e-20\n");
    equal(await open("t.txt"), tiny);
    equal(await open("t.txt", { limit: 1 }), tiny, 1);
  });

  test("keeps the first of equal words and says so", async () => {
    put("t.txt", "4 1\na 1\nb 2\na 3\nb 4\n");
    expect([...(await open("t.txt")).rows()]).toEqual([1, 2]);
    expect(notices).toEqual([
      `${at("t.txt")}: 2 words come again ("a" in line 4 first); the first vector counts`,
    ]);
  });

  test("of one number a word, and of numbers as words, is told from binary", async () => {
    put("t.txt", "2 1\n7 1\n8 2\n");
    expect((await open("t.txt")).words).toEqual(["7", "8"]);
    put("t.txt", "2 3\n1 1 2 3\n, 1 2 3\n");
    expect((await open("t.txt")).words).toEqual(["1", ","]);
  });

  test.each([
    ["3 2\na 1 2\nb 1 2\n", "2 words; expected 3, as in the first line; the file is cut short"],
    ["1 2\na 1 2\nb 1 2\n", "more than 1 words; expected 1, as in the first line"],
    ["2 2\na 1 2\nb 1\n", ', line 3, word "b": 1 number; expected 2, as in the first line'],
    ["2 2\na 1 2 3\nb 1 2\n", ', line 2, word "a": 3 numbers; expected 2, as in the first line'],
    ["a 1 2\nb\n", ', line 2, word "b": 0 numbers; expected 2, as in the first line'],
    [
      "2 2\na 1 nan\nb 1 2\n",
      ', line 2: "nan"; expected a finite number; fields are divided by one space',
    ],
    ["2 2\na 1 2\nb 1 inf\n", ', line 3: "inf"; expected a finite number'],
    ["2 2\na 1 2\nb 1 1e39\n", ', line 3: "1e39"; expected a finite number'],
    ["2 2\nnew york 1 2\nb 1 2\n", ', line 2: "york"; expected a finite number'],
    [
      "2 0\na\nb\n",
      ', line 1: "2 0"; expected the number of words ≥ 1 and a dimension from 1 to 1000000',
    ],
    [
      "0 2\n",
      ', line 1: "0 2"; expected the number of words ≥ 1 and a dimension from 1 to 1000000',
    ],
    ["", ": an empty file; expected word vectors: word2vec's text or binary"],
    ["once upon a time\n", ': "once upon a time"; expected word vectors: word2vec\'s text'],
    ["2 2\n", ": 0 words; expected 2, as in the first line; the file is cut short"],
    [
      `2 2\n${"x".repeat(100)} 1\n`,
      `, line 2, word "${"x".repeat(78)}…: 1 number; expected 2, as in the first line`,
    ],
  ])("refuses %j", async (text, message) => {
    put("bad.txt", text);
    await expect(open("bad.txt")).rejects.toThrow(
      `${at("bad.txt")}${message.startsWith(",") || message.startsWith(":") ? "" : ": "}${message}`,
    );
  });

  test("refuses a word that is not UTF-8", async () => {
    put("bad.txt", bytes("2 1\na 1\n", Uint8Array.of(0xc3), " 2\n"));
    await expect(open("bad.txt")).rejects.toThrow(
      `${at("bad.txt")}, line 3: "\uFFFD"; expected a word in UTF-8`,
    );
    put("good.txt", "1 1\n\uFFFD 1\n");
    expect((await open("good.txt")).words).toEqual(["\uFFFD"]);
  });
});

describe("binary", () => {
  test("is a line of sizes, then word, space, float32", async () => {
    await saveVectors(at("tiny.bin"), tiny);
    expect(readFileSync(at("tiny.bin"))).toEqual(
      bytes("2 2\n", "a ", float(1, -2.5), "b ", float(0.1, 1e-20)),
    );
  });

  test("may have a line end after each vector, as word2vec.c writes it", async () => {
    put("t.bin", bytes("2 2\n", "a ", float(1, -2.5), "\n", "b ", float(0.1, 1e-20), "\n"));
    equal(await open("t.bin"), tiny);
  });

  test("keeps the first of equal words and says so", async () => {
    put("t.bin", bytes("3 1\n", "a ", float(1), "b ", float(2), "a ", float(3)));
    expect([...(await open("t.bin")).rows()]).toEqual([1, 2]);
    expect(notices).toEqual([
      `${at("t.bin")}: 1 word comes again ("a" in place 3 first); the first vector counts`,
    ]);
  });

  test.each([
    [
      "a vector cut short",
      bytes("2 2\n", "a ", float(1, 2), "b ", float(1)),
      ", word 2: 6 bytes; expected a word, a space and 8 bytes; the file is cut short",
    ],
    [
      "words that are missing",
      bytes("3 2\n", "a ", float(1, 2)),
      ": 1 words; expected 3, as in the first line; the file is cut short",
    ],
    [
      "more words than stated",
      bytes("1 2\n", "a ", float(1, 2), "b ", float(1, 2)),
      ": more than 1 words; expected 1, as in the first line",
    ],
    [
      "bytes after the last word",
      bytes("1 2\n", "a ", float(1, 2), "xyz"),
      ": 3 bytes after word 1; expected 1 words, as in the first line",
    ],
    [
      "NaN",
      bytes("2 2\n", "a ", float(1, 2), "b ", float(1, NaN)),
      ', word 2, "b": a number that is NaN or infinite; expected finite numbers',
    ],
    [
      "infinity",
      bytes("1 2\n", "a ", float(-Infinity, 2)),
      ', word 1, "a": a number that is NaN or infinite; expected finite numbers',
    ],
    [
      "a word without end",
      bytes("2 2\n", "a ", float(1, 2), "x".repeat(70_000)),
      ', word 2: "more than 65536 bytes"; expected a word and a space',
    ],
    [
      "a word that is not UTF-8",
      bytes("1 2\n", Uint8Array.of(0xff), " ", float(1, 2)),
      ', word 1: "\uFFFD"; expected a word in UTF-8',
    ],
  ])("refuses %s", async (_, data, message) => {
    put("bad.bin", data);
    await expect(open("bad.bin")).rejects.toThrow(`${at("bad.bin")}${message}`);
  });
});

describe("the own format", () => {
  test("keeps counts, words with spaces, and reads rows when they are asked for", async () => {
    const counts = [5, 4, 3];
    const spaced = new Vectors(["new york", "", "b\n"], Float32Array.of(1, 2, 3), counts);
    await saveVectors(at("s.vectors"), spaced);
    const opened = await open("s.vectors");
    equal(opened, spaced);
    expect(Array.from(opened.counts!)).toEqual(counts);
    expect(opened.find("b\n")).toBe(2);
    expect(Array.from(opened.subset([""]).counts!)).toEqual([4]);
    opened.close();
    const few = await open("s.vectors", { limit: 2 });
    expect(Array.from(few.counts!)).toEqual([5, 4]);
  });

  test("finds words of equal hashes", async () => {
    // Found by trying words "0", "1", …: the first two that FNV-1a maps to one number.
    const seen = new Map<number, string>();
    let pair: string[] = [];
    for (let i = 0; pair.length === 0; i += 1) {
      const hash = hashOf(Buffer.from(String(i)));
      const other = seen.get(hash);
      if (other === undefined) seen.set(hash, String(i));
      else pair = [other, String(i)];
    }
    await saveVectors(at("h.vectors"), new Vectors(["x", ...pair], Float32Array.of(0, 1, 2)));
    const opened = await open("h.vectors");
    expect(pair.map((word) => opened.find(word))).toEqual([1, 2]);
    opened.close();
  });

  test("refuses a row with a number that is none when it is read, and reads the others", async () => {
    await saveVectors(at("n.vectors"), tiny);
    const whole = readFileSync(at("n.vectors"));
    for (const odd of [NaN, Infinity, -Infinity]) {
      whole.writeFloatLE(odd, 128 + 3 * 4); // the second number of the second word
      put("n.vectors", whole);
      const message = `${at("n.vectors")}, word 2, "b": a number that is NaN or infinite; expected finite numbers`;
      const opened = await open("n.vectors");
      expect([...opened.get("a")]).toEqual([1, -2.5]);
      expect(() => opened.get("b")).toThrow(message);
      expect(() => opened.similarity("a", "b")).toThrow(message);
      expect(() => opened.mostSimilar("a")).toThrow(message);
      await expect(opened.nearest("a")).rejects.toThrow(message);
      await expect(saveVectors(at("n.txt"), opened)).rejects.toThrow(message);
      opened.close();
      put("n.vectors.gz", gzipSync(whole));
      const unpacked = await open("n.vectors.gz", { limit: 1 });
      expect([...unpacked.rows()]).toEqual([1, -2.5]);
    }
  });

  test("hashes as FNV-1a is published", () => {
    // Test vectors of the FNV page: "" , "a", "foobar".
    expect(["", "a", "foobar"].map((text) => hashOf(Buffer.from(text)))).toEqual([
      0x811c9dc5, 0xe40c292c, 0xbf9cf968,
    ]);
  });

  test("refuses what is damaged, cut short, of a later version, or closed", async () => {
    await saveVectors(at("d.vectors"), tiny);
    const whole = readFileSync(at("d.vectors"));
    const damaged = Buffer.from(whole);
    damaged[12] = 3;
    put("d.vectors", damaged);
    const path = at("d.vectors");
    await expect(open("d.vectors")).rejects.toThrow(
      `${path}: "a damaged header"; expected the checksum that it states`,
    );
    put("d.vectors", whole.subarray(0, -1));
    await expect(open("d.vectors")).rejects.toThrow(
      `${path}: "${whole.length - 1} bytes"; expected ${whole.length}, as its header says`,
    );
    put("d.vectors", whole.subarray(0, 50));
    await expect(open("d.vectors")).rejects.toThrow(
      `${path}: "50 bytes"; expected a file that saveVectors wrote`,
    );
    const later = Buffer.from(whole);
    later[8] = 2;
    put("d.vectors", later);
    await expect(open("d.vectors")).rejects.toThrow(
      `${path}: version: 2; expected 1; a newer Tidebook wrote it`,
    );
    put("d.vectors", whole);
    const opened = await open("d.vectors");
    truncateSync(path, 130);
    expect(() => opened.get("a")).toThrow(
      `cannot read ${JSON.stringify(path)}: the file became shorter`,
    );
    opened.close();
    opened.close();
    expect(() => opened.get("a")).toThrow(
      `${path}: "closed vectors"; expected vectors that were not closed`,
    );
  });
});

describe("opening", () => {
  test("refuses what cannot be read", async () => {
    await expect(open("none")).rejects.toThrow(
      `cannot read ${JSON.stringify(at("none"))}: no such file or folder (ENOENT)`,
    );
    await expect(openVectors(folder)).rejects.toThrow(
      `cannot read ${JSON.stringify(folder)}: it is a folder (EISDIR)`,
    );
    await expect(open("x.txt", { limit: 0 })).rejects.toThrow(
      "limit: 0; expected a whole number ≥ 1",
    );
  });

  test("refuses what is no plain file", async (context) => {
    if (process.platform === "win32") context.skip("needs /dev/null");
    await expect(openVectors("/dev/null")).rejects.toThrow(
      'cannot read "/dev/null": it is no plain file, and vectors are read from its beginning twice',
    );
  });

  test("believes no first line that the file cannot hold", async () => {
    put("boast.txt", "99999999999 300\na 1\n");
    await expect(open("boast.txt")).rejects.toThrow('line 2, word "a": 1 number; expected 300');
    put("boast.gz", gzipSync(Buffer.from("99999999999 1000000\na 1\n")));
    await expect(open("boast.gz")).rejects.toThrow('line 2, word "a": 1 number; expected 1000000');
    put("boast.txt", "1 1000001\na 1\n");
    await expect(open("boast.txt")).rejects.toThrow(
      'line 1: "1 1000001"; expected the number of words ≥ 1 and a dimension from 1 to 1000000',
    );
  });

  test("says how much memory it lacks", () => {
    expect(() => new Collected("a.bin", 2 ** 20, 2 ** 30)).toThrow(
      'a.bin: "4294967296 MB for 1073741824 words of 1048576 numbers"; expected that much free memory; set limit to read fewer words',
    );
  });

  test("refuses gzip that is cut short or damaged", async () => {
    const whole = gzipSync(Buffer.from("2 2\na 1 -2.5\nb 0.1 1e-20\n"));
    put("cut.gz", whole.subarray(0, -12));
    await expect(open("cut.gz")).rejects.toThrow(
      `${at("cut.gz")}: "unexpected end of file"; expected a whole gzip file`,
    );
    const damaged = Buffer.from(whole);
    damaged[whole.length - 6]! ^= 1;
    put("cut.gz", damaged);
    await expect(open("cut.gz")).rejects.toThrow(
      `${at("cut.gz")}: "incorrect data check"; expected a whole gzip file`,
    );
  });

  test("gives up what it holds when nothing more is wanted", async () => {
    await open("x.txt.gz", { limit: 1 });
    rmSync(at("x.txt.gz")); // on Windows this would fail for an open file
    closeSync(openSync(at("x.txt"), "r"));
    expect(statSync(at("x.txt")).size).toBeGreaterThan(1e6);
  });
});

describe("saving", () => {
  test.each(["s.txt", "s.bin", "s.vectors", "s.vectors.gz"])(
    "takes shared memory: %s",
    async (name) => {
      const shared = new Float32Array(new SharedArrayBuffer(16));
      shared.set([1, -2.5, 0.1, 1e-20]);
      await saveVectors(at(name), new Vectors(["a", "b"], shared));
      equal(await open(name), tiny);
    },
  );

  test("goes by the file's ending, or the format's name", async () => {
    expect(["a.txt", "a.vec.gz", "a.BIN", "b.c/a.vectors"].map(toVectorFormat)).toEqual([
      "text",
      "text",
      "binary",
      "native",
    ]);
    await saveVectors(at("named"), tiny, { format: "binary" });
    equal(await open("named"), tiny);
    await saveVectors(at("named.gz"), tiny, { format: "text" });
    expect(gunzipSync(readFileSync(at("named.gz"))).toString()).toMatch(/^2 2\na 1/);
    await expect(saveVectors(at("a.foo"), tiny)).rejects.toThrow(
      `ending of the file: ${JSON.stringify(at("a.foo"))}; expected .txt or .vec (text), .bin (binary)`.slice(
        0,
        60,
      ),
    );
    await expect(saveVectors(at("a"), tiny, { format: "csv" as never })).rejects.toThrow(
      'unknown format: "csv"; expected "text", "binary" or "native"',
    );
  });

  test.each(["text", "binary"] as const)(
    "as %s refuses words that no reader finds again",
    async (format) => {
      for (const word of ["new york", "a\nb", "", "\ud800"]) {
        put("kept", "old");
        const bad = new Vectors(["a", word], Float32Array.of(1, 2));
        await expect(saveVectors(at("kept"), bad, { format })).rejects.toThrow(
          `word: ${JSON.stringify(word)}; expected a word without spaces and line ends, in well-formed Unicode; leave it out with subset, or use "native"`,
        );
        await expect(saveVectors(at("kept.gz"), bad, { format })).rejects.toThrow("word: ");
        expect(readFileSync(at("kept"), "utf8")).toBe("old");
      }
    },
  );

  test.each(["text", "binary", "native"] as const)(
    "as %s refuses numbers that no reader takes",
    async (format) => {
      put("kept", "old");
      const bad = new Vectors(["a", "b"], Float32Array.of(1, NaN));
      await expect(saveVectors(at("kept"), bad, { format })).rejects.toThrow(
        'vectors to save, word 2, "b": a number that is NaN or infinite; expected finite numbers',
      );
      expect(readFileSync(at("kept"), "utf8")).toBe("old");
    },
  );

  test("in the own format refuses broken Unicode alone", async () => {
    const bad = new Vectors(["a", "\ud800"], Float32Array.of(1, 2));
    await expect(saveVectors(at("kept.vectors"), bad)).rejects.toThrow(
      'word: "\\ud800"; expected a word in well-formed Unicode',
    );
  });

  test("leaves the old file where the disk is full", async (context) => {
    if (process.platform !== "linux") context.skip("needs /dev/full");
    await expect(saveVectors("/dev/full", tiny, { format: "text" })).rejects.toThrow(
      'cannot write "/dev/full": no space is left on the disk (ENOSPC)',
    );
  });
});
