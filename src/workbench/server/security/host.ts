/**
 * Who may reach the lab through a browser. A page of another site can make its own name point to 127.0.0.1
 * (DNS rebinding); then the browser lets it read what we answer, but the header `Host` still names that
 * site. And a page of another origin can send what needs no permission (forms, WebSockets); then `Origin`
 * names it. So both are held against the names that are ours. Pure; used for requests and upgrades alike.
 */
import { isIP } from "node:net";

/** Whether an address or name is this machine alone. */
export function isLoopback(host: string): boolean {
  const name = bare(host);
  return (
    name === "localhost" ||
    name.endsWith(".localhost") ||
    name === "::1" ||
    name === "::ffff:127.0.0.1" ||
    (isIP(name) === 4 && name.startsWith("127."))
  );
}

/** Whether an address stands for all addresses of the machine. */
export function isAnyAddress(host: string): boolean {
  return ["0.0.0.0", "::", "[::]"].includes(host);
}

/**
 * Whether a header `Host` names us: this machine, the host that was asked for, a name that was allowed; with
 * "all addresses" also any bare address, since rebinding needs a name.
 */
export function isOurHost(
  header: string | undefined,
  host: string,
  allowed: readonly string[],
): boolean {
  const name = nameOf(header);
  if (name === undefined) return false;
  if (isLoopback(name) || name === bare(host)) return true;
  if (allowed.some((each) => bare(each) === name)) return true;
  return isAnyAddress(host) && isIP(name) !== 0;
}

/**
 * Whether a header `Origin` is the page's own: absent (no browser, or a plain visit), or the host that the
 * request was sent to. "null" (a sandboxed page, a file) is another origin.
 */
export function isOurOrigin(origin: string | undefined, hostHeader: string | undefined): boolean {
  if (origin === undefined) return true;
  const match = /^https?:\/\/([^/?#@\\]+)$/i.exec(origin);
  return match !== null && match[1]!.toLowerCase() === hostHeader?.trim().toLowerCase();
}

/** The name in `name:port`, lower-case, without the brackets of IPv6; undefined where it is no host. */
function nameOf(header: string | undefined): string | undefined {
  const match = /^(\[[0-9a-f:.]+\]|[^\s:/?#@\\[\]]+)(?::\d{1,5})?$/i.exec(header?.trim() ?? "");
  return match === null ? undefined : bare(match[1]!);
}

const bare = (host: string) =>
  host
    .toLowerCase()
    .replace(/^\[|\]$/g, "")
    .replace(/\.$/, "");
