/** Messages of the library in the words of the command line. */
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/base/check.js";
import { inTypedNames, withTypedNames } from "../../src/cli/option-names.js";

const names = {
  minCount: "--min-count",
  threads: "--threads",
  sample: "--sample",
  date: "--date",
} as const;

describe("a message in typed names", () => {
  it.each([
    ["of what it is about", "threads: 9; expected at most 2", "--threads: 9; expected at most 2"],
    [
      "of the remedy",
      "0 words kept; lower minCount (now 5)",
      "0 words kept; lower --min-count (now 5)",
    ],
    [
      "of a value in the remedy",
      "no words; sample: 0 keeps them",
      "no words; --sample 0 keeps them",
    ],
    ["of several", "a: 1; raise minCount or threads", "a: 1; raise --min-count or --threads"],
  ])("has the name %s", (_, message, typed) => {
    expect(inTypedNames(message, names)).toBe(typed);
  });

  it.each([
    ["words before the remedy", "x: 2 threads; expected one date; look"],
    ["what is quoted", 'x: 1; expected 2; see "threads and minCount", "date'],
    ["parts of longer words", "x: 1; expected 2; up-to-date minCounts"],
    ["a path that begins with a name", "date/a.txt, line 3: bytes that are not UTF-8"],
    ["a message without a remedy", "no threads"],
  ])("leaves %s", (_, message) => {
    expect(inTypedNames(message, names)).toBe(message);
  });

  it("is thrown for a complaint about arguments, and other errors are left alone", async () => {
    const fail = (error: Error) => withTypedNames(names, () => Promise.reject(error));
    await expect(fail(new InputError("date: 1; expected 2"))()).rejects.toMatchObject({
      name: "CliError",
      exitCode: 2,
      message: "--date: 1; expected 2",
    });
    await expect(fail(new TypeError("date: 1"))()).rejects.toThrow(new TypeError("date: 1"));
  });
});
