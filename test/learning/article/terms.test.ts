import { describe, expect, test } from "vitest";
import {
  namedSideBySide,
  relationNames,
  relations,
  terms,
} from "../../../src/learning/article/terms.js";
import {
  isPartOf,
  relationOf,
  termChart,
  termOf,
} from "../../../src/learning/article/terms-chart.js";
import { checkProcess } from "../../../src/learning/article/process.js";

describe("the terms of section 2", () => {
  test("have a name and a definition in both languages, and an id of their own", () => {
    expect(new Set(terms.map(({ id }) => id)).size).toBe(terms.length);
    for (const { id, name, definition, remark } of terms) {
      for (const text of [name, definition, ...(remark === undefined ? [] : [remark])]) {
        expect(text.zh, id).toMatch(/\p{Script=Han}/u);
        expect(text.en, id).toMatch(/[a-z]/);
        expect(text.en, id).not.toMatch(/\p{Script=Han}/u);
      }
    }
  });

  test("cover each section from 2.1 to 2.5", () => {
    const sections = terms.map(({ section }) => section);
    for (const section of ["2.1", "2.2", "2.3", "2.4", "2.5"]) expect(sections).toContain(section);
  });

  test("are a graph without loose ends, in which each term has a place", () => {
    const chart = termChart();
    expect(() => checkProcess(chart)).not.toThrow();
    const linked = new Set(relations.flatMap(({ from, to }) => [from, to]));
    expect(terms.filter(({ id }) => !linked.has(id))).toEqual([]);
    expect(chart.edges[0]?.label).toEqual(relationNames[relations[0]!.kind]);
  });

  test("never contain themselves, not even round a corner", () => {
    for (const { id } of terms) {
      const wholes = terms.filter((other) => isPartOf(id, other.id));
      for (const whole of wholes) expect(isPartOf(whole.id, id)).toBe(false);
    }
  });

  test("set right what section 2.1 names side by side", () => {
    const pairs = namedSideBySide.flatMap((one, i) =>
      namedSideBySide.slice(i + 1).map((other) => relationOf(one, other)),
    );
    expect(pairs).toEqual(["contains", "used-in", "used-in", "used-in", "used-in", "no relation"]);
    expect(relationOf("deepLearning", "machineLearning")).toBe("part of");
    expect(relationOf("ai", "languageProcessing")).toBe("has-field");
    expect(isPartOf("languageProcessing", "ai")).toBe(false);
    expect(relationOf("reinforcementLearning", "computerVision")).toBe("no relation");
    expect(relationOf("computerVision", "machineLearning")).toBe("no relation");
  });

  test("know that a departure only may lead to founding", () => {
    expect(relationOf("departure", "founding")).toBe("may-lead-to");
    expect(termOf("departure").definition.en).toMatch(/retirement, dismissal or illness/);
  });

  test("are known by id", () => {
    expect(() => termOf("blockchain")).toThrow('unknown term: "blockchain"; expected one of ai, ');
    expect(() => isPartOf("ai", "blockchain")).toThrow('unknown term: "blockchain"');
  });
});
