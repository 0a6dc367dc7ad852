import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runOnce } from "./once.js";

const folder = mkdtempSync(join(tmpdir(), "tidebook-once-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A notebook of its own for each test, and how often it was run. */
function counted(text: string) {
  const path = join(folder, `${text}.ipynb`);
  writeFileSync(path, text);
  const runs: string[] = [];
  const run = (out: string) => {
    runs.push(out);
    writeFileSync(out, `${text} with outputs`);
  };
  return { path, runs, run };
}

test("a second test finds what the first one ran", () => {
  const { path, runs, run } = counted("one");
  const out = runOnce(path, folder, run);
  expect(readFileSync(out, "utf8")).toBe("one with outputs");
  expect(runOnce(path, folder, run)).toBe(out);
  expect(runs).toHaveLength(1);
});

test("a changed notebook is run again, and so it is by a changed program", () => {
  const { path, runs, run } = counted("two");
  runOnce(path, folder, run);
  writeFileSync(path, "two, changed");
  runOnce(path, folder, run);
  writeFileSync(join(folder, "main.js"), "");
  runOnce(path, folder, run);
  expect(runs).toHaveLength(3);
});

test("a run that fails leaves the next one free, and so does a process that is gone", () => {
  const { path, runs, run } = counted("three");
  const fails = (): void => {
    throw new Error("it failed");
  };
  expect(() => runOnce(path, folder, fails)).toThrow("it failed");
  const out = runOnce(path, folder, run);
  rmSync(out);
  writeFileSync(`${out}.lock`, "99999999"); // no process has this number
  expect(runOnce(path, folder, run)).toBe(out);
  expect(runs).toHaveLength(2);
});
