/**
 * A word's way down a Huffman tree, for hierarchical softmax: frequent words get short codes, so that a
 * prediction costs about log₂ of the vocabulary instead of all of it. An inner node has an output vector; at
 * each one the model says how likely the way goes on to the left (bit 0, σ(u·h)) or to the right (bit 1).
 * Built in linear time from sorted counts by two queues, as word2vec.c does.
 *
 * Source: Huffman 1952; Mikolov et al. 2013b, section 2.1.
 */

/** The codes of all words, one after the other. */
export interface HuffmanCodes {
  /** Where each word's code starts in `steps`; one more entry than words. */
  readonly starts: Uint32Array;
  /** From the root down: twice the number of the inner node, plus the bit taken there. */
  readonly steps: Uint32Array;
}

/**
 * Codes of smallest mean length for words of the given counts.
 *
 * @param counts of the words, in any order; a single word has an empty code
 * @returns mean code length in [H, H + 1) bits, H being the entropy of the counts' distribution
 * @example
 * const { starts, steps } = huffmanCodes([5, 2, 1]);
 * [...starts]; // [0, 1, 3, 5]
 * [...steps]; // [3, 2, 1, 2, 0]
 */
export function huffmanCodes(counts: ArrayLike<number>): HuffmanCodes {
  const words = counts.length;
  const inner = Math.max(0, words - 1);
  // Nodes: 0 … words−1 are words, words + i is inner node i, made i-th; the last one is the root.
  const leaves = Array.from(counts, (_, i) => i).sort((a, b) => counts[a]! - counts[b]! || b - a);
  const weights = new Float64Array(words + inner);
  weights.set(counts);
  const parent = new Uint32Array(words + inner);
  const bit = new Uint8Array(words + inner);
  let leaf = 0;
  let node = words;
  for (let made = words; made < words + inner; made += 1) {
    // The lighter of the next word and the next inner node; weights of inner nodes grow as they are made.
    const take = (): number => {
      const word = leaves[leaf];
      const useWord = word !== undefined && (node >= made || weights[word]! < weights[node]!);
      return useWord ? leaves[leaf++]! : node++;
    };
    const [left, right] = [take(), take()];
    weights[made] = weights[left]! + weights[right]!;
    parent[left] = parent[right] = made;
    bit[right] = 1;
  }

  const depths = new Uint8Array(words + inner);
  const root = words + inner - 1;
  for (let i = root - 1; i >= 0; i -= 1) if (i >= words) depths[i] = depths[parent[i]!]! + 1;
  for (let i = 0; i < words && inner > 0; i += 1) depths[i] = depths[parent[i]!]! + 1;
  const starts = new Uint32Array(words + 1);
  for (let i = 0; i < words; i += 1) starts[i + 1] = starts[i]! + depths[i]!;
  const steps = new Uint32Array(starts[words]!);
  for (let word = 0; word < words; word += 1) {
    let place = starts[word + 1]!;
    for (let at = word; at !== root; at = parent[at]!) {
      steps[--place] = (parent[at]! - words) * 2 + bit[at]!;
    }
  }
  return { starts, steps };
}
