import { expect, test } from "vitest";
import type {
  CellMetadata,
  CodeCell,
  MarkdownCell,
} from "../../src/workbench/document/notebook.js";
import { unprovenIn, unusedIn } from "./evidence.js";

const text = (id: string, source: string, metadata: CellMetadata = {}): MarkdownCell => ({
  cell_type: "markdown",
  id,
  metadata,
  source,
});

const code = (id: string, source: string, said: string, metadata: CellMetadata = {}): CodeCell => ({
  cell_type: "code",
  id,
  metadata,
  source,
  execution_count: 1,
  outputs: [{ output_type: "stream", name: "stdout", text: said }],
});

test("a figure needs an output, and code is none", () => {
  const cells = [code("a", "0.77", "the cosine is 0.8123\n")];
  expect(unprovenIn([text("t", "It is 0.812, or 0.77.")], cells)).toEqual(["t: 0.77"]);
});

test("a time that a volatile cell shows is no evidence", () => {
  const cells = [code("a", "", "12 seconds\n", { tidebook: { volatile: true } })];
  expect(unprovenIn([text("t", "It takes 12 seconds.")], cells)).toEqual(["t: 12"]);
});

test("an exercise may state the numbers that its check holds", () => {
  const cells = [code("check-1", "81 ** 0.75", ""), code("check-2", "55", "")];
  const exercise = text("exercise-1", "B was seen 81 times, C 55 times.", { tags: ["exercise"] });
  expect(unprovenIn([exercise], cells)).toEqual(["exercise-1: 55"]);
});

test("a quoted figure is listed, and nothing else is", () => {
  const cell = text("t", "The article says 0.9.", { tidebook: { quoted: ["0.9", "0.8"] } });
  expect(unprovenIn([cell], [])).toEqual([]);
  expect(unusedIn([cell])).toEqual(["t: 0.8"]);
});
