import { describe, expect, it } from "vitest";

import {
  Declarations,
  declaredNames,
} from "../../../../src/workbench/kernel/compiler/declarations.js";

function textAfter(...cells: [text: string, values: string[], defined?: string[]][]): string {
  const declarations = new Declarations();
  for (const [text, values, defined] of cells) declarations.add({ text, values }, defined);
  return declarations.text;
}

describe("the declarations of committed cells", () => {
  it("keep each name apart", () => {
    expect(textAfter(["declare let a: number, b: string;\n", ["a", "b"]])).toBe(
      "declare let a: number;\ndeclare let b: string;\n",
    );
  });

  it("replace a value by its newest declaration", () => {
    expect(
      textAfter(["declare let a: number;", ["a"]], ["declare function a(): void;", ["a"]]),
    ).toBe("declare function a(): void;\n");
  });

  it("replace meaning by meaning", () => {
    expect(textAfter(["interface P {}", []], ["declare const P: 1;", ["P"]])).toBe(
      "interface P {}\ndeclare const P: 1;\n",
    );
  });

  it("keep all overloads of a function", () => {
    const overloads =
      "declare function f(a: string): string;\ndeclare function f(a: number): number;";
    expect(textAfter([overloads, ["f"]])).toBe(`${overloads}\n`);
  });

  it("split imports, so that each name can be replaced alone", () => {
    const text =
      'import d, { a, b as c, type T } from "m";\nimport * as n from "n";\nimport type { U } from "u";';
    expect(textAfter([text, ["d", "a", "c", "n"]], ["declare const a: 1;", ["a"]])).toBe(
      'import d from "m";\nimport { b as c } from "m";\nimport { type T } from "m";\nimport * as n from "n";\nimport type { U } from "u";\ndeclare const a: 1;\n',
    );
  });

  it("keep of a failed cell only the values that exist, and all types", () => {
    const text = "declare const a: 1;\ninterface I {}\ndeclare class C {}\ndeclare const b: 2;";
    expect(textAfter([text, ["a", "C", "b"], ["a"]])).toBe("declare const a: 1;\ninterface I {}\n");
  });

  it("leave an old value alone when its redeclaration did not run", () => {
    expect(textAfter(["declare const a: 1;", ["a"]], ["declare const a: 2;", ["a"], []])).toBe(
      "declare const a: 1;\n",
    );
  });

  it("keep a replaced type under another name while something speaks of it", () => {
    const first = "interface P {\n    x: number;\n    next: P;\n}\ndeclare const p: P;";
    expect(textAfter([first, ["p"]], ["interface P {\n    y: string;\n}", []])).toBe(
      "declare const p: P_1;\ninterface P_1 {\n    x: number;\n    next: P_1;\n}\ninterface P {\n    y: string;\n}\n",
    );
  });

  it("forget a replaced type that nothing speaks of", () => {
    expect(textAfter(["type T = number;", []], ["type T = string;", []])).toBe(
      "type T = string;\n",
    );
  });

  it("do not grow when a cell runs again", () => {
    const cell: [string, string[]] = ["interface P {}\ndeclare const p: P;", ["p"]];
    expect(textAfter(cell, cell, cell)).toBe("interface P {}\ndeclare const p: P;\n");
  });

  it("keep augmentations apart from what has a name", () => {
    const declarations = new Declarations();
    declarations.add({
      text: "declare global { interface Array<T> { a: T } }\ndeclare const b: 1;",
      values: ["b"],
    });
    expect(declarations.text).toBe("declare const b: 1;\n");
    expect(declarations.augmentations).toBe("declare global { interface Array<T> { a: T } }\n");
  });

  it("tell their names", () => {
    expect([
      ...declaredNames(
        "declare let a: 1, b: 2;\nenum E {}\nnamespace N {}\nimport { c } from 'm';",
      ),
    ]).toEqual(["a", "b", "E", "N", "c"]);
  });
});
