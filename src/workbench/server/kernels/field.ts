/**
 * Optional fields of a request's body. Null counts as left out: Jupyter's clients send it so.
 */
import { quote } from "../../../base/check.js";
import { HttpError } from "../http-error.js";
import { isObject } from "../json-body.js";

type Body = Readonly<Record<string, unknown>>;

/** @throws HttpError 400 where the field is there and no text */
export function textField(body: Body, name: string): string | undefined {
  const value = body[name] ?? undefined;
  if (value === undefined || typeof value === "string") return value;
  throw new HttpError(400, `${name}: ${quote(value)}; expected a text`);
}

/** @throws HttpError 400 where the field is there and no object */
export function objectField(body: Body, name: string): Body | undefined {
  const value = body[name] ?? undefined;
  if (value === undefined || isObject(value)) return value;
  throw new HttpError(400, `${name}: ${quote(value)}; expected an object`);
}
