/** WebSockets: let in by the same rules as requests, refused by an HTTP answer, and closed at the end. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import {
  ask,
  askWithToken,
  cookiesOf,
  startTestLab,
  talk,
  token,
  type TestLab,
} from "./started-lab.js";

let started: TestLab;
let port: number;
let cookies: string;
beforeAll(async () => {
  started = await startTestLab();
  port = started.lab.port;
  cookies = cookiesOf(await ask(port, `/lab?token=${token}`));
});
afterAll(() => started.end());

const events = "/api/events/subscribe";

/** Opens a WebSocket: an open one, or the status of the answer that refused it. */
function open(path: string, headers: Record<string, string> = {}): Promise<WebSocket | number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
    socket.once("open", () => resolve(socket));
    socket.once("unexpected-response", (_request, response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    socket.once("error", reject);
  });
}

async function statusOf(path: string, headers: Record<string, string> = {}): Promise<number> {
  const result = await open(path, headers);
  if (typeof result === "number") return result;
  result.terminate();
  return 101;
}

describe("a WebSocket", () => {
  it("opens with the token in header or query, or with the cookie and our origin", async () => {
    expect(await statusOf(events, { authorization: `token ${token}` })).toBe(101);
    expect(await statusOf(`${events}?token=${token}`)).toBe(101);
    const headers = { cookie: cookies, origin: `http://127.0.0.1:${port}` };
    expect(await statusOf(events, headers)).toBe(101);
  });

  it("is refused without proof, with a wrong token, from another origin or for another host", async () => {
    expect(await statusOf(events)).toBe(403);
    expect(await statusOf(`${events}?token=wrong`)).toBe(403);
    expect(await statusOf("/static/x")).toBe(403);
    expect(await statusOf("/login")).toBe(403);
    for (const origin of [
      "http://evil.example",
      "null",
      "http://127.0.0.1:1",
      `http://localhost:${port}`,
    ]) {
      expect(await statusOf(events, { cookie: cookies, origin })).toBe(403);
      expect(await statusOf(`${events}?token=${token}`, { origin })).toBe(403);
    }
    const host = "evil.example:8888";
    expect(await statusOf(events, { host, cookie: cookies, origin: `http://${host}` })).toBe(403);
  });

  it("that nobody answers is 404, and a kernel's that is not there too", async () => {
    expect(await statusOf(`/api/nothing?token=${token}`)).toBe(404);
    expect(await statusOf(`/api/kernels/nobody/channels?token=${token}`)).toBe(404);
    expect(await statusOf(`/api/kernels/..%2fx/channels?token=${token}`)).toBe(404);
  });

  it("says in its refusal why, in JSON, and closes", async () => {
    const heard = await talk(
      port,
      `GET ${events} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
    );
    expect(heard).toMatch(/^HTTP\/1.1 403 Forbidden\r\n/);
    expect(JSON.parse(heard.split("\r\n\r\n")[1]!)).toEqual({
      message:
        "token: none, or a wrong one; expected the token of the address that the lab has printed",
      reason: "Forbidden",
    });
  });

  it("cannot be asked for by another protocol, a bad key or a bad address", async () => {
    const upgrade = (target: string, to: string, more = "") =>
      talk(
        port,
        `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: ${to}\r\n${more}\r\n`,
      );
    const other = await upgrade(`${events}?token=${token}`, "h2c");
    expect(other).toMatch(/^HTTP\/1.1 400 /);
    expect(other).toContain(`upgrade of ${events}: not understood; expected a WebSocket`);
    expect(await upgrade(`${events}?token=${token}`, "websocket")).toMatch(/^HTTP\/1.1 400 /);
    const badKey = "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x\r\n";
    expect(await upgrade(`${events}?token=${token}`, "websocket", badKey)).toMatch(
      /^HTTP\/1.1 400 /,
    );
    const nowhere = await upgrade("http://[", "websocket");
    expect(nowhere).toContain("address of the request: not understood; expected a path");
    expect(await upgrade(`/api/x?token=${token}`, "websocket")).toContain(
      "no such WebSocket: /api/x",
    );
    expect((await askWithToken(port, "/api/status")).status).toBe(200);
  });
});

describe("events", () => {
  const contents = "https://events.jupyter.org/jupyter_server/contents_service/v1";
  const emit = (event: unknown) =>
    askWithToken(port, "/api/events", { method: "POST", body: JSON.stringify(event) });

  it("reach every page that listens, in Jupyter's envelope", async () => {
    const pages = await Promise.all([1, 2].map(() => open(`${events}?token=${token}`)));
    const heard = pages.map(
      (page) =>
        new Promise<unknown>((resolve) =>
          (page as WebSocket).once("message", (data) => resolve(JSON.parse(String(data)))),
        ),
    );
    const data = { action: "save", path: "a.ipynb" };
    expect((await emit({ schema_id: contents, version: "1", data })).status).toBe(204);
    for (const event of await Promise.all(heard))
      expect(event).toEqual({
        ...data,
        schema_id: contents,
        __timestamp__: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        __schema_version__: "1",
        __metadata_version__: 1,
      });
    for (const page of pages) (page as WebSocket).terminate();
  });

  it.each([
    [{ schema_id: "x", version: "1", data: {} }, /^schema_id of an event: "x"; expected one of \[/],
    [{ schema_id: contents, version: "2", data: {} }, /^version of an event: "2"; expected "1"$/],
    [
      { schema_id: contents, version: 1, data: {} },
      /^data of an event: \{\}; expected an object with an action$/,
    ],
    [[], /^body: an array; expected a JSON object$/],
  ])("of unknown form are refused: %j", async (event, message) => {
    const answer = await emit(event);
    expect(answer.status).toBe(400);
    expect(answer.json()["message"]).toMatch(message);
  });

  it("survive frames that are too long, unmasked or nonsense", async () => {
    const page = (await open(`${events}?token=${token}`)) as WebSocket;
    const closed = new Promise<number>((resolve) => page.once("close", resolve));
    page.on("error", () => {});
    page.send("x".repeat(100_000));
    expect(await closed).toBe(1009);
    const handshake = `GET ${events}?token=${token} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`;
    expect(await talk(port, handshake, "\x81\x05hello")).toContain("101 Switching Protocols");
    expect(await talk(port, handshake, "\x7f\x7f\x7f\x7f")).toContain("101 Switching Protocols");
    expect((await askWithToken(port, "/api/status")).status).toBe(200);
  });
});
