import { describe, expect, test } from "vitest";
import { Random } from "../../../../src/base/random.js";
import { huffmanCodes } from "../../../../src/learning/embedding/loop/huffman.js";

/** Each word's code as text. */
function codes(counts: readonly number[]): string[] {
  const { starts, steps } = huffmanCodes(counts);
  return counts.map((_, i) =>
    [...steps.subarray(starts[i], starts[i + 1])].map((step) => step & 1).join(""),
  );
}

describe("Huffman codes", () => {
  test("of three words are those by hand", () => {
    const { starts, steps } = huffmanCodes([5, 2, 1]);
    expect([...starts]).toEqual([0, 1, 3, 5]);
    // Inner node 0 joins 1 and 2, inner node 1 (the root) joins 3 and 5.
    expect([...steps]).toEqual([3, 2, 1, 2, 0]);
    expect(codes([5, 2, 1])).toEqual(["1", "01", "00"]);
  });

  test("of one word are empty, of none too", () => {
    expect(codes([7])).toEqual([""]);
    expect([...huffmanCodes([]).starts]).toEqual([0]);
  });

  test("start no other code and fill the tree", () => {
    const random = new Random(2);
    const counts = Array.from({ length: 300 }, () => 1 + random.integer(1000));
    const all = codes(counts);
    const sorted = [...all].sort();
    sorted.slice(1).forEach((code, i) => expect(code.startsWith(sorted[i]!)).toBe(false));
    // Kraft's equality: no place in the tree is empty.
    expect(all.reduce((sum, code) => sum + 2 ** -code.length, 0)).toBe(1);
    expect(Math.max(...huffmanCodes(counts).steps)).toBeLessThan(2 * 299);
  });

  test("have a mean length between the entropy and one bit more", () => {
    const random = new Random(3);
    for (const words of [2, 3, 17, 500]) {
      const counts = Array.from({ length: words }, () => 1 + random.integer(10) ** 3);
      const total = counts.reduce((sum, count) => sum + count, 0);
      const shares = counts.map((count) => count / total);
      const entropy = -shares.reduce((sum, share) => sum + share * Math.log2(share), 0);
      const length = codes(counts).reduce((sum, code, i) => sum + code.length * shares[i]!, 0);
      expect(length).toBeGreaterThanOrEqual(entropy - 1e-12);
      expect(length).toBeLessThan(entropy + 1);
    }
  });
});
