import { describe, expect, test } from "vitest";
import {
  importRows,
  missingModule,
  namedOptions,
  overwrittenParameters,
  printedCorpus,
  printedListing,
} from "../../../src/learning/article/program-listing.js";

describe("reading the printed program", () => {
  test("finds TensorFlow imported and never used, NumPy and gensim used once", () => {
    expect(importRows()).toEqual([
      { line: 1, module: "numpy", name: "np", uses: 1 },
      { line: 2, module: "tensorflow", name: "tf", uses: 0 },
      { line: 3, module: "gensim", name: "Word2Vec", uses: 1 },
    ]);
  });

  test("finds the module that stops it", () => {
    expect(missingModule(["numpy", "gensim"])?.module).toBe("tensorflow");
    expect(missingModule(["numpy", "gensim", "tensorflow"])).toBeUndefined();
    const repaired = printedListing.filter((line) => !line.includes("tensorflow"));
    expect(missingModule(["numpy", "gensim"], repaired)).toBeUndefined();
    expect(missingModule([])?.line).toBe(1);
  });

  test("finds the argument that is thrown away, and that None was handed over", () => {
    expect(overwrittenParameters()).toEqual([
      { line: 10, function: "train_word2vec", parameter: "model", given: "None" },
    ]);
  });

  test("finds the options that are named", () => {
    expect(namedOptions("Word2Vec")).toEqual(["sentences", "size", "window", "min_count"]);
    expect(namedOptions("Doc2Vec")).toEqual([]);
  });

  test("has the corpus that the listing has", () => {
    const line = printedListing.find((text) => text.trim().startsWith("corpus = "));
    expect(JSON.parse(line!.split(" = ")[1]!)).toEqual(printedCorpus);
  });
});

describe("reading other programs", () => {
  test("sees a module used by its own name, and a renamed part of one", () => {
    const listing = ["import math", "from os.path import join as glue", "print(math.pi, math.e)"];
    expect(importRows(listing)).toEqual([
      { line: 1, module: "math", name: "math", uses: 1 },
      { line: 2, module: "os", name: "glue", uses: 0 },
    ]);
  });

  test("does not mind an argument that is read first, or read where it is assigned", () => {
    const read = ["def f(a, b):", "    print(a)", "    a = 1", "    b = b + 1", "f(1, 2)"];
    expect(overwrittenParameters(read)).toEqual([]);
  });

  test("knows no given value where a function is never called", () => {
    const listing = ["def f(a):", "    a = 1", "    return a"];
    const row = { line: 2, function: "f", parameter: "a", given: undefined };
    expect(overwrittenParameters(listing)).toEqual([row]);
  });
});
