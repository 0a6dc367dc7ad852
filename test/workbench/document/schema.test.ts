import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../../src/base/mime.js";
import { notebookSchema } from "../../../src/workbench/document/schema.js";

/** nbformat's own schema without descriptions and without two misplaced keywords that no validator reads. */
function rules(value: Json, key = ""): Json {
  if (Array.isArray(value)) return value.map((item) => rules(item));
  if (typeof value !== "object" || value === null) return value;
  const dropped = (name: string) =>
    (name === "description" && typeof value[name] === "string") ||
    (name === "item" && key === "authors") ||
    (["source_hidden", "outputs_hidden"].includes(name) && key === "jupyter");
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]) =>
      dropped(name) ? [] : [[name, rules(item, name)]],
    ),
  );
}

describe("notebookSchema", () => {
  it.each([0, 1, 2, 3, 4, 5])("has the rules of nbformat's schema 4.%i", (minor) => {
    const url = new URL(
      `../../fixtures/nbformat/nbformat.v4.${minor}.schema.json`,
      import.meta.url,
    );
    expect(notebookSchema(minor)).toEqual(
      rules(JSON.parse(readFileSync(url, "utf8")) as JsonObject),
    );
  });
});
