import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/base/mime.js";
import type { KernelClient } from "../../../src/workbench/runner/kernel-client.js";
import { listDeclared, prepareParameters } from "../../../src/workbench/runner/parameters.js";
import { code, notebookOf } from "./scripted.js";

/** A kernel of ours that gives this answer to every request. */
const answering = (content: JsonObject) =>
  ({
    spec: { name: "tslab" },
    info: {},
    request: () => ({ id: "", reply: Promise.resolve({ content }) }),
    exited: new Promise(() => {}),
  }) as unknown as KernelClient;

const notebook = notebookOf("tslab", code("let a = (;", ["parameters"]));
const given = { a: { text: "1" } };

describe("prepareParameters", () => {
  it("leaves the notebook as it is where no values are given", async () => {
    expect((await prepareParameters(notebook, answering({}), {}, "a.ipynb")).notebook).toBe(
      notebook,
    );
  });

  it("says why a cell cannot be read", async () => {
    const refused = answering({ status: "error", evalue: "TS1109: Expression expected." });
    await expect(prepareParameters(notebook, refused, given, "a.ipynb")).rejects.toThrow(
      'a.ipynb, the cell tagged "parameters": TS1109: Expression expected.; expected declarations like let seed: number = 7',
    );
  });

  it("says so where the kernel gives no answer", async () => {
    await expect(
      prepareParameters(notebook, answering({ status: "ok" }), given, "a.ipynb"),
    ).rejects.toThrow(
      'a.ipynb, the cell tagged "parameters": the kernel gave no answer; expected declarations like let seed: number = 7',
    );
  });

  it("declares a constant again, because it cannot be assigned", async () => {
    const parameters = [
      { name: "rate", type: "number", value: "0.5" },
      { name: "seed", type: "number", value: "7" },
    ];
    const cells = notebookOf(
      "tslab",
      code("const rate = 0.5;\nlet seed = 7;", ["parameters"]),
      "rate",
    );
    const prepared = await prepareParameters(
      cells,
      answering({ status: "ok", parameters }),
      { rate: { text: "1" }, seed: { json: 2 } },
      "a.ipynb",
    );
    expect(prepared.notebook.cells[1]!.source).toBe(
      "// Parameters\nconst rate: number = 1;\nseed = 2;\n",
    );
    expect(prepared.injected).toBe(prepared.notebook.cells[1]!.id);
  });
});

describe("listDeclared", () => {
  it("lists names, types and defaults", () => {
    expect(listDeclared([{ name: "seed", type: "number", value: "7" }])).toBe("seed: number = 7");
    expect(listDeclared([])).toBe("none (the cell declares nothing)");
  });
});
