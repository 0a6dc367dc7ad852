import { describe, expect, it } from "vitest";
import type { Cell, Notebook } from "../../../src/workbench/document/notebook.js";
import { injectParameters, parametersCell } from "../../../src/workbench/document/parameters.js";
import { hasTag, isVolatile } from "../../../src/workbench/document/tags.js";

const cell = (id: string, tags: string[] = [], metadata: object = {}): Cell => ({
  cell_type: "code",
  id,
  source: id,
  outputs: [],
  execution_count: null,
  metadata: { tags, ...metadata },
});
const notebook = (...cells: Cell[]): Notebook => ({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {},
  cells,
});
const sources = ({ cells }: Notebook) => cells.map(({ source }) => source);

describe("injectParameters", () => {
  it("puts its cell after the one tagged parameters", () => {
    const injected = injectParameters(
      notebook(cell("a"), cell("p", ["parameters"]), cell("b")),
      "seed = 8",
    );
    expect(sources(injected)).toEqual(["a", "p", "seed = 8", "b"]);
    expect(injected.cells[2]).toMatchObject({
      cell_type: "code",
      metadata: { tags: ["injected-parameters"] },
      outputs: [],
    });
    expect(injected.cells[2]!.id).toMatch(/^[0-9a-f]{8}$/);
  });

  it("puts it in front of all where none is tagged", () => {
    expect(sources(injectParameters(notebook(cell("a")), "x"))).toEqual(["x", "a"]);
  });

  it("replaces the cell of an earlier run and keeps its place and id", () => {
    const once = notebook(
      cell("p", ["parameters"]),
      cell("b"),
      cell("old", ["injected-parameters"]),
      cell("c"),
    );
    const twice = injectParameters(once, "new");
    expect(sources(twice)).toEqual(["p", "b", "new", "c"]);
    expect(twice.cells[2]!.id).toBe("old");
  });
});

describe("parametersCell", () => {
  it("is the first code cell with the tag", () => {
    expect(
      parametersCell(notebook(cell("a"), cell("p", ["parameters"]), cell("q", ["parameters"])))?.id,
    ).toBe("p");
    expect(parametersCell(notebook(cell("a")))).toBeUndefined();
  });
});

describe("tags", () => {
  it("are read from metadata, where there are any", () => {
    expect(hasTag(cell("a", ["hide-input"]), "hide-input")).toBe(true);
    expect(hasTag({ ...cell("a"), metadata: {} }, "hide-input")).toBe(false);
  });

  it("and tidebook.volatile is read as one key or two", () => {
    expect(isVolatile(cell("a", [], { "tidebook.volatile": true }))).toBe(true);
    expect(isVolatile(cell("a", [], { tidebook: { volatile: true } }))).toBe(true);
    expect(isVolatile(cell("a", [], { tidebook: { volatile: "yes" } }))).toBe(false);
    expect(isVolatile(cell("a"))).toBe(false);
  });
});
