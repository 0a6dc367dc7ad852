/**
 * Against forged writes (XSRF), as Jupyter does it: the page reads the cookie `_xsrf` and sends it back in the
 * header `X-XSRFToken`. A page of another origin can make the browser send the cookie, but can neither read it
 * nor set that header. Who sends the token itself needs none of this. Other Jupyter servers on this machine
 * use the same cookie, so one that is there is left as it is, whatever its form.
 */
import { randomBytes } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { cookieValues } from "./cookie.js";
import { isSameSecret } from "./token.js";

const name = "_xsrf";

/** Methods that change nothing. */
export const isRead = (method: string) => ["GET", "HEAD", "OPTIONS"].includes(method);

/** Whether a browser already has the cookie. */
export const hasXsrfCookie = (cookie: string | undefined) =>
  cookieValues(cookie, name).some((value) => value.length >= 16);

/** The header `Set-Cookie` for one that has none; scripts of the page must be able to read it. */
export const newXsrfCookie = () =>
  `${name}=${randomBytes(16).toString("hex")}; Path=/; SameSite=Strict`;

/** Whether a write carries in its header (or query) what is in its cookie. */
export function isWanted(headers: IncomingHttpHeaders, query: URLSearchParams): boolean {
  const given = headers["x-xsrftoken"] ?? headers["x-csrftoken"] ?? query.get(name);
  if (typeof given !== "string" || given === "") return false;
  return cookieValues(headers.cookie, name).some((value) => isSameSecret(given, value));
}
