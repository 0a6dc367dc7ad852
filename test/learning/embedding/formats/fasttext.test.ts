/** fastText models written by hand, byte by byte; peers.test.ts compares with models that fastText wrote. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { hashOf } from "../../../../src/learning/embedding/formats/native.js";
import { openVectors } from "../../../../src/learning/embedding/formats/open.js";

const folder = mkdtempSync(join(tmpdir(), "tidebook-fasttext-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, "model.bin");

interface Model {
  readonly version?: number;
  readonly words?: readonly (string | Uint8Array)[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly bucket?: number;
  readonly isQuantised?: boolean;
  readonly columns?: number;
}

const int = (...numbers: number[]) => Buffer.from(Int32Array.from(numbers).buffer);
const long = (...numbers: number[]) => Buffer.from(BigInt64Array.from(numbers.map(BigInt)).buffer);

/** A model of two numbers a row; row r is (r + 1, −10 r). */
function modelOf(options: Model = {}): Buffer {
  const { version = 12, words = ["</s>", "ab"], minLength = 0, maxLength = 0 } = options;
  const { bucket = 0, isQuantised = false, columns = 2 } = options;
  const rows = words.length + bucket;
  const floats = Array.from({ length: rows }, (_, r) => [r + 1, -10 * r]).flat();
  return Buffer.concat([
    int(793712314, version),
    // dim, ws, epoch, minCount, neg, wordNgrams, loss, model (skip-gram), bucket, minn, maxn, lrUpdateRate
    int(2, 5, 5, 1, 5, 1, 1, 2, bucket, minLength, maxLength, 100),
    Buffer.from(Float64Array.of(1e-4).buffer),
    int(words.length, words.length, 0),
    long(99, -1),
    ...words.flatMap((word) => [Buffer.from(word), Buffer.alloc(1), long(3), Buffer.alloc(1)]),
    Buffer.from([Number(isQuantised)]),
    long(rows, columns),
    Buffer.from(Float32Array.from(floats).buffer),
  ]);
}

const open = (bytes: Uint8Array) => {
  writeFileSync(path, bytes);
  return openVectors(path, { onNotice: () => {} });
};

describe("a fastText model", () => {
  test("without subwords holds the words' rows", async () => {
    const vectors = await open(modelOf());
    expect(vectors.words).toEqual(["</s>", "ab"]);
    expect([...vectors.rows()]).toEqual([1, 0, 2, -10]);
  });

  test("with subwords holds the mean of a word's row and those of its n-grams", async () => {
    // "<ab>" has the pairs "<a", "ab", "b>"; row of each: 2 words + hash mod 7. The end of a line has none.
    const vectors = await open(modelOf({ minLength: 2, maxLength: 2, bucket: 7 }));
    const rows = [1, ...["<a", "ab", "b>"].map((gram) => 2 + (hashOf(Buffer.from(gram)) % 7))];
    const mean = rows.reduce((sum, row) => sum + row, 0) / 4;
    expect([...vectors.get("</s>")]).toEqual([1, 0]);
    expect(vectors.get("ab")[0]).toBeCloseTo(mean + 1, 5);
    expect(vectors.get("ab")[1]).toBeCloseTo(-10 * mean, 4);
  });

  test("is refused where it is damaged, quantised or of another version", async () => {
    const whole = modelOf();
    const cases: [Uint8Array, string][] = [
      [
        whole.subarray(0, 60),
        ': "60 bytes"; expected a whole fastText model; the file is cut short',
      ],
      [whole.subarray(0, 100), ': "0 words"; expected 2 words; the file is cut short'],
      [
        whole.subarray(0, -1),
        `: "${whole.length - 1} bytes"; expected a whole fastText model; the file is cut short`,
      ],
      [modelOf({ version: 13 }), ": version: 13; expected 11 or 12"],
      [modelOf({ words: [] }), ": words and dimension: [0,2]; expected both ≥ 1"],
      [modelOf({ isQuantised: true }), ': "a quantised model"; expected one that is not quantised'],
      [modelOf({ columns: 3 }), ": rows and columns: [2,3]; expected of 2 numbers each"],
      [modelOf({ words: [Uint8Array.of(0xff)] }), ', word 1: "\uFFFD"; expected a word in UTF-8'],
    ];
    const odd = modelOf();
    odd.writeFloatLE(NaN, odd.length - 4);
    const notFinite = "a number that is NaN or infinite; expected finite numbers";
    cases.push([odd, `, word 2, "ab": ${notFinite}`]);
    for (const [bytes, message] of cases)
      await expect(open(bytes)).rejects.toThrow(`${path}${message}`);
  });
});
