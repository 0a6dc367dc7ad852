/**
 * Paths of the contents interface: `/` between names, relative to the served folder, as Jupyter's. The first
 * gate of the jail and pure: what could mean another place on any system (`..`, `\`, NUL, a drive) is not
 * looked up at all. Links are the business of `root.ts`. A path comes here decoded once, by the route.
 */
import { quote } from "../../../base/check.js";
import { HttpError } from "../http-error.js";

/** Names that Windows gives to devices, with any extension. */
const device = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$)/i;

/** Characters that Windows forbids in names; the colon would name a drive or a stream of a file. */
// eslint-disable-next-line no-control-regex -- control characters are among them
const forbidden = /[<>:"|?*\u0000-\u001f]/;

/** Most file systems end at 255 bytes; a temporary file beside the name needs none more. */
const longestName = 255;

/**
 * The names of a path: `"/a//b.ipynb"` → `["a", "b.ipynb"]`; the served folder itself is `[]`.
 *
 * @throws HttpError 404 for what could lie outside the served folder, 400 for a name that no file can have
 */
export function toNames(path: string, platform: string = process.platform): string[] {
  const names = path.split("/").filter((name) => name !== "");
  for (const name of names) {
    if (name === ".." || name === "." || /[\\\0]/.test(name))
      throw new HttpError(404, `${quote(path)} is outside the served folder`);
    if (Buffer.byteLength(name) > longestName)
      throw new HttpError(400, `name: ${quote(name)}; expected at most ${longestName} bytes`);
    if (/\p{Surrogate}/u.test(name))
      throw new HttpError(400, `name: ${quote(name)}; expected whole characters`);
    if (platform === "win32") checkWindowsName(name, path);
  }
  return names;
}

function checkWindowsName(name: string, path: string): void {
  if (/^[a-z]:/i.test(name))
    throw new HttpError(404, `${quote(path)} is outside the served folder`);
  if (device.test(name) || forbidden.test(name) || /[. ]$/.test(name))
    throw new HttpError(400, `name: ${quote(name)}; expected a name that Windows allows`);
}

/** True when a name on the way starts with a dot. */
export function isHidden(names: readonly string[]): boolean {
  return names.some((name) => name.startsWith("."));
}

/** What listings leave out beside hidden files: what programs make for themselves, as in Jupyter. */
export function isClutter(name: string): boolean {
  return name === "__pycache__" || /\.py[co]$|~$/.test(name);
}

/** A path in the form in which models give it. */
export function toPath(names: readonly string[]): string {
  return names.join("/");
}
