import * as fs from "node:fs";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, test } from "vitest";

const source = fileURLToPath(new URL("../../src/", import.meta.url));
const AsyncFunction = (async () => {}).constructor as new (
  ...parts: string[]
) => (...values: unknown[]) => Promise<void>;

/** The files from which docstrings are read: all that a notebook can reach. */
const files = ["base", "show", "learning"].flatMap((folder) =>
  readdirSync(join(source, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.startsWith("wasm"))
    .map((name) => join(folder, name)),
);

/** The code after each `@example` of a text, without the stars. */
function examplesOf(text: string): string[] {
  return [...text.matchAll(/@example\n([^]*?)\*\//g)].map(([, block = ""]) =>
    block.replace(/^\s*\* ?/gm, "").trim(),
  );
}

/** `expression; // value` becomes an expectation, other lines stay as they are. */
function toBody(example: string): string {
  // Code that is made of text may import by a function that is handed to it only.
  const code = example.replaceAll("await import(", "await load(");
  return code.replace(/^(?!const )(.+); \/\/ (.+)$/gm, "expect($1).toEqual($2);");
}

const examples = files.flatMap((file) =>
  examplesOf(readFileSync(join(source, file), "utf8")).map((code, i) => ({
    file,
    nth: i + 1,
    code,
  })),
);

test("docstrings have examples", () => {
  expect(examples.length).toBeGreaterThan(15);
});

test.each(examples)("the example $nth of $file does what it says", async ({ file, code }) => {
  const body = toBody(code);
  expect(body).toContain("expect(");
  const door = (await import("../../src/index.js")) as Record<string, unknown>;
  const own = (await import(pathToFileURL(join(source, file)).href)) as Record<string, unknown>;
  const load = (name: string): Promise<unknown> => import(name);
  // Examples that need files write them with `fs` into `folder`, which is empty.
  const folder = mkdtempSync(join(tmpdir(), "tidebook-example-"));
  const names = { ...door, ...own, expect, load, fs, folder };
  try {
    await new AsyncFunction(...Object.keys(names), `{ ${body} }`)(...Object.values(names));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
