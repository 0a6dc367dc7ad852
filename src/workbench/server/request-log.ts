/**
 * The server's log: a line for each request that failed, and the cause where the fault is ours. It never
 * holds a token, a cookie or what was sent; what came from outside cannot forge a line of its own.
 */
import type { MiddlewareHandler } from "hono";
import type { LabEnvironment } from "./environment.js";
import type { Log } from "./options.js";
import { withoutToken } from "./security/token.js";

/** Logs requests that were answered with an error. */
export function requestLog(log: Log): MiddlewareHandler<LabEnvironment> {
  return async (c, next) => {
    const startMs = performance.now();
    await next();
    const { status } = c.res;
    if (status < 400) return;
    // Who went away in the middle of a request gets no answer, and nothing is wrong.
    const { incoming } = c.env;
    if (incoming.destroyed && !incoming.complete) return;
    const tookMs = Math.round(performance.now() - startMs);
    log(
      `${status} ${requestLine(c.req.method, incoming.url)} (${tookMs} ms)${cause(status, c.error)}`,
      status < 500 ? "notice" : "fault",
    );
  };
}

/** A request as a log may show it: one line, printable, without secrets, cut. */
export function requestLine(method: string | undefined, url: string | undefined): string {
  const text = `${method ?? "?"} ${withoutToken(url ?? "?")}`;
  const shown = text.replace(/[^\x20-\x7e]/g, (character) => encodeURIComponent(character));
  return shown.length <= 300 ? shown : `${shown.slice(0, 299)}…`;
}

function cause(status: number, error: Error | undefined): string {
  if (error === undefined) return "";
  return `: ${withoutToken(status === 500 ? (error.stack ?? error.message) : error.message)}`;
}
