/**
 * Files go both ways between Tidebook and the programs of the field: Debian's python3-gensim and fasttext, where
 * they are found. Elsewhere the tests say that they were skipped.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { Random } from "../../../../src/base/random.js";
import { openVectors } from "../../../../src/learning/embedding/formats/open.js";
import { saveVectors } from "../../../../src/learning/embedding/formats/save.js";
import { Vectors } from "../../../../src/learning/embedding/vectors.js";

const folder = mkdtempSync(join(tmpdir(), "tidebook-peers-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);

const python = "/usr/bin/python3";
const hasGensim =
  existsSync(python) && spawnSync(python, ["-c", "import gensim.models"]).status === 0;
const fasttext = ["/usr/bin/fasttext", "/usr/local/bin/fasttext"].find(existsSync);

const random = new Random(4);
const size = 300;
const words = Array.from({ length: size }, (_, i) => `${["w", "naïve", "词", "🙂"][i % 4]}${i}`);
const values = Float32Array.from(
  { length: size * 11 },
  () => random.normal() * 10 ** random.integer(4) * 1e-3,
);
const vectors = new Vectors(words, values);
const probes = words.slice(0, 20);

/** What gensim reads: the neighbours of the probes; and it writes the same vectors in its own way. */
const script = `
import json, sys
from gensim.models import KeyedVectors
name, binary, out, probes = sys.argv[1], sys.argv[2] == "binary", sys.argv[3], json.loads(sys.argv[4])
read = KeyedVectors.load_word2vec_format(name, binary=binary)
read.save_word2vec_format(out, binary=binary)
print(json.dumps([[[w, float(x)] for w, x in read.most_similar(p, topn=10)] for p in probes]))`;

const bitsOf = (of: Vectors) => Buffer.from(of.rows().slice().buffer);

describe.skipIf(!hasGensim)("gensim (skipped where python3-gensim is not installed)", () => {
  test.each(["a.txt", "a.vec", "a.bin", "a.txt.gz", "a.bin.gz"])(
    "reads our %s with the same neighbours, and we read what it writes, bit for bit",
    async (name) => {
      await saveVectors(at(name), vectors);
      const kind = name.includes(".bin") ? "binary" : "text";
      const arguments_ = [at(name), kind, at(`gensim-${name}`), JSON.stringify(probes)];
      const { stdout, stderr, status } = spawnSync(python, ["-c", script, ...arguments_], {
        encoding: "utf8",
      });
      expect(status, stderr).toBe(0);
      const theirs = JSON.parse(stdout) as [string, number][][];
      const ours = probes.map((probe) => vectors.mostSimilar(probe));
      expect(theirs.map((list) => list.map(([word]) => word))).toEqual(
        ours.map((list) => list.map(({ word }) => word)),
      );
      theirs.forEach((list, i) =>
        list.forEach(([, cosine], k) => expect(ours[i]![k]!.similarity).toBeCloseTo(cosine, 6)),
      );
      const back = await openVectors(at(`gensim-${name}`));
      expect(back.words).toEqual(words);
      expect(Buffer.compare(bitsOf(back), bitsOf(vectors))).toBe(0);
    },
  );
});

describe.skipIf(fasttext === undefined)("fastText (skipped where it is not installed)", () => {
  // Subwords of one to four letters, among them Chinese ones; none; and a model of labelled text.
  test.each([
    ["skipgram", ["-minn", "1", "-maxn", "4", "-bucket", "500"]],
    ["cbow", ["-maxn", "0"]],
    ["supervised", ["-minn", "2", "-maxn", "3", "-bucket", "500"]],
  ])("%s %j: .vec and .bin hold the same vectors", async (model, options) => {
    const text = Array.from({ length: 400 }, (_, i) =>
      ["__label__x", ...Array.from({ length: 12 }, (_, k) => words[(i * 7 + k * k) % 50])].join(
        " ",
      ),
    );
    writeFileSync(at("text"), `${text.join("\n")}\n`);
    const flags = ["-input", at("text"), "-output", at("model"), "-dim", "6", "-epoch", "2"];
    const { status, stderr } = spawnSync(
      fasttext!,
      [model, ...flags, "-minCount", "1", "-thread", "1", ...options],
      { encoding: "utf8" },
    );
    expect(status, stderr).toBe(0);
    const [text_, binary] = [
      await openVectors(at("model.vec")),
      await openVectors(at("model.bin")),
    ];
    expect(binary.words).toEqual(text_.words);
    expect(binary.size).toBeGreaterThan(50);
    // The .vec has five significant digits.
    const [a, b] = [text_.rows(), binary.rows()];
    a.forEach((x, i) => expect(Math.abs(x - b[i]!)).toBeLessThan(1e-4 * Math.max(1, Math.abs(x))));
    expect((await openVectors(at("model.bin"), { limit: 3 })).words).toEqual(
      binary.words.slice(0, 3),
    );
  });
});
