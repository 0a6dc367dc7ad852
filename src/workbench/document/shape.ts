/** What a JSON value is, before anything about it is known to hold. */
import type { Json, JsonObject } from "../../base/mime.js";

/** True for `{…}`, not for lists and null. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
