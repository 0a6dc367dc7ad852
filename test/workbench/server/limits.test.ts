/** Too much, too slow, too many, not understood: each gets an answer, and the server goes on. */
import { createServer, request as httpRequest } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { answerClientErrors, serverLimits } from "../../../src/workbench/server/limits.js";
import { ask, askWithToken, startTestLab, talk, token, type TestLab } from "./started-lab.js";

let started: TestLab;
let port: number;
beforeAll(async () => {
  started = await startTestLab({ bodyLimitBytes: 100_000 });
  port = started.lab.port;
});
afterAll(() => started.end());

const isWell = async () => expect((await askWithToken(port, "/api/status")).status).toBe(200);
const head = (target: string, more = "") =>
  `PUT ${target} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: token ${token}\r\n${more}\r\n`;

describe("a body", () => {
  const put = (body: string) => askWithToken(port, "/api/config/notebook", { method: "PUT", body });

  it("that is too long by its own account is refused before it is read", async () => {
    const answer = await put(JSON.stringify({ text: "x".repeat(100_000) }));
    expect(answer.status).toBe(413);
    expect(answer.json()).toEqual({
      message: "body: 100011 bytes; expected at most 100000 bytes",
      reason: "Payload Too Large",
    });
    const heard = await talk(port, head("/api/config/notebook", "Content-Length: 99999999999\r\n"));
    expect(heard).toMatch(/^HTTP\/1.1 413 [^]*\r\nconnection: close\r\n/i);
    await isWell();
  });

  it.each([
    ["ends", "0\r\n\r\n"],
    ["never ends", ""],
  ])(
    "that comes in too many pieces and %s loses the connection at once",
    async (_, end) => {
      const chunk = `4000\r\n${"x".repeat(0x4000)}\r\n`;
      const heard = await talk(
        port,
        head("/api/config/notebook", "Transfer-Encoding: chunked\r\n"), // kept alive by HTTP/1.1
        ...Array.from({ length: 7 }, () => chunk),
        end,
      );
      expect(heard).toMatch(/^HTTP\/1.1 413 [^]*\r\nconnection: close\r\n/i);
      expect(heard).toContain("body: more than 100000 bytes; expected at most 100000 bytes");
      await isWell();
    },
    10_000,
  ); // an idle connection is kept for 30 s

  it("that comes in pieces is counted", async () => {
    const chunk = `4000\r\n${"x".repeat(0x4000)}\r\n`;
    const heard = await talk(
      port,
      head("/api/config/notebook", "Transfer-Encoding: chunked\r\nConnection: close\r\n"),
      ...Array.from({ length: 7 }, () => chunk),
      "0\r\n\r\n",
    );
    expect(heard).toMatch(/^HTTP\/1.1 413 /);
    expect(heard).toContain("body: more than 100000 bytes; expected at most 100000 bytes");
    const small = await talk(
      port,
      head("/api/config/notebook", "Transfer-Encoding: chunked\r\nConnection: close\r\n"),
      '2\r\n{"\r\n5\r\na":1}\r\n0\r\n\r\n',
    );
    expect(small).toMatch(/^HTTP\/1.1 204 /);
  });

  it("of exactly the limit is taken", async () => {
    expect((await put(JSON.stringify({ text: "x".repeat(99_989) }))).status).toBe(204);
  });

  it("that is no JSON, or none of an object, is the asker's fault", async () => {
    for (const [body, message] of [
      ['{"a":', "body: not understood; expected JSON"],
      ["[]", "body: an array; expected a JSON object"],
      ["null", "body: null; expected a JSON object"],
      ["7", "body: a number; expected a JSON object"],
      ["\u0000", "body: not understood; expected JSON"],
      [
        `{"a":${"[".repeat(40_000)}${"]".repeat(40_000)}}`,
        "body: nested too deep; expected at most 500 levels",
      ],
    ]) {
      const answer = await put(body!);
      expect([answer.status, answer.json()]).toEqual([400, { message, reason: null }]);
    }
  });
});

describe("what is no request", () => {
  it("gets 431 for headers that are too long", async () => {
    const answer = await ask(port, "/api", { headers: { "x-long": "x".repeat(40_000) } });
    expect(answer.status).toBe(431);
    expect(answer.json()["message"]).toBe("headers: too long; expected at most 32768 bytes");
    const long = await ask(port, `/api?x=${"y".repeat(40_000)}`);
    expect(long.status).toBe(431);
    await isWell();
  });

  it.each([
    ["nonsense", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"],
    ["words", "HELO there\r\n\r\n"],
    ["a space in the path", "GET /a b HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"],
    [
      "two lengths",
      "PUT /api HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
    ],
    [
      "length and pieces",
      "PUT /api HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ],
    ["no host", "GET /api HTTP/1.1\r\nConnection: close\r\n\r\n"],
    ["a header without a name", "GET /api HTTP/1.1\r\nHost: 127.0.0.1\r\n: x\r\n\r\n"],
  ])("gets 400: %s", async (_name, bytes) => {
    expect(await talk(port, bytes)).toMatch(/^HTTP\/1.1 400 /);
    await isWell();
  });

  it("with an address that is none is refused, and one with another host in it goes by its header", async () => {
    const close = "Connection: close\r\n\r\n";
    const host = `Host: 127.0.0.1:${port}\r\n`;
    const nowhere = await talk(port, `GET http://[ HTTP/1.1\r\n${host}${close}`);
    expect(nowhere).toMatch(/^HTTP\/1.1 400 /);
    expect(nowhere).toContain("address of the request: not understood; expected a path");
    expect(await talk(port, `GET /\\evil HTTP/1.1\r\n${host}${close}`)).toMatch(/^HTTP\/1.1 400 /);
    const foreign = `GET http://127.0.0.1:${port}/api HTTP/1.1\r\nHost: evil.example\r\n${close}`;
    expect(await talk(port, foreign)).toMatch(/^HTTP\/1.1 403 /);
  });

  it("and never ends is closed with 408", async () => {
    const server = createServer({
      ...serverLimits,
      headersTimeout: 100,
      requestTimeout: 200,
      connectionsCheckingInterval: 20,
    });
    server.on("request", (_request, response) => response.end());
    answerClientErrors(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      const slow = await talk(
        (server.address() as AddressInfo).port,
        "GET / HTTP/1.1\r\nHost: x\r\n",
      );
      expect(slow).toMatch(/^HTTP\/1.1 408 Request Timeout\r\n/);
      expect(slow).toContain("request: not complete in time; expected it without long pauses");
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});

describe("many at once", () => {
  it("are all answered: 200 requests, reads and writes", async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, each) =>
        each % 2 === 0
          ? askWithToken(port, "/api/status")
          : askWithToken(port, "/api/config/many", {
              method: "PATCH",
              body: JSON.stringify({ [`key${each}`]: each }),
            }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const { text } = await askWithToken(port, "/api/config/many");
    expect(Object.keys(JSON.parse(text) as object)).toHaveLength(100);
  });

  it("may go away in the middle", async () => {
    for (let each = 0; each < 50; each++) {
      const socket = connect({ host: "127.0.0.1", port });
      socket.on("error", () => {});
      socket.write(head("/api/config/notebook", "Content-Length: 1000\r\n"));
      socket.write("{");
      setTimeout(() => (each % 2 === 0 ? socket.resetAndDestroy() : socket.end()), 20);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
    await isWell();
  });
});

describe("the end", () => {
  it("comes fast, with idle connections, WebSockets and half a request open", async () => {
    const { lab, end } = await startTestLab();
    const url = `ws://127.0.0.1:${lab.port}/api/events/subscribe?token=${token}`;
    const socket = new WebSocket(url);
    await new Promise((resolve) => socket.once("open", resolve));
    const closed = new Promise<number>((resolve) => socket.once("close", resolve));
    const idle = connect({ host: "127.0.0.1", port: lab.port });
    idle.on("error", () => {});
    await new Promise((resolve) => idle.once("connect", resolve));
    const startMs = performance.now();
    await Promise.all([lab.close(), lab.close()]);
    expect(performance.now() - startMs).toBeLessThan(2_000);
    expect(await closed).toBe(1001);
    await expect(ask(lab.port, "/api")).rejects.toThrow(/ECONNREFUSED/);
    await end();
  });

  it("waits for what is being answered", async () => {
    const { lab, root, end } = await startTestLab();
    await writeFile(
      join(root, "a.ipynb"),
      JSON.stringify({ cells: [], metadata: {}, nbformat: 4, nbformat_minor: 5 }),
    );
    const content = {
      cells: [],
      metadata: { text: "x".repeat(3_000_000) },
      nbformat: 4,
      nbformat_minor: 5,
    };
    const body = JSON.stringify({ type: "notebook", format: "json", content });
    const save = httpRequest({
      host: "127.0.0.1",
      port: lab.port,
      path: "/api/contents/a.ipynb",
      method: "PUT",
      headers: { authorization: `token ${token}`, "content-length": Buffer.byteLength(body) },
    });
    const answered = new Promise<number | undefined>((resolve, reject) => {
      save.on("response", (response) => resolve(response.resume().statusCode));
      save.on("error", reject);
    });
    save.write(body.slice(0, 1_000));
    await new Promise((resolve) => setTimeout(resolve, 200));
    const closing = lab.close();
    await new Promise((resolve) => setTimeout(resolve, 50));
    save.end(body.slice(1_000));
    expect(await answered).toBe(200);
    await closing;
    expect((await readFile(join(root, "a.ipynb"))).byteLength).toBeGreaterThan(3_000_000);
    await end();
  });

  it("can be asked for, and is announced to whoever started the lab", async () => {
    const { lab, end } = await startTestLab();
    expect((await ask(lab.port, "/api/shutdown", { method: "POST" })).status).toBe(403);
    expect((await askWithToken(lab.port, "/api/shutdown", { method: "POST" })).status).toBe(200);
    await lab.shutdownAsked;
    await end();
  });
});
