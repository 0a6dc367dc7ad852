import { describe, expect, it } from "vitest";
import {
  CellError,
  KernelError,
  lastLines,
  printed,
  type CellFailure,
} from "../../../src/workbench/runner/error.js";

const failure: CellFailure = {
  notebook: "dir/a.ipynb",
  cell: 5,
  cellId: "x",
  executionCount: null,
  source: Array.from({ length: 14 }, (_, index) => `line ${index + 1}`).join("\n"),
  ename: "Error",
  evalue: "first\nsecond",
  traceback: ["\u001b[31mError\u001b[0m: first", "second"],
  streams: { stdout: "a\n\nb", stderr: "" },
};

describe("CellError", () => {
  it("shows notebook, cell, source preview, streams and traceback without colours", () => {
    const { message } = new CellError(failure);
    expect(message.split("\n")).toEqual([
      "dir/a.ipynb, cell 5: Error: first",
      "",
      ...Array.from(
        { length: 12 },
        (_, index) => `${String(index + 1).padStart(4)} │ line ${index + 1}`,
      ),
      "     … 2 more lines",
      "",
      "stdout:",
      "    a",
      "",
      "    b",
      "",
      "    Error: first",
      "    second",
    ]);
  });

  it("makes do without a traceback", () => {
    expect(new CellError({ ...failure, traceback: [], executionCount: 2 }).message).toMatch(
      /^dir\/a\.ipynb, cell 5 \[2\]: [^]*\n {4}Error: first\n {4}second$/,
    );
  });
});

describe("KernelError", () => {
  it("is a sentence, or a cell's failure", () => {
    expect(new KernelError("a.ipynb: no kernel").failure).toBeUndefined();
    expect(new KernelError(failure).failure).toBe(failure);
    expect(new KernelError(failure).message).toBe(new CellError(failure).message);
  });
});

describe("lastLines", () => {
  it("marks what was cut", () => {
    expect(lastLines("a\nb\nc\n", 2)).toBe("…\nb\nc");
    expect(lastLines("a\nb", 2)).toBe("a\nb");
    expect(lastLines("x".repeat(30_000), 2)).toHaveLength(20_002);
  });
});

describe("printed", () => {
  it("joins the streams by name", () => {
    const stream = (name: "stdout" | "stderr", text: string) =>
      ({ output_type: "stream", name, text }) as const;
    expect(
      printed([stream("stdout", "a\n"), stream("stderr", "!"), stream("stdout", "b")]),
    ).toEqual({ stdout: "a\nb", stderr: "!" });
  });
});
