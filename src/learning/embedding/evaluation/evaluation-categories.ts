/**
 * Categorisation: do words that people put together lie together? The words are grouped by k-means on vectors
 * of length 1, as many groups as categories, and purity says how much of each group is of one category.
 */
import { check } from "../../../base/check.js";
import { kMeans, type KMeansOptions } from "../../statistics/k-means.js";
import { unit } from "../cosine.js";
import { KnownWords, type KnownWordsOptions } from "./evaluation-words.js";
import type { Vectors } from "../vectors.js";

/** Which words take part, and how the groups are looked for. */
export type CategoriesOptions = KnownWordsOptions & KMeansOptions;

/** One group that was found: a row of a table. */
export interface CategoryRow {
  /** The category that most of its words are of. */
  readonly category: string;
  readonly size: number;
  /** Share of its words that are of this category, in (0, 1]. */
  readonly share: number;
  readonly words: readonly string[];
}

/** How well groups and categories agree. */
export interface CategoryScores {
  /** In (0, 1]; 1 where every group is of one category. The largest category's share is reached by one group. */
  readonly purity: number;
  /** Words that were grouped. */
  readonly known: number;
  /** Words without a vector: left out. */
  readonly outOfVocabulary: number;
  readonly outOfVocabularyShare: number;
  /** The groups, largest first, equal ones in the categories' order. */
  readonly rows: readonly CategoryRow[];
}

/**
 * Judges vectors by labelled words.
 *
 * @param categories words of each category, at least two categories
 * @returns purity and the groups
 * @throws InputError for fewer categories, or where fewer words than categories are known.
 * Formula: purity = (1/N) Σ_groups max_category |group ∩ category|
 * Source: C. Manning, P. Raghavan, H. Schütze, "Introduction to Information Retrieval" (2008), 16.3; as a test of
 *   vectors M. Baroni, G. Dinu, G. Kruszewski, "Don't count, predict!" (2014).
 */
export function evaluateCategories(
  vectors: Vectors,
  categories: Readonly<Record<string, readonly string[]>>,
  options: CategoriesOptions = {},
): CategoryScores {
  const names = Object.keys(categories);
  check(names.length >= 2, "categories", names.length, "at least two");
  const words = new KnownWords(vectors, options);
  const all = names.flatMap((name) => categories[name]!.map((word) => ({ name, word })));
  const known = all.flatMap(({ name, word }) => {
    const place = words.find(word);
    return place === undefined ? [] : [{ name, word, place }];
  });
  const rule = `at least ${names.length}, one per category`;
  check(known.length >= names.length, "words that the vectors know", known.length, rule);
  const points = known.map(({ place }) => unit(vectors.rows(place, place + 1)));
  const { groups } = kMeans(points, names.length, options);
  const rows = names.flatMap((_, group) => {
    const own = known.filter((_, i) => groups[i] === group);
    if (own.length === 0) return [];
    const sizes = names.map((name) => own.filter((each) => each.name === name).length);
    const most = Math.max(...sizes);
    const category = names[sizes.indexOf(most)]!;
    const share = most / own.length;
    return [{ category, size: own.length, share, words: own.map(({ word }) => word) }];
  });
  const right = rows.reduce((sum, { size, share }) => sum + Math.round(size * share), 0);
  const outOfVocabulary = all.length - known.length;
  return {
    purity: right / known.length,
    known: known.length,
    outOfVocabulary,
    outOfVocabularyShare: outOfVocabulary / all.length,
    rows: rows.sort(
      (a, b) => b.size - a.size || names.indexOf(a.category) - names.indexOf(b.category),
    ),
  };
}
