/**
 * The graph of terms, drawn and asked: as a flow chart for `toMermaid`, and what it says of two terms. Being part of
 * something carries over from link to link, and where a part is used, the whole is; the other relations stay put.
 */
import { check } from "../../base/check.js";
import type { Process } from "./process.js";
import { relationNames, relations, terms, type Relation, type Term } from "./terms.js";

/** What the graph says of two terms: the one is part of the other, contains it, is related otherwise, or none of these. */
export type TermPair = "part of" | Relation["kind"] | "no relation";

/** The graph as a flow chart: a box per term, an arrow per relation. */
export function termChart(
  given: readonly Term[] = terms,
  links: readonly Relation[] = relations,
): Process {
  return {
    direction: "TD",
    nodes: given.map(({ id, name }) => ({ id, kind: "step", label: name })),
    edges: links.map(({ from, kind, to }) => ({ from, to, label: relationNames[kind] })),
  };
}

/**
 * A term by its id.
 *
 * @throws InputError where there is none.
 */
export function termOf(id: string): Term {
  const term = terms.find((each) => each.id === id);
  const ids = terms.map((each) => each.id).join(", ");
  check(term !== undefined, "unknown term", id, `one of ${ids}`);
  return term;
}

/**
 * Whether one term is part of another, directly or through others; a term is no part of itself.
 *
 * @throws InputError where a term is unknown.
 * @example
 * isPartOf("largeModel", "ai"); // true
 */
export function isPartOf(one: string, other: string): boolean {
  for (const id of [one, other]) termOf(id);
  const wholes = new Set([one]);
  for (const id of wholes) {
    for (const { from, kind, to } of relations) {
      if (kind === "contains" && to === id) wholes.add(from);
    }
  }
  return one !== other && wholes.has(other);
}

/**
 * What the graph says of two terms, read from the first to the second.
 *
 * @throws InputError where a term is unknown.
 * @example
 * relationOf("machineLearning", "computerVision"); // "used-in"
 */
export function relationOf(one: string, other: string): TermPair {
  if (isPartOf(one, other)) return "part of";
  if (isPartOf(other, one)) return "contains";
  const link = relations.find(({ from, to }) => from === one && to === other);
  if (link !== undefined) return link.kind;
  const used = relations.some(
    ({ from, kind, to }) => kind === "used-in" && to === other && isPartOf(from, one),
  );
  return used ? "used-in" : "no relation";
}
