/**
 * The other account that the article gives of the same flow: section 3.2 groups the activities into four phases.
 * What is a part of a phase there is a later step in the chart of section 2.6; this file finds each such place.
 */
import type { Bilingual } from "../../base/bilingual.js";
import { labelOf, reachableFrom, type Process } from "./process.js";

/** One phase of section 3.2: the node of the chart that has its name, and the nodes that it counts as its parts. */
export interface Phase {
  readonly section: string;
  readonly name: Bilingual;
  readonly whole: string;
  readonly parts: readonly string[];
}

/** The four phases, in the ids of the chart. Parts that the chart does not draw (data, models) are left out. */
export const phases: readonly Phase[] = [
  { section: "3.2.1", name: { en: "Idea", zh: "提出想法" }, whole: "A", parts: ["B", "C", "D"] },
  { section: "3.2.2", name: { en: "Product", zh: "产品研发" }, whole: "F", parts: [] },
  { section: "3.2.3", name: { en: "Marketing", zh: "市场推广" }, whole: "G", parts: ["H", "I"] },
  {
    section: "3.2.4",
    name: { en: "Business model", zh: "商业模式" },
    whole: "J",
    parts: ["K", "L"],
  },
];

/** A place where chart and section disagree. */
export interface Contradiction {
  readonly section: string;
  /** Id of the part, a later step in the chart. */
  readonly part: string;
  /** Id of the whole that it is a part of in section 3.2. */
  readonly whole: string;
}

/**
 * Parts of a phase that the chart places after the whole phase.
 *
 * @returns a row per part, in the order of the phases
 * @throws InputError where a phase names a node that the chart does not have.
 */
export function partsAfterWhole(
  process: Process,
  given: readonly Phase[] = phases,
): Contradiction[] {
  return given.flatMap(({ section, whole, parts }) => {
    for (const id of [whole, ...parts]) labelOf(process, id);
    const next = process.edges.filter(({ from }) => from === whole).map(({ to }) => to);
    const later = reachableFrom(process, next);
    return parts.filter((part) => later.has(part)).map((part) => ({ section, part, whole }));
  });
}
