/** What an address says after its fixed beginning: a path of the interface, decoded once and only here. */
import { quote } from "../../../base/check.js";
import { HttpError } from "../http-error.js";

/**
 * The path in a URL: `/api/contents/a%20b/c.ipynb` after `/api/contents` → `a b/c.ipynb`.
 *
 * @throws HttpError 400 for escapes that are not UTF-8
 */
export function pathAfter(beginning: string, url: string): string {
  // Not by URL, which would resolve `..` unseen.
  const path = /^(?:[a-z]+:\/\/[^/?#]*)?([^?#]*)/i.exec(url)![1]!;
  const encoded = path.slice(beginning.length);
  try {
    return decodeURIComponent(encoded).replace(/^\/+|\/+$/g, "");
  } catch (error) {
    throw new HttpError(400, `address: ${quote(encoded)}; expected escapes of UTF-8`, null, {
      cause: error,
    });
  }
}

/** The address of a path. */
export function addressOf(beginning: string, path: string): string {
  return `${beginning}/${path.split("/").map(encodeURIComponent).join("/")}`;
}
