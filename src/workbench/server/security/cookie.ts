/**
 * The cookie that a browser keeps after its first visit with the token: the time of that visit, signed. It
 * says nothing of the token and no script can read it. The key lies in the person's data folder, so that a
 * page that is open while the lab is started anew stays known; a token that was chosen is part of the key, so
 * that another token ends all visits. Cookies do not tell ports apart, so the name does.
 */
import { createHmac, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isSameSecret } from "./token.js";

const day = 24 * 60 * 60 * 1000;
const lifetimeMs = 30 * day;

/** All values of a cookie in a header `Cookie`: the same name may come more than once, from several paths. */
export function cookieValues(header: string | undefined, name: string): string[] {
  return (header ?? "").split(";").flatMap((part) => {
    const at = part.indexOf("=");
    return at > 0 && part.slice(0, at).trim() === name ? [part.slice(at + 1).trim()] : [];
  });
}

/** Makes and reads the cookie of visits. */
export class VisitCookie {
  readonly #key: string;

  /** @param key what `readCookieKey` gave, and the token if a person chose it */
  constructor(key: string) {
    this.#key = key;
  }

  /** The header `Set-Cookie` of a visit through this port. */
  issue(port: number, nowMs = Date.now()): string {
    const value = `${nowMs}.${this.#sign(String(nowMs))}`;
    return `${visitName(port)}=${value}; Path=/; Max-Age=${lifetimeMs / 1000}; HttpOnly; SameSite=Strict`;
  }

  /** Whether a header `Cookie` holds a visit that still counts, and whether it should be issued anew. */
  read(
    header: string | undefined,
    port: number,
    nowMs = Date.now(),
  ): { readonly isKnown: boolean; readonly isOld: boolean } {
    for (const value of cookieValues(header, visitName(port))) {
      const match = /^(\d{1,16})\.([0-9a-f]{64})$/.exec(value);
      if (match === null || !isSameSecret(match[2]!, this.#sign(match[1]!))) continue;
      const ageMs = nowMs - Number(match[1]);
      if (ageMs <= lifetimeMs) return { isKnown: true, isOld: ageMs > day };
    }
    return { isKnown: false, isOld: false };
  }

  #sign(text: string): string {
    return createHmac("sha256", this.#key).update(text).digest("hex");
  }
}

/** The header that ends a visit. */
export const endOfVisit = (port: number) =>
  `${visitName(port)}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict`;

const visitName = (port: number) => `tidebook-${port}`;

/** The key of this person's cookies: read from the data folder, or made there; where that fails, for now alone. */
export function readCookieKey(dataFolder: string): string {
  const path = join(dataFolder, "lab-cookie-key");
  const made = randomBytes(32).toString("hex");
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    writeFileSync(path, made, { mode: 0o600, flag: "wx" });
    return made;
  } catch {
    try {
      const found = readFileSync(path, "utf8").trim();
      return /^[0-9a-f]{64}$/.test(found) ? found : made;
    } catch {
      return made;
    }
  }
}
