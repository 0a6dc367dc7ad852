/** A request's body as JSON: what every route that takes one reads it with. Bad JSON is the asker's fault, a 400. */
import type { Context } from "hono";
import { HttpError } from "./http-error.js";

/** The body as a value; undefined where there is none. */
export async function readJson(c: Context): Promise<unknown> {
  const text = await c.req.text();
  if (text.trim() === "") return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new HttpError(400, "body: not understood; expected JSON", null, { cause: error });
  }
  if (isDeeper(value, deepest))
    throw new HttpError(400, `body: nested too deep; expected at most ${deepest} levels`);
  return value;
}

/** Levels of a body: writing JSON uses the stack, and ten thousand levels fill it. */
const deepest = 500;

/** Whether a value has more levels; without the stack, level by level. */
function isDeeper(value: unknown, levels: number): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > levels) return true;
    level = level.flatMap((each) =>
      typeof each === "object" && each !== null ? Object.values(each) : [],
    );
  }
  return false;
}

/** The body as an object; an empty one where there is none. */
export async function readJsonObject(c: Context): Promise<Record<string, unknown>> {
  const value = await readJson(c);
  if (value === undefined) return {};
  if (isObject(value)) return value;
  const kind = Array.isArray(value) ? "an array" : value === null ? "null" : `a ${typeof value}`;
  throw new HttpError(400, `body: ${kind}; expected a JSON object`);
}

/** Whether a value of JSON is an object and no array. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
