/**
 * Connections that ask to become WebSockets: the same checks as every request, then the area that knows the
 * path. A refusal is an HTTP answer before anything is taken over.
 */
import { STATUS_CODES, type IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Areas } from "./areas.js";
import { HttpError } from "./http-error.js";
import { writeError } from "./limits.js";
import type { Log } from "./options.js";
import { requestLine } from "./request-log.js";
import type { Guard } from "./security/guard.js";

/** What upgrades need. */
export interface UpgradeOptions {
  readonly guard: Guard;
  readonly areas: Areas;
  readonly log: Log;
}

/** The listener for Node's event "upgrade". */
export function upgradeListener(options: UpgradeOptions) {
  return (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    // Until somebody takes it over, an error of the connection would end the program.
    const onError = () => socket.destroy();
    socket.on("error", onError);
    const run = async () => {
      const take = await findArea(request, options);
      socket.off("error", onError);
      if (!socket.destroyed) take(socket, head);
    };
    run().catch((error: unknown) => {
      const status = error instanceof HttpError ? error.status : 500;
      const message =
        error instanceof HttpError ? error.message : "the server failed on this request";
      const detail = error instanceof HttpError ? "" : `: ${String((error as Error).stack)}`;
      options.log(
        `${status} WebSocket ${requestLine(request.method, request.url)}${detail}`,
        status < 500 ? "notice" : "fault",
      );
      writeError(socket, status, STATUS_CODES[status] ?? "Error", message);
    });
  };
}

async function findArea(
  request: IncomingMessage,
  { guard, areas }: UpgradeOptions,
): Promise<(socket: Duplex, head: Buffer) => void> {
  let url: URL;
  try {
    url = new URL(request.url ?? "", "http://localhost");
  } catch (error) {
    throw new HttpError(400, "address of the request: not understood; expected a path", null, {
      cause: error,
    });
  }
  const path = url.pathname.replace(/(?<=.)\/+$/, "");
  const { headers, method = "GET" } = request;
  const proof = await guard.admit({ method, path, query: url.searchParams, headers });
  if (proof === undefined) throw new HttpError(403, "token: none; expected the token", "Forbidden");
  for (const [pattern, upgrade] of areas.upgrades) {
    const match = pattern.exec(path);
    if (match === null) continue;
    if (headers.upgrade?.toLowerCase() !== "websocket" || method !== "GET")
      throw new HttpError(400, `upgrade of ${path}: not understood; expected a WebSocket`);
    return (socket, head) => upgrade(request, socket, head, match);
  }
  throw new HttpError(404, `no such WebSocket: ${path}`, "Not Found");
}
