/**
 * How much and how slowly somebody may send: headers, bodies, and the time for each. Who is over it gets an
 * answer that says so and loses the connection. Messages of WebSockets have their own limit where they are
 * taken over.
 */
import type { Server, ServerOptions } from "node:http";
import type { Duplex } from "node:stream";
import type { MiddlewareHandler } from "hono";
import type { LabEnvironment } from "./environment.js";
import { errorResponse, HttpError } from "./http-error.js";

/** For Node's server. A connection that has not said all of its headers in time, or its body, is closed. */
export const serverLimits: ServerOptions = {
  maxHeaderSize: 32 * 1024,
  headersTimeout: 15_000,
  requestTimeout: 300_000,
  keepAliveTimeout: 30_000,
  connectionsCheckingInterval: 3_000,
};

/**
 * Refuses bodies that are longer than a limit. The rest of such a body is not read, so its connection can take
 * no other request: the answer says so and ends it.
 */
export function bodyLimits(limitBytes: number): MiddlewareHandler<LabEnvironment> {
  const refusal = (received: string) => {
    const message = `body: ${received}; expected at most ${limitBytes} bytes`;
    const answer = errorResponse(new HttpError(413, message, "Payload Too Large"));
    answer.headers.set("Connection", "close");
    return answer;
  };
  return async (c, next) => {
    const { incoming } = c.env;
    const { headers } = incoming;
    if (headers["transfer-encoding"] !== undefined) {
      // Its length is not said before, so it is counted, and kept where the adapter looks for it.
      const chunks: Buffer[] = [];
      let length = 0;
      for await (const chunk of incoming as AsyncIterable<Buffer>) {
        length += chunk.length;
        if (length > limitBytes) return refusal(`more than ${limitBytes} bytes`);
        chunks.push(chunk);
      }
      Object.assign(incoming, { rawBody: Buffer.concat(chunks) });
      return next();
    }
    const length = Number(headers["content-length"] ?? 0);
    return length <= limitBytes ? next() : refusal(`${length} bytes`);
  };
}

const clientErrors: Readonly<
  Record<string, readonly [status: number, phrase: string, message: string]>
> = {
  HPE_HEADER_OVERFLOW: [
    431,
    "Request Header Fields Too Large",
    `headers: too long; expected at most ${serverLimits.maxHeaderSize} bytes`,
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [
    408,
    "Request Timeout",
    "request: not complete in time; expected it without long pauses",
  ],
};
const badRequest = [400, "Bad Request", "request: not understood; expected HTTP/1.1"] as const;

/** Answers what is no request. */
export function answerClientErrors(server: Server): void {
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
    const [status, phrase, message] = clientErrors[error.code ?? ""] ?? badRequest;
    writeError(socket, status, phrase, message);
  });
}

/** Writes an answer on a bare connection and ends it. */
export function writeError(socket: Duplex, status: number, phrase: string, message: string): void {
  const body = JSON.stringify({ message, reason: phrase });
  socket.on("error", () => socket.destroy());
  socket.end(
    [
      `HTTP/1.1 ${status} ${phrase}`,
      "Content-Type: application/json",
      `Content-Length: ${Buffer.byteLength(body)}`,
      "X-Content-Type-Options: nosniff",
      "Connection: close",
      "",
      body,
    ].join("\r\n"),
    () => socket.destroy(),
  );
}

/** The answer for an error of Node's adapter: the address of the request is none. */
export function unreadableRequest(error: unknown): Response {
  const isFault = !(error instanceof Error && error.name === "RequestError");
  return errorResponse(
    isFault ? error : new HttpError(400, "address of the request: not understood; expected a path"),
  );
}
