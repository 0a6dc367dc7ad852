/**
 * What clients may ask, checked at the door: query and body of a request → options of `Contents`. A type
 * that nobody knows counts as a file, as in Jupyter Server; other nonsense is refused.
 */
import { quote } from "../../../base/check.js";
import type { Json, JsonObject } from "../../../base/mime.js";
import { isObject } from "../../document/shape.js";
import { HttpError } from "../http-error.js";
import type { SaveRequest } from "./contents.js";
import type { ContentsType } from "./model.js";
import type { ReadOptions } from "./reading.js";

/** The options in a query: `type`, `format`, `content` and `hash`. */
export function toReadOptions(query: Readonly<Record<string, string>>): ReadOptions {
  const { format } = query;
  if (format !== undefined && format !== "text" && format !== "base64" && format !== "json")
    throw new HttpError(400, `Format ${quote(format)} is invalid`);
  return {
    type: toType(query["type"]),
    // "json" is how folders and notebooks come anyway.
    format: format === "json" ? undefined : format,
    content: toSwitch("content", query["content"] ?? "1"),
    hash: toSwitch("hash", query["hash"] ?? "0"),
  };
}

function toSwitch(name: string, value: string): boolean {
  if (value !== "0" && value !== "1")
    throw new HttpError(400, `${name}: ${quote(value)}; expected "0" or "1"`);
  return value === "1";
}

/** A type that was asked for; undefined for none. */
export function toType(type: unknown): ContentsType | undefined {
  if (type === undefined || type === null || type === "") return undefined;
  return type === "directory" || type === "notebook" ? type : "file";
}

/** A body as an object; undefined where there is none. */
export function toBody(text: string): JsonObject | undefined {
  if (text.trim() === "") return undefined;
  let body: Json;
  try {
    body = JSON.parse(text) as Json;
  } catch (error) {
    throw new HttpError(400, "Invalid JSON in body of request", null, { cause: error });
  }
  if (body === null) return undefined;
  if (!isObject(body)) throw new HttpError(400, `body: ${quote(body)}; expected a JSON object`);
  return body;
}

/** A member that must be a text where it is given. */
export function textOf(body: JsonObject, name: string): string | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string")
    throw new HttpError(400, `${name}: ${quote(value)}; expected a text`);
  return value;
}

/** What is to be saved. */
export function toSaveRequest(body: JsonObject, ifMatch: string | undefined): SaveRequest {
  const { chunk, content } = body;
  if (chunk !== undefined && chunk !== null && !isChunk(chunk))
    throw new HttpError(400, `chunk: ${quote(chunk)}; expected 1, 2, … or -1`);
  const replaces = /^(?:W\/)?"?([\da-f]{64})"?$/.exec(ifMatch ?? "")?.[1];
  return {
    type: toType(body["type"]),
    format: body["format"],
    content: content ?? undefined,
    chunk: isChunk(chunk) ? chunk : undefined,
    replaces,
  };
}

function isChunk(chunk: Json | undefined): chunk is number {
  return typeof chunk === "number" && Number.isInteger(chunk) && (chunk === -1 || chunk > 0);
}
