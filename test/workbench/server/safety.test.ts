/** Who gets in, how, and who does not: over real connections, with headers as browsers and attackers send them. */
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  ask,
  askWithToken,
  cookieOf,
  cookiesOf,
  startTestLab,
  token,
  type TestLab,
} from "./started-lab.js";

let started: TestLab;
let port: number;
/** Of a browser that has visited the lab. */
let cookies: string;

beforeAll(async () => {
  started = await startTestLab();
  port = started.lab.port;
  cookies = cookiesOf(await ask(port, `/lab?token=${token}`));
  await writeFile(join(started.root, "a.txt"), "hello");
  await writeFile(join(started.root, "page.html"), "<script>alert(1)</script>");
  await writeFile(join(started.root, "paper.pdf"), "%PDF-1.4");
  await writeFile(join(started.root, "..", "secret.txt"), "secret");
  await mkdir(join(started.root, "folder"));
  await symlink("..", join(started.root, "up"));
});
afterAll(() => started.end());

const refusal = (text: string) => JSON.parse(text) as { message: string; reason: string };

describe("a request without proof", () => {
  it.each([
    "/api/status",
    "/api/contents",
    "/api/kernels",
    "/api/me",
    "/lab/api/settings",
    "/api/nothing",
  ])("gets 403 for %s and JSON that says what is missing", async (path) => {
    const answer = await ask(port, path);
    expect(answer.status).toBe(403);
    expect(refusal(answer.text)).toEqual({
      message:
        "token: none, or a wrong one; expected the token of the address that the lab has printed",
      reason: "Forbidden",
    });
  });

  it.each(["/lab", "/lab/tree/a.ipynb?x=1", "/tree", "/files/a.txt", "/"])(
    "is sent to the login from %s, and back afterwards",
    async (path) => {
      const answer = await ask(port, path);
      expect(answer.status).toBe(302);
      expect(answer.headers.location).toBe(`/login?next=${encodeURIComponent(path)}`);
      expect(answer.headers["set-cookie"]).toBeUndefined();
    },
  );

  it("learns that there is a server, and no more", async () => {
    const answer = await ask(port, "/api");
    expect(answer.status).toBe(200);
    expect(Object.keys(answer.json())).toEqual(["version"]);
  });

  it("changes nothing, with whatever method", async () => {
    for (const method of ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
      expect((await ask(port, "/api/contents/a.txt", { method })).status).toBe(403);
  });
});

describe("the token", () => {
  it("lets in from the header, as token or Bearer, and from the query", async () => {
    for (const headers of [
      { authorization: `token ${token}` },
      { authorization: `Bearer ${token}` },
    ])
      expect((await ask(port, "/api/status", { headers })).status).toBe(200);
    expect((await ask(port, `/api/status?token=${token}`)).status).toBe(200);
  });

  it("may write without more, since no other page knows it", async () => {
    const body = JSON.stringify({ type: "file", format: "text", content: "x" });
    const answer = await askWithToken(port, "/api/contents/by-token.txt", { method: "PUT", body });
    expect(answer.status).toBe(201);
  });

  it("in the query of an interface's address gives no cookie and is not sent elsewhere", async () => {
    const answer = await ask(port, `/api/status?token=${token}`);
    expect(cookieOf(cookiesOf(answer), `tidebook-${port}`)).toBeUndefined();
    const file = await ask(port, `/files/a.txt?token=${token}`);
    expect([file.status, file.text]).toEqual([200, "hello"]);
  });

  it("is refused fifty times when wrong, and right all the same afterwards", async () => {
    const other = await startTestLab();
    const guesses = Array.from({ length: 50 }, (_, each) =>
      ask(other.lab.port, "/api/status", { headers: { authorization: `token guess-${each}` } }),
    );
    for (const { status } of await Promise.all(guesses)) expect([403, 429]).toContain(status);
    expect((await askWithToken(other.lab.port, "/api/status")).status).toBe(200);
    expect(other.log.join("\n")).not.toContain(token);
    await other.end();
  });

  it("that is only nearly right is wrong", async () => {
    for (const wrong of [token.slice(1), `${token}x`, token.toUpperCase(), "", "undefined", "null"])
      expect((await ask(port, `/api/status?token=${wrong}`)).status).toBe(403);
  });
});

describe("a browser's first visit", () => {
  it("turns the token into cookies and an address without it", async () => {
    const answer = await ask(port, `/lab/tree/a%20b.ipynb?token=${token}&reset`);
    expect(answer.status).toBe(302);
    expect(answer.headers.location).toBe("/lab/tree/a%20b.ipynb?reset=");
    const [visit, xsrf] = answer.headers["set-cookie"]!;
    expect(visit).toMatch(new RegExp(`^tidebook-${port}=.*; HttpOnly; SameSite=Strict$`));
    expect(xsrf).toMatch(/^_xsrf=[0-9a-f]{32}; Path=\/; SameSite=Strict$/);
    expect(answer.text).not.toContain(token);
  });

  it("is remembered: the page, the interface and files open by the cookie alone", async () => {
    for (const path of ["/lab", "/api/status", "/files/a.txt", "/api/contents"])
      expect((await ask(port, path, { headers: { cookie: cookies } })).status).toBe(200);
  });

  it("survives a wrong token in an old address", async () => {
    const answer = await ask(port, "/api/status?token=old", { headers: { cookie: cookies } });
    expect(answer.status).toBe(200);
  });

  it("leaves the page no secret", async () => {
    const page = await ask(port, "/lab", { headers: { cookie: cookies } });
    expect(page.status).toBe(200);
    expect(page.text).not.toContain(token);
    expect(page.text).not.toContain(cookieOf(cookies, `tidebook-${port}`)!);
  });

  it("from a link of another site is asked for again by us, so that the cookie comes along", async () => {
    const headers = {
      "sec-fetch-site": "cross-site",
      "sec-fetch-mode": "navigate",
      "sec-fetch-dest": "document",
    };
    const first = await ask(port, "/lab", { headers });
    expect(first.status).toBe(200);
    expect(first.text).toContain('<meta http-equiv="refresh" content="0">');
    const second = await ask(port, "/lab", {
      headers: { ...headers, "sec-fetch-site": "same-origin" },
    });
    expect(second.status).toBe(302);
  });

  it("by a ticket works once", async () => {
    const { pathname, search } = new URL(started.lab.ticketUrl("/lab/tree/a.ipynb"));
    const first = await ask(port, pathname + search);
    expect([first.status, first.headers.location]).toEqual([302, "/lab/tree/a.ipynb"]);
    expect((await ask(port, "/api/status", { headers: { cookie: cookiesOf(first) } })).status).toBe(
      200,
    );
    const second = await ask(port, pathname + search);
    expect([second.status, second.headers["set-cookie"]]).toEqual([200, undefined]);
    expect(second.text).toContain("<form");
  });
});

describe("the login", () => {
  const logIn = (body: string, headers: Record<string, string> = {}) =>
    ask(port, "/login", {
      method: "POST",
      body,
      headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    });

  it("is a plain form, in Chinese where the browser asks for it", async () => {
    const page = await ask(port, "/login?next=/lab/tree/a%22b");
    expect(page.headers["content-type"]).toMatch(/^text\/html/);
    expect(page.text).toContain("<h1>Open the lab</h1>");
    expect(page.text).not.toContain("<script");
    expect(page.headers["referrer-policy"]).toBe("same-origin");
    const chinese = await ask(port, "/login", { headers: { "accept-language": "zh-CN,zh;q=0.9" } });
    expect(chinese.text).toContain("<h1>打开实验室</h1>");
  });

  it("with the right token leads where one wanted to go", async () => {
    const answer = await logIn(`token=${token}&next=%2Flab%2Ftree%2Fa.ipynb`);
    expect([answer.status, answer.headers.location]).toEqual([303, "/lab/tree/a.ipynb"]);
    const headers = { cookie: cookiesOf(answer) };
    expect((await ask(port, "/api/status", { headers })).status).toBe(200);
    expect((await ask(port, "/login", { headers })).headers.location).toBe("/lab");
  });

  it("with a wrong one says so and gives nothing", async () => {
    const answer = await logIn("token=wrong&next=/lab");
    expect(answer.status).toBe(401);
    expect(answer.text).toContain('role="alert"');
    expect(answer.headers["set-cookie"]).toBeUndefined();
  });

  it.each([
    "//evil.example",
    "/\\evil.example",
    "https://evil.example",
    "/\t/evil.example",
    "javascript:alert(1)",
    "",
    "/login",
  ])("never leads to %j", async (next) => {
    const answer = await logIn(`token=${token}&next=${encodeURIComponent(next)}`);
    expect(answer.headers.location).toBe("/lab");
  });

  it("cannot be used by a page of another site", async () => {
    expect((await logIn(`token=${token}`, { origin: "http://evil.example" })).status).toBe(403);
  });

  it("takes no more than a form", async () => {
    const answer = await logIn(`token=${"x".repeat(20_000)}`);
    expect(answer.status).toBe(413);
    expect(answer.json()).toEqual({
      message: "form: longer than 10000 bytes; expected a token",
      reason: null,
    });
  });

  it("ends with the logout", async () => {
    const answer = await ask(port, "/logout", { headers: { cookie: cookies } });
    expect([answer.status, answer.headers.location]).toEqual([302, "/login"]);
    expect(answer.headers["set-cookie"]![0]).toMatch(/^tidebook-\d+=; Path=\/; Max-Age=0/);
  });
});

describe("a write by cookie", () => {
  const write = (headers: Record<string, string>) =>
    ask(port, "/api/config/notebook", { method: "PUT", body: "{}", headers });

  it("needs the header that only our page can send", async () => {
    const xsrf = cookieOf(cookies, "_xsrf")!;
    expect((await write({ cookie: cookies, "x-xsrftoken": xsrf })).status).toBe(204);
    const answer = await write({ cookie: cookies });
    expect(answer.status).toBe(403);
    expect(refusal(answer.text).message).toBe(
      "'_xsrf' argument missing or wrong: \"\"; expected the cookie _xsrf in the header X-XSRFToken",
    );
    expect((await write({ cookie: cookies, "x-xsrftoken": "x" })).status).toBe(403);
    expect((await write({ "x-xsrftoken": xsrf, cookie: `_xsrf=${xsrf}` })).status).toBe(403);
  });

  it("gets the cookie back when the browser has lost it", async () => {
    const visit = `tidebook-${port}=${cookieOf(cookies, `tidebook-${port}`)}`;
    const answer = await ask(port, "/api/status", { headers: { cookie: visit } });
    expect(cookieOf(cookiesOf(answer), "_xsrf")).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe("another site's page", () => {
  it.each([
    "evil.example",
    "evil.example:8888",
    "127.0.0.1.evil.example",
    "localhost.evil.example:8888",
  ])("whose name points to this machine (Host: %s) is told nothing, token or not", async (host) => {
    for (const path of [
      "/api",
      "/lab",
      `/api/status?token=${token}`,
      "/login",
      "/static/lab/main.js",
    ]) {
      const answer = await ask(port, path, { headers: { host, cookie: cookies } });
      expect(answer.status).toBe(403);
      expect(refusal(answer.text).message).toBe(
        `host: ${JSON.stringify(host)}; expected a name of this lab; allow it with --allow-host`,
      );
    }
  });

  it.each(["http://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1.evil.example"])(
    "(Origin: %s) may neither read nor write, even with our cookies",
    async (origin) => {
      const headers = { origin, cookie: cookies, "x-xsrftoken": cookieOf(cookies, "_xsrf")! };
      for (const method of ["GET", "POST", "PUT", "OPTIONS"]) {
        const answer = await ask(port, "/api/contents", { method, headers });
        expect(answer.status).toBe(403);
        expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
      }
    },
  );

  it("may not use our answers as its pictures, scripts or frames", async () => {
    for (const site of ["cross-site", "same-site"])
      for (const [mode, dest] of [
        ["no-cors", "script"],
        ["no-cors", "image"],
        ["navigate", "iframe"],
      ] as const) {
        const headers = {
          cookie: cookies,
          "sec-fetch-site": site,
          "sec-fetch-mode": mode,
          "sec-fetch-dest": dest,
        };
        const answer = await ask(port, "/files/a.txt", { headers });
        expect(answer.status).toBe(403);
        expect(refusal(answer.text).message).toBe(
          `request from another site: sec-fetch-site "${site}"; expected the page of this lab`,
        );
      }
    const answer = await ask(port, "/files/a.txt", { headers: { cookie: cookies } });
    expect(answer.headers["cross-origin-resource-policy"]).toBe("same-origin");
  });
});

describe("headers", () => {
  it("of the page allow its own scripts alone, which may build functions", async () => {
    const { headers } = await ask(port, "/lab", { headers: { cookie: cookies } });
    const policy = headers["content-security-policy"] as string;
    expect(policy).toContain("script-src 'self' 'unsafe-eval';");
    expect(policy).toContain("frame-ancestors 'self'");
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toMatch(/script-src[^;]*'unsafe-inline'/);
    expect(headers["cache-control"]).toBe("no-store");
  });

  it("keep files of the folder in an origin of their own", async () => {
    const headers = { cookie: cookies };
    const html = await ask(port, "/files/page.html", { headers });
    expect(html.headers["content-security-policy"]).toMatch(/sandbox/);
    expect(html.headers["content-security-policy"]).not.toContain("allow-same-origin");
    expect(html.headers["content-type"]).toMatch(/^text\/html/);
  });

  it("say the type and nothing to others, on every answer", async () => {
    for (const path of ["/api", "/lab", "/login", "/files/a.txt", "/api/status", "/nothing"]) {
      const { headers } = await ask(port, path, { headers: { cookie: cookies } });
      expect(headers["x-content-type-options"]).toBe("nosniff");
      expect(headers["referrer-policy"]).toMatch(/^(no-referrer|same-origin)$/);
      expect(headers["content-security-policy"]).toContain("frame-ancestors");
      expect(headers["x-powered-by"]).toBeUndefined();
    }
  });
});

describe("paths", () => {
  it.each([
    "/files/../secret.txt",
    "/files/..%2fsecret.txt",
    "/files/%2e%2e/secret.txt",
    "/files/%2e%2e%2fsecret.txt",
    "/files/..%5csecret.txt",
    "/files/folder/..%2f..%2fsecret.txt",
    "/files/%2fetc/passwd",
    "/files//etc/passwd",
    "/files/up/secret.txt",
    "/files/%00a.txt",
    "/files/%252e%252e%252fsecret.txt",
    "/files/%c0%ae%c0%ae/secret.txt",
    "/static/lab/..%2f..%2fpackage.json",
    "/static/..%2f..%2f..%2fpackage.json",
    "/api/contents/..%2fsecret.txt",
    "/api/contents/up/secret.txt",
    "/kernelspecs/..%2f..%2fsecret.txt",
    "/kernelspecs/tslab/..%2f..%2f..%2fpackage.json",
    "/lab/api/settings/..%2f..%2fsecret",
    "/lab/api/themes/..%2f..%2fpackage.json",
    "/api/config/..%2f..%2fsecret",
    "/nbconvert/html/..%2fsecret.txt",
  ])("%s lead to nothing outside", async (path) => {
    const answer = await askWithToken(port, path);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.text).not.toContain("secret\n");
    expect(answer.text).not.toBe("secret");
    expect(answer.text).not.toContain("root:");
    expect(answer.text).not.toContain('"devDependencies"');
  });
});

describe("the log", () => {
  it("has a line for what was refused, without token, cookie or ticket", async () => {
    await ask(port, `/api/nothing?token=${token}`);
    await ask(port, "/api/nothing?token=wrong-but-secret", { headers: { cookie: cookies } });
    await ask(port, "/api/contents/%0aforged%20line?token=x");
    const text = started.log.join("\n");
    expect(text).toContain("404 GET /api/nothing?token=[secret]");
    expect(text).not.toContain(token);
    expect(text).not.toContain("wrong-but-secret");
    expect(text).not.toContain(cookieOf(cookies, `tidebook-${port}`));
    expect(started.log.some((line) => line.startsWith("forged"))).toBe(false);
  });
});

describe("a lab without a token", () => {
  it("lets this machine in, and still refuses other sites and forged writes", async () => {
    const open = await startTestLab({ token: "" });
    try {
      expect(open.lab.url).toBe(`http://127.0.0.1:${open.lab.port}/lab`);
      const page = await ask(open.lab.port, "/lab");
      expect(page.status).toBe(200);
      const put = (headers: Record<string, string>) =>
        ask(open.lab.port, "/api/config/notebook", { method: "PUT", body: "{}", headers });
      expect((await put({})).status).toBe(403);
      const cookie = cookiesOf(page);
      expect((await put({ cookie, "x-xsrftoken": cookieOf(cookie, "_xsrf")! })).status).toBe(204);
      expect((await ask(open.lab.port, "/lab", { headers: { host: "evil.example" } })).status).toBe(
        403,
      );
    } finally {
      await open.end();
    }
  });
});

describe("a lab that is started anew", () => {
  it("knows the browser of before, unless another token was chosen", async () => {
    const { dataFolder } = started;
    const restart = async (chosen: string | undefined) => {
      const again = await startTestLab({
        dataFolder,
        ...(chosen !== undefined && { token: chosen }),
      });
      const visit = cookieOf(cookies, `tidebook-${port}`)!;
      const cookie = `tidebook-${again.lab.port}=${visit}`;
      const { status } = await ask(again.lab.port, "/api/status", { headers: { cookie } });
      await again.end();
      return status;
    };
    expect(await restart(token)).toBe(200);
    expect(await restart("another")).toBe(403);
  });
});
