/**
 * Trained word vectors, apart from the trainer that made them: words and one row of numbers each, and the
 * questions one asks of them. Cosines are computed in float64 from the float32 rows.
 * Left out: files, and search among millions of words.
 */
import { check, complaint, InputError } from "../../base/check.js";

/** A word and how similar it is: cosine in [-1, 1]. */
export interface Neighbour {
  readonly word: string;
  readonly similarity: number;
}

/**
 * The cosine of the angle between two vectors.
 *
 * @returns a value in [-1, 1]; 0 where one of them is all zeros
 * @throws InputError where the lengths differ.
 * Formula: a·b / (|a| |b|)
 * @example
 * cosine([1, 0], [1, 1]); // 0.7071067811865475
 */
export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  check(a.length === b.length, "length of b", b.length, `${a.length}, the length of a`);
  let ab = 0;
  let aa = 0;
  let bb = 0;
  for (let k = 0; k < a.length; k += 1) {
    const x = a[k] as number;
    const y = b[k] as number;
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  if (aa === 0 || bb === 0) return 0;
  return Math.max(-1, Math.min(1, ab / Math.sqrt(aa * bb)));
}

/** Words with one vector each. */
export class Vectors {
  readonly words: readonly string[];
  readonly dimension: number;
  private readonly values: Float32Array;
  private readonly indices: ReadonlyMap<string, number>;

  /**
   * @param words the words, all different
   * @param values one row after the other, words.length × dimension numbers; kept, not copied
   * @throws InputError where the numbers do not divide into rows or a word comes twice.
   */
  constructor(words: readonly string[], values: Float32Array) {
    const dimension = values.length / words.length;
    const rule = `a positive multiple of ${words.length}, the number of words`;
    check(Number.isInteger(dimension) && dimension > 0, "number of values", values.length, rule);
    this.words = words;
    this.dimension = dimension;
    this.values = values;
    this.indices = new Map(words.map((word, index) => [word, index]));
    const twice = words.find((word, index) => this.indices.get(word) !== index);
    check(twice === undefined, "word", twice, "each word once");
  }

  /** Whether the word has a vector. */
  has(word: string): boolean {
    return this.indices.has(word);
  }

  /**
   * The vector of a word: a view of `dimension` numbers.
   *
   * @throws InputError where the word is not known.
   */
  get(word: string): Float32Array {
    const index = this.indices.get(word);
    if (index === undefined) {
      throw new InputError(complaint("word", word, `one of ${this.words.length} known words`));
    }
    return this.values.subarray(index * this.dimension, (index + 1) * this.dimension);
  }

  /** The same vectors in memory of their own: later training does not change them. */
  snapshot(): Vectors {
    return new Vectors(this.words, this.values.slice());
  }

  /**
   * The cosine of two words' vectors, in [-1, 1].
   *
   * @throws InputError where a word is not known.
   */
  similarity(a: string, b: string): number {
    return cosine(this.get(a), this.get(b));
  }

  /**
   * All cosines among some words: row i, column j is that of words i and j.
   *
   * @param words all words if not given
   * @throws InputError where a word is not known.
   */
  similarities(words: readonly string[] = this.words): number[][] {
    return words.map((a) => words.map((b) => this.similarity(a, b)));
  }

  /**
   * The words most similar to a word, best first, without the word itself.
   *
   * @throws InputError where the word is not known or the count is not a whole number ≥ 1.
   */
  mostSimilar(word: string, count = 5): Neighbour[] {
    return this.nearest(this.get(word), [word], count);
  }

  /**
   * The answer to "a is to b as c is to …" (3CosAdd): the words nearest to b − a + c, each of the three
   * scaled to length 1 first, without the three.
   *
   * @throws InputError where a word is not known or the count is not a whole number ≥ 1.
   * Source: Mikolov, Yih, Zweig, "Linguistic regularities in continuous space word representations" (2013).
   */
  analogy(a: string, b: string, c: string, count = 1): Neighbour[] {
    const [minus, plus, also] = [a, b, c].map((word) => unit(this.get(word)));
    const wanted = Float64Array.from({ length: this.dimension }, (_, k) => {
      return (plus?.[k] as number) - (minus?.[k] as number) + (also?.[k] as number);
    });
    return this.nearest(wanted, [a, b, c], count);
  }

  private nearest(to: ArrayLike<number>, without: readonly string[], count: number): Neighbour[] {
    check(Number.isInteger(count) && count >= 1, "count", count, "a whole number ≥ 1");
    return this.words
      .filter((word) => !without.includes(word))
      .map((word) => ({ word, similarity: cosine(to, this.get(word)) }))
      .sort((x, y) => y.similarity - x.similarity)
      .slice(0, count);
  }
}

/** The vector scaled to length 1; all zeros stay zeros. */
function unit(vector: ArrayLike<number>): Float64Array {
  const values = Float64Array.from(vector);
  const length = Math.sqrt(values.reduce((sum, x) => sum + x * x, 0));
  return length === 0 ? values : values.map((x) => x / length);
}
