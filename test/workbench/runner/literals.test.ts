import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { injectedSource, literalOf } from "../../../src/workbench/runner/literals.js";

const values = {
  seed: 8,
  name: 'a "b" \\ \n $x é 😀',
  on: true,
  none: null,
  list: [1, "a", [false]],
  map: { a: -1.5, "b c": {} },
};

describe("injectedSource", () => {
  it("writes Python as papermill does", () => {
    expect(injectedSource("python", values)).toBe(
      [
        "# Parameters",
        "seed = 8",
        'name = "a \\"b\\" \\\\ \\n $x é 😀"',
        "on = True",
        "none = None",
        'list = [1, "a", [False]]',
        'map = {"a": -1.5, "b c": {}}',
        "",
      ].join("\n"),
    );
  });

  it("writes TypeScript, Julia and R", () => {
    expect(injectedSource("TypeScript", { a: { b: null, c: {} } })).toBe(
      '// Parameters\na = { "b": null, "c": {} };\n',
    );
    expect(injectedSource("julia", { a: { b: null }, c: "$x" })).toBe(
      '# Parameters\na = Dict("b" => nothing)\nc = "\\$x"\n',
    );
    expect(injectedSource("R", { a: { b: null }, c: [true] })).toBe(
      '# Parameters\na = list("b" = NULL)\nc = list(TRUE)\n',
    );
  });

  it("writes TypeScript that means the same values", () => {
    expect(eval(`(${literalOf("typescript", values)})`)).toEqual(values);
    const hostile = JSON.parse('{"__proto__": {"x": 1}}') as never;
    const read = eval(`(${literalOf("typescript", hostile)})`) as object;
    expect(Object.keys(read)).toEqual(["__proto__"]);
  });

  it.runIf(process.platform === "linux")(
    "writes Python that means the same values (where there is Python)",
    () => {
      const script = `import json; print(json.dumps(${literalOf("python", values)}))`;
      let printed: string;
      try {
        printed = execFileSync("python3", ["-c", script], { encoding: "utf8" });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
        console.warn("python3 not found: Python's own reading is not checked");
        return expect(literalOf("python", null)).toBe("None");
      }
      expect(JSON.parse(printed)).toEqual(values);
    },
  );

  it("refuses a language that it cannot write", () => {
    expect(() => injectedSource("constructor", {})).toThrow(
      'language of the notebook that gets parameters: "constructor"; expected one of python, typescript, javascript, julia, r',
    );
  });
});
