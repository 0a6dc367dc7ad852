/**
 * The way in for a browser: an address with the token becomes a cookie and an address without it, so that the
 * token stays in no history; without one, a form asks for it. After the guard, before the pages.
 */
import type { Context, MiddlewareHandler } from "hono";
import { Hono } from "hono";
import type { LabEnvironment } from "../environment.js";
import { HttpError } from "../http-error.js";
import { endOfVisit, type VisitCookie } from "./cookie.js";
import type { Guard } from "./guard.js";
import { loginPage } from "./login-page.js";
import type { Tickets } from "./tickets.js";
import { hasXsrfCookie, newXsrfCookie } from "./xsrf.js";

/** What the way in needs. */
export interface LoginOptions {
  readonly guard: Guard;
  readonly visits: VisitCookie;
  readonly port: () => number;
  readonly tickets: Tickets;
}

const longestForm = 10_000;

/** `/login` and `/logout`. */
export function loginRoutes({ guard, visits, port, tickets }: LoginOptions): Hono<LabEnvironment> {
  const app = new Hono<LabEnvironment>();
  app.get("/login", (c) => {
    const next = toOwnAddress(c.req.query("next"));
    if (tickets.take(c.req.query("ticket") ?? "")) {
      c.header("Set-Cookie", visits.issue(port()), { append: true });
      return c.redirect(next, 302);
    }
    return c.get("proof") === undefined ? form(c, next, false) : c.redirect(next, 302);
  });
  app.post("/login", async (c) => {
    const length = Number(c.req.header("content-length") ?? Number.NaN);
    if (!(length <= longestForm))
      throw new HttpError(413, `form: longer than ${longestForm} bytes; expected a token`);
    const fields = new URLSearchParams(await c.req.text());
    const next = toOwnAddress(fields.get("next") ?? undefined);
    if (!(await guard.isToken((fields.get("token") ?? "").trim()))) return form(c, next, true);
    c.header("Set-Cookie", visits.issue(port()), { append: true });
    return c.redirect(next, 303);
  });
  app.get("/logout", (c) => {
    c.header("Set-Cookie", endOfVisit(port()), { append: true });
    return c.redirect("/login", 302);
  });
  return app;
}

/** Gives cookies to browsers that were let in, and sends a visit with the token on without it. */
export function visitCookies({ visits, port }: LoginOptions): MiddlewareHandler<LabEnvironment> {
  return async (c, next) => {
    const proof = c.get("proof");
    const { headers } = c.env.incoming;
    if (proof === undefined || c.req.method !== "GET") return next();
    if (proof === "token" && isVisit(c)) {
      c.header("Set-Cookie", visits.issue(port()), { append: true });
      if (!hasXsrfCookie(headers.cookie)) c.header("Set-Cookie", newXsrfCookie(), { append: true });
      // A program that fetches a file keeps no cookie; a page has a history.
      if (c.req.query("token") !== undefined && !c.req.path.startsWith("/files/"))
        return c.redirect(withoutTokenQuery(c.req.url), 302);
    }
    await next();
    if (proof === "token") return;
    if (!hasXsrfCookie(headers.cookie)) c.header("Set-Cookie", newXsrfCookie(), { append: true });
    if (proof === "cookie" && visits.read(headers.cookie, port()).isOld)
      c.header("Set-Cookie", visits.issue(port()), { append: true });
  };
}

/** The answer to a browser that visits a page without proof; undefined where no browser visits a page. */
export function wayIn(c: Context<LabEnvironment>): Response | undefined {
  if (c.req.method !== "GET" || !isVisit(c)) return undefined;
  // A link on another site brings no cookie along; the same address asked for by us does.
  if (c.req.header("sec-fetch-site") === "cross-site") {
    c.header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    return c.html('<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0">');
  }
  const { pathname, search } = new URL(withoutTokenQuery(c.req.url), "http://localhost");
  return c.redirect(`/login?next=${encodeURIComponent(pathname + search)}`, 302);
}

function form(c: Context<LabEnvironment>, next: string, isWrong: boolean): Response {
  // With "no-referrer" browsers give the form no origin, and it would be refused.
  c.header("Referrer-Policy", "same-origin");
  const acceptLanguage = c.req.header("accept-language");
  return c.html(loginPage({ next, isWrong, acceptLanguage }), isWrong ? 401 : 200) as Response;
}

/** Whether an address is one that a person visits, and not one of the interface. */
const isVisit = (c: Context<LabEnvironment>) =>
  !/^\/(?:api|lab\/api|static|favicon\.ico)(?:\/|$)/.test(c.req.path);

/** An address of this lab and no other's: what follows the login. */
function toOwnAddress(next: string | undefined): string {
  if (next === undefined || !/^\/(?![/\\])[\x21-\x7e]*$/.test(next) || next.includes("\\"))
    return "/lab";
  const { pathname, search } = new URL(next, "http://localhost");
  return pathname.startsWith("//") || pathname === "/login" ? "/lab" : pathname + search;
}

function withoutTokenQuery(address: string): string {
  const url = new URL(address, "http://localhost");
  url.searchParams.delete("token");
  return url.pathname.replace(/^\/+/, "/") + url.search;
}
