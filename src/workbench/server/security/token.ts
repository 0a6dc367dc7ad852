/**
 * The lab's token: the secret in the printed address. Who has it may do everything that its owner may, so it
 * is compared in a time that says nothing of how much of it was right. Where a request carries it is as in
 * Jupyter: `Authorization: token …` (or Bearer) and `?token=`.
 */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** A new token: 192 random bits in 48 hexadecimal digits. */
export function newToken(): string {
  return randomBytes(24).toString("hex");
}

/** Whether two secrets are equal, in a time that depends on neither. */
export function isSameSecret(given: string, secret: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text, "utf8").digest();
  return timingSafeEqual(digest(given), digest(secret));
}

/** The token that a request carries, from its header `Authorization` or else its query. */
export function tokenOf(
  authorization: string | undefined,
  query: URLSearchParams,
): string | undefined {
  const match = /^\s*(?:token|bearer)\s+(\S+)\s*$/i.exec(authorization ?? "");
  return match?.[1] ?? query.get("token") ?? undefined;
}

/** An address without its token, for logs and for the browser's history. */
export function withoutToken(address: string): string {
  return address.replace(/([?&;](?:token|ticket|_xsrf)=)[^&;#\s]*/gi, "$1[secret]");
}
