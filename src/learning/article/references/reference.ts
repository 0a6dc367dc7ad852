/**
 * One entry of the reference list: what a citation needs, as data. Addresses are given where they are certain; an
 * entry is `confirmed` where its authors, title and year were seen together in a source outside the article while
 * this edition was made, and otherwise stands as commonly cited, which the list says.
 */

/** A work that the course cites. */
export interface Reference {
  /** Surname and year: mikolov2013efficient. */
  readonly key: string;
  readonly kind:
    "article" | "book" | "law" | "preprint" | "proceedings" | "report" | "software" | "thesis";
  /** "Surname, I."; "others" stands for the rest. */
  readonly authors: readonly string[];
  readonly year: number;
  readonly title: string;
  /** The title of its Chinese edition, where there is one. */
  readonly chinese?: string;
  /** Journal with volume and pages, conference, publisher. */
  readonly venue: string;
  readonly doi?: string;
  readonly arxiv?: string;
  readonly isbn?: string;
  readonly url?: string;
  readonly confirmed: boolean;
}
