/** What the commands of `tidebook vectors` share: how a file of vectors is opened, and options of all. */
import { Option } from "commander";
import type { Vectors } from "../index.js";
import { toCount } from "./values.js";

/** How the library calls what is typed. */
export const names = {
  limit: "--limit",
  count: "--count",
  among: "--among",
  restrict: "--restrict",
  method: "--method",
  format: "--format",
} as const;

export type Method = "3CosAdd" | "3CosMul";

/** The end of each help. */
export const files = `
FILE is word2vec's text or binary form, fastText's .vec or .bin, GloVe's text, or Tidebook's .vectors,
each also with gzip; its content tells, not its name.

Exit codes: 0 done, 2 usage or bad input.`;

export const limitOption = () =>
  new Option("--limit <n>", "read only the first n words of the file");
export const jsonOption = () => new Option("--json", "print JSON instead of a table");
export const methodOption = () =>
  new Option("--method <method>", "add cosines, or multiply them")
    .choices(["3CosAdd", "3CosMul"])
    .default("3CosAdd");

/** Opens vectors; what is odd about the file goes to stderr. */
export async function open(file: string, limit: string | undefined): Promise<Vectors> {
  const most = limit === undefined ? {} : { limit: toCount("--limit", limit) };
  const { openVectors } = await import("../index.js");
  const onNotice = (message: string) => console.error(`tidebook: ${message}`);
  return openVectors(file, { ...most, onNotice });
}
