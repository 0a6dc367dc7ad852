import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/base/mime.js";
import { parse, stringify } from "../../../src/workbench/document/parse.js";

const fixture = (name: string) =>
  readFileSync(new URL(`../../fixtures/document/${name}.ipynb`, import.meta.url), "utf8");

const file = (cells: unknown[], more: object = {}) =>
  JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5, ...more });
const code = (more: object = {}) => ({
  cell_type: "code",
  id: "a",
  metadata: {},
  source: "1",
  outputs: [],
  execution_count: null,
  ...more,
});

function python(): string | undefined {
  for (const program of ["/usr/bin/python3", "python3"]) {
    try {
      execFileSync(program, ["-c", "import nbformat"], { stdio: "ignore" });
      return program;
    } catch {
      continue;
    }
  }
  return undefined;
}
const nbformat = python();

describe("parse and stringify", () => {
  it("give back a file that Jupyter wrote, byte for byte", () => {
    const text = fixture("written-by-nbformat");
    expect(stringify(parse(text))).toBe(text);
  });

  it("give back every format as 4.5, byte for byte the second time", () => {
    for (const name of ["format-2", "format-3", "format-4.0", "format-4.2", "format-4.4"]) {
      const once = stringify(parse(fixture(name)));
      expect(once).toContain('"nbformat_minor": 5');
      expect(stringify(parse(once)), name).toBe(once);
    }
  });

  it("join lists of lines and split them where Python ends a line", () => {
    const [intro] = parse(fixture("written-by-nbformat")).cells;
    expect(intro!.source).toBe("# Tïtle\n\nline two\x0cform feed\u2028separator\r\nwindows\n");
    const { cells } = JSON.parse(stringify(parse(fixture("written-by-nbformat")))) as {
      cells: JsonObject[];
    };
    expect(cells[0]!["source"]).toEqual([
      "# Tïtle\n",
      "\n",
      "line two\x0c",
      "form feed\u2028",
      "separator\r\n",
      "windows\n",
    ]);
  });

  it("keep unknown fields and drop what is true in one session only", () => {
    const notebook = parse(
      file([code({ metadata: { mine: { deep: [1] }, trusted: true } })], {
        metadata: { theirs: null, orig_nbformat: 3, signature: "x" },
      }),
    );
    expect(notebook.metadata).toEqual({ theirs: null });
    expect(notebook.cells[0]!.metadata).toEqual({ mine: { deep: [1] } });
  });

  it("keep fields that the format does not know, as Jupyter opens such files", () => {
    const output = { output_type: "stream", name: "stdout", text: ["a"], metadata: { tags: [] } };
    const cell = code({ source: ["1"], outputs: [output], theirs: { a: 1 } });
    const text = file([cell], { mine: [1] });
    expect(JSON.parse(stringify(parse(text)))).toEqual(JSON.parse(text));
  });

  it("keep a list that a JSON type holds, and join one of lines elsewhere", () => {
    const data = {
      "application/json": ["a", "b"],
      "text/plain": ["a\n", "b"],
      "image/png": ["AA", "BB"],
    };
    const output = { output_type: "display_data", data, metadata: {} };
    const [cell] = parse(file([code({ outputs: [output] })])).cells;
    expect(cell).toMatchObject({
      outputs: [
        { data: { "application/json": ["a", "b"], "text/plain": "a\nb", "image/png": "AABB" } },
      ],
    });
  });

  it.runIf(nbformat !== undefined)(
    "write what Debian's nbformat writes (skipped where there is none)",
    () => {
      const ours = stringify(parse(fixture("format-2")));
      const script =
        "import sys,nbformat;nb=nbformat.reads(sys.stdin.buffer.read().decode(),4);nbformat.validate(nb);sys.stdout.buffer.write((nbformat.writes(nb)+'\\n').encode())";
      expect(execFileSync(nbformat!, ["-c", script], { input: ours, encoding: "utf8" })).toBe(ours);
    },
  );
});

describe("upgrades", () => {
  it("turn format 3 into what nbformat makes of it, and keep the cells' language", () => {
    const ours = parse(fixture("format-3"));
    const theirs = parse(fixture("format-3-upgraded-by-nbformat"));
    const withoutIds = (cells: readonly object[]) => cells.map((cell) => ({ ...cell, id: "" }));
    expect(withoutIds(ours.cells)).toEqual(withoutIds(theirs.cells));
    expect(ours.metadata).toEqual({ ...theirs.metadata, language_info: { name: "python" } });
  });

  it("turn format 2 into 4: lines without ends, etype, rendered text dropped", () => {
    expect(parse(fixture("format-2")).cells).toMatchObject([
      { cell_type: "markdown", source: "# Title\ntext" },
      {
        cell_type: "code",
        source: "print 1\n2",
        execution_count: 1,
        metadata: { collapsed: false },
        outputs: [
          { output_type: "stream", name: "stdout", text: "1" },
          {
            output_type: "execute_result",
            execution_count: 1,
            data: { "text/plain": "2", "image/png": "AAAA" },
          },
          { output_type: "error", ename: "E", evalue: "v", traceback: ["t"] },
        ],
      },
    ]);
  });

  it("keep the ids that a file before 4.5 should not have, if they are good ones", () => {
    const cells = [code({ id: "kept" }), code({ id: "kept" }), code({ id: "not good" })];
    const ids = parse(file(cells, { nbformat_minor: 4 })).cells.map(({ id }) => id);
    expect(ids[0]).toBe("kept");
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^[\w-]{1,64}$/);
  });

  it("give cells without an id the same valid, unique ids each time", () => {
    const ids = parse(fixture("format-4.0")).cells.map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}$/);
    expect(parse(fixture("format-4.0")).cells.map(({ id }) => id)).toEqual(ids);
    const { id: _id, ...nameless } = code();
    expect(parse(file([nameless, code({ id: ids[0] })])).cells[1]!.id).toBe(ids[0]);
  });
});

describe("a file that is no notebook", () => {
  const message = (text: string) => {
    try {
      parse(text, "dir/a.ipynb");
    } catch (error) {
      expect((error as Error).name).toBe("InputError");
      return (error as Error).message;
    }
    return "no error";
  };

  it.each([
    [
      "",
      "dir/a.ipynb, line 1, column 1: the file ends here; expected a JSON value (not JSON); the file is empty or cut off",
    ],
    ["hello", 'dir/a.ipynb, line 1, column 1: "hello"; expected a JSON value (not JSON)'],
    [
      '{\n "cells": [\n  {"a": 1,}\n]}',
      'dir/a.ipynb, line 3, column 11: "}"; expected a key in double quotes or "}" (not JSON)',
    ],
    [
      '{"cells": [], "metadata"',
      'dir/a.ipynb, line 1, column 25: the file ends here; expected ":" (not JSON); the file is empty or cut off',
    ],
    ["[]", 'dir/a.ipynb: []; expected a notebook: a JSON object with "nbformat" and "cells"'],
    [
      '{"a": 1}',
      'dir/a.ipynb: {"a":1}; expected a notebook: a JSON object with "nbformat" and "cells"',
    ],
    ['{"nbformat": 5}', "dir/a.ipynb, /nbformat: 5; expected 4, or 2 or 3 (which are upgraded)"],
    [
      '{"nbformat": "4"}',
      'dir/a.ipynb, /nbformat: "4"; expected 4, or 2 or 3 (which are upgraded)',
    ],
    ['{"nbformat": 3}', "dir/a.ipynb, /worksheets: undefined; expected a list (nbformat 3)"],
    [
      file([], { nbformat_minor: 6 }),
      "dir/a.ipynb, /nbformat_minor: 6; expected a number from 0 to 5; a newer program wrote this file",
    ],
    [
      file([], { nbformat_minor: -1 }),
      "dir/a.ipynb, /nbformat_minor: -1; expected a number from 0 to 5",
    ],
  ])("is refused with path and place: %j", (text, expected) => {
    expect(message(text)).toBe(expected);
  });

  it.each([
    [file([], { cells: {} }), "dir/a.ipynb, /cells: {}; expected array (nbformat 4.5)"],
    [file([5]), "dir/a.ipynb, /cells/0: 5; expected object (nbformat 4.5)"],
    [
      file([code({ cell_type: "note" })]),
      'dir/a.ipynb, /cells/0/cell_type: "note"; expected "code" or "markdown" or "raw" (nbformat 4.5)',
    ],
    [
      file([code({ id: "a b" })]),
      'dir/a.ipynb, /cells/0/id: "a b"; expected text that matches ^[a-zA-Z0-9-_]+$ (nbformat 4.5)',
    ],
    [
      file([code({ source: 5 })]),
      "dir/a.ipynb, /cells/0/source: 5; expected a text or a list of texts (nbformat 4.5)",
    ],
    [
      file([code({ outputs: undefined })]),
      'dir/a.ipynb, /cells/0: no field "outputs"; expected one (nbformat 4.5)',
    ],
    [
      file([code({ outputs: [{ output_type: "stream", name: 5, text: "" }] })]),
      "dir/a.ipynb, /cells/0/outputs/0/name: 5; expected string (nbformat 4.5)",
    ],
    [
      file([code({ outputs: [{ output_type: "pyout" }] })]),
      'dir/a.ipynb, /cells/0/outputs/0/output_type: "pyout"; expected "stream" or "display_data" or "execute_result" or "error" (nbformat 4.5)',
    ],
    [
      file([code({ metadata: { tags: "x" } })]),
      'dir/a.ipynb, /cells/0/metadata/tags: "x"; expected array (nbformat 4.5)',
    ],
    [
      file([code(), code()]),
      'dir/a.ipynb, /cells/1/id: "a"; expected an id of its own; cell 1 has this id too',
    ],
  ])("is refused with pointer and rule: %j", (text, expected) => {
    expect(message(text)).toBe(expected);
  });
});
