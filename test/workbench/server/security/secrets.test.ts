import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Attempts } from "../../../../src/workbench/server/security/attempts.js";
import {
  cookieValues,
  readCookieKey,
  VisitCookie,
} from "../../../../src/workbench/server/security/cookie.js";
import { Guard } from "../../../../src/workbench/server/security/guard.js";
import { Tickets } from "../../../../src/workbench/server/security/tickets.js";
import {
  isSameSecret,
  newToken,
  tokenOf,
  withoutToken,
} from "../../../../src/workbench/server/security/token.js";
import {
  hasXsrfCookie,
  isWanted,
  newXsrfCookie,
} from "../../../../src/workbench/server/security/xsrf.js";

const none = new URLSearchParams();
const day = 24 * 60 * 60 * 1000;

describe("a token", () => {
  it("is 192 random bits", () => {
    const tokens = new Set(Array.from({ length: 100 }, newToken));
    expect(tokens.size).toBe(100);
    for (const each of tokens) expect(each).toMatch(/^[0-9a-f]{48}$/);
  });

  it("is compared whatever its length and letters", () => {
    expect(isSameSecret("a", "a")).toBe(true);
    expect(isSameSecret("", "")).toBe(true);
    expect(isSameSecret("a", "ab")).toBe(false);
    expect(isSameSecret("é", "e")).toBe(false);
    expect(isSameSecret("x".repeat(1_000_000), "y")).toBe(false);
  });

  it.each([
    ["token abc", "", "abc"],
    ["Token abc", "", "abc"],
    ["Bearer abc", "", "abc"],
    ["bearer  abc ", "", "abc"],
    ["Basic abc", "", undefined],
    [undefined, "token=abc", "abc"],
    [undefined, "token=", ""],
    ["token abc", "token=def", "abc"],
    ["Basic abc", "token=def", "def"],
    [undefined, "", undefined],
  ])("is read from Authorization %j and ?%s: %s", (header, query, expected) => {
    expect(tokenOf(header, new URLSearchParams(query))).toBe(expected);
  });

  it("is in no address that is shown", () => {
    expect(withoutToken("/lab?token=abc&x=1")).toBe("/lab?token=[secret]&x=1");
    expect(withoutToken("/a?x=1&TOKEN=abc#b")).toBe("/a?x=1&TOKEN=[secret]#b");
    expect(withoutToken("/login?ticket=abc")).toBe("/login?ticket=[secret]");
    expect(withoutToken("/files/a?_xsrf=abc")).toBe("/files/a?_xsrf=[secret]");
    expect(withoutToken("/lab?tokens=abc")).toBe("/lab?tokens=abc");
  });
});

describe("the cookie of a visit", () => {
  const visits = new VisitCookie("key");
  const header = (setCookie: string) => setCookie.split(";")[0]!;

  it("is out of scripts' reach, of this site alone, and named after the port", () => {
    expect(visits.issue(8888)).toMatch(
      /^tidebook-8888=\d+\.[0-9a-f]{64}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Strict$/,
    );
  });

  it("is known for thirty days, and old after one", () => {
    const cookie = header(visits.issue(8888, 0));
    expect(visits.read(cookie, 8888, day)).toEqual({ isKnown: true, isOld: false });
    expect(visits.read(cookie, 8888, day + 1)).toEqual({ isKnown: true, isOld: true });
    expect(visits.read(cookie, 8888, 30 * day)).toEqual({ isKnown: true, isOld: true });
    expect(visits.read(cookie, 8888, 30 * day + 1)).toEqual({ isKnown: false, isOld: false });
  });

  it("does not count with another key, another port, another time or none", () => {
    const cookie = header(visits.issue(8888, 1000));
    const isKnown = (text: string | undefined, port = 8888, by = visits) =>
      by.read(text, port, 2000).isKnown;
    expect(isKnown(cookie)).toBe(true);
    expect(isKnown(cookie, 8889)).toBe(false);
    expect(isKnown(cookie, 8888, new VisitCookie("other"))).toBe(false);
    expect(isKnown(cookie.replace("=1000.", "=9000."))).toBe(false);
    expect(isKnown(cookie.slice(0, -1))).toBe(false);
    expect(isKnown("tidebook-8888=")).toBe(false);
    expect(isKnown(undefined)).toBe(false);
  });

  it("is found beside others, and when an older one of its name comes first", () => {
    const cookie = header(visits.issue(8888, 0));
    expect(visits.read(`a=b; tidebook-8888=1.0; ${cookie}; c`, 8888, 1).isKnown).toBe(true);
    expect(cookieValues("a=1; b=2;a=3 ; =4; a", "a")).toEqual(["1", "3"]);
  });
});

describe("the key of cookies", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "tidebook-key-"))));
  afterEach(() => {
    chmodSync(folder, 0o700);
    rmSync(folder, { recursive: true, force: true });
  });

  it("is made once, for its owner's eyes, and read again", () => {
    const place = join(folder, "data");
    const key = readCookieKey(place);
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(readCookieKey(place)).toBe(key);
    expect(readFileSync(join(place, "lab-cookie-key"), "utf8")).toBe(key);
    if (process.platform !== "win32")
      expect(statSync(join(place, "lab-cookie-key")).mode & 0o777).toBe(0o600);
  });

  it("is a new one for this run where none can be kept", () => {
    writeFileSync(join(folder, "file"), "");
    const [first, second] = [
      readCookieKey(join(folder, "file")),
      readCookieKey(join(folder, "file")),
    ];
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(second).not.toBe(first);
    writeFileSync(join(folder, "lab-cookie-key"), "broken");
    expect(readCookieKey(folder)).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe("the check against forged writes", () => {
  it("wants the cookie's value in the header or in the query", () => {
    const cookie = "_xsrf=0123456789abcdef0123456789abcdef";
    const value = cookie.slice(6);
    expect(isWanted({ cookie, "x-xsrftoken": value }, none)).toBe(true);
    expect(isWanted({ cookie, "x-csrftoken": value }, none)).toBe(true);
    expect(isWanted({ cookie }, new URLSearchParams({ _xsrf: value }))).toBe(true);
    expect(isWanted({ cookie: `_xsrf=other; ${cookie}`, "x-xsrftoken": value }, none)).toBe(true);
    expect(isWanted({ cookie }, none)).toBe(false);
    expect(isWanted({ cookie, "x-xsrftoken": "wrong" }, none)).toBe(false);
    expect(isWanted({ "x-xsrftoken": value }, none)).toBe(false);
    expect(isWanted({ cookie: "_xsrf=", "x-xsrftoken": "" }, none)).toBe(false);
  });

  it("gives a cookie that scripts of the page can read, and leaves one that is there", () => {
    expect(newXsrfCookie()).toMatch(/^_xsrf=[0-9a-f]{32}; Path=\/; SameSite=Strict$/);
    expect(hasXsrfCookie("_xsrf=2|1a2b3c4d|5e6f7a8b9c|1700000000")).toBe(true);
    expect(hasXsrfCookie("_xsrf=")).toBe(false);
    expect(hasXsrfCookie(undefined)).toBe(false);
  });
});

describe("a ticket", () => {
  it("lets in once, and within two minutes", () => {
    const tickets = new Tickets();
    const ticket = tickets.issue(0);
    expect(tickets.take("another", 1)).toBe(false);
    expect(tickets.take(ticket, 1)).toBe(true);
    expect(tickets.take(ticket, 1)).toBe(false);
    const late = tickets.issue(0);
    expect(tickets.take(late, 120_001)).toBe(false);
    expect(tickets.take(late, 1)).toBe(false);
  });
});

describe("guessing", () => {
  const limits = { freeFailures: 3, forgetMs: 60_000, pauseMs: 20, waiting: 2 };

  it("is slowed after some wrong tokens, and then turned away; the right one waits its turn", async () => {
    const attempts = new Attempts(limits);
    for (let each = 0; each < 3; each++) expect(await attempts.check(() => false)).toBe(false);
    const startMs = performance.now();
    const [first, right, third] = [
      attempts.check(() => false),
      attempts.check(() => true),
      attempts.check(() => true),
    ];
    expect(await third).toBe("too many");
    expect(await first).toBe(false);
    expect(await right).toBe(true);
    expect(performance.now() - startMs).toBeGreaterThanOrEqual(35);
    expect(await attempts.check(() => true)).toBe(true);
  });

  it("too often at a time is told so", async () => {
    const guard = new Guard({
      host: "127.0.0.1",
      allowedHosts: [],
      token: "right",
      visits: new VisitCookie("key"),
      port: () => 8888,
      attempts: new Attempts({ ...limits, freeFailures: 1, waiting: 0 }),
    });
    expect(await guard.isToken("wrong")).toBe(false);
    await expect(guard.isToken("right")).rejects.toThrow(
      "token: too many wrong ones; expected the right one; wait a minute",
    );
  });

  it("of long ago is forgotten", async () => {
    const attempts = new Attempts({ ...limits, forgetMs: 10, waiting: 0 });
    for (let each = 0; each < 5; each++) await attempts.check(() => false);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await attempts.check(() => true)).toBe(true);
  });
});
