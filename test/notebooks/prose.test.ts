/** Figures in prose come from a cell of the same notebook, or are said to be quoted (see evidence.ts). */
import { describe, expect, test } from "vitest";
import { course } from "./course.js";
import { unprovenIn, unusedIn } from "./evidence.js";
import { Executed } from "./executed.js";
import { claimed } from "./numerals.js";

describe.each(course.map((stored) => [stored.name, stored] as const))(
  "%s",
  (name, { markdown }) => {
    test("claims no figure that no output shows", () => {
      const notebook = new Executed(name);
      const cells = notebook.run();
      notebook.remove();
      expect(unprovenIn(markdown, cells)).toEqual([]);
    }, 180_000);

    test("lists no quoted figure that its text does not have", () => {
      expect(unusedIn(markdown)).toEqual([]);
    });

    test("computes rightly what its formulas compute", () => {
      const wrong = markdown.flatMap(({ id, source }) =>
        claimed(source).wrong.map((equality) => `${id}: ${equality}`),
      );
      expect(wrong).toEqual([]);
    });
  },
);
