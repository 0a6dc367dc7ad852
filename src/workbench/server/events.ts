/**
 * The bus of events: what happens in the lab, told to every page that listens on `/api/events/subscribe`, in
 * the envelope of Jupyter's events. Areas emit; a client may emit too (`POST /api/events`), but only events of
 * the known kinds.
 */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { Hono } from "hono";
import { WebSocketServer, type WebSocket } from "ws";
import { quote } from "../../base/check.js";
import type { LabEnvironment } from "./environment.js";
import { HttpError } from "./http-error.js";
import { isObject, readJsonObject } from "./json-body.js";

/** The kinds of events that there are, with the version of their form. */
const versions: Readonly<Record<string, string>> = {
  "https://events.jupyter.org/jupyter_server/contents_service/v1": "1",
  "https://events.jupyter.org/jupyter_server/kernel_actions/v1": "1",
};

/** A page that does not read what it is told is let go when so much waits for it. */
const mostWaitingBytes = 4 * 1024 * 1024;

export class Events {
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 });
  readonly #pages = new Set<WebSocket>();

  /** Tells every page. */
  emit(schemaId: string, data: Readonly<Record<string, unknown>>): void {
    const text = JSON.stringify({
      ...data,
      schema_id: schemaId,
      __timestamp__: new Date().toISOString(),
      __schema_version__: versions[schemaId] ?? "1",
      __metadata_version__: 1,
    });
    for (const page of this.#pages)
      if (page.bufferedAmount > mostWaitingBytes) page.terminate();
      else page.send(text);
  }

  /** Takes over a connection that asked to become a WebSocket. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, socket, head, (page) => {
      this.#pages.add(page);
      page.on("error", () => page.terminate());
      page.on("close", () => this.#pages.delete(page));
    });
  }

  /** How many pages listen. */
  get pages(): number {
    return this.#pages.size;
  }

  close(): void {
    for (const page of this.#pages) page.close(1001);
  }
}

/** `POST /api/events`. */
export function eventsRoutes(events: Events): Hono<LabEnvironment> {
  const app = new Hono<LabEnvironment>();
  app.post("/", async (c) => {
    const { schema_id: id, version, data } = await readJsonObject(c);
    const known = typeof id === "string" && Object.hasOwn(versions, id) ? versions[id] : undefined;
    if (known === undefined)
      throw new HttpError(
        400,
        `schema_id of an event: ${quote(id)}; expected one of ${quote(Object.keys(versions))}`,
      );
    if (String(version) !== known)
      throw new HttpError(400, `version of an event: ${quote(version)}; expected ${quote(known)}`);
    if (!isObject(data) || typeof data["action"] !== "string")
      throw new HttpError(
        400,
        `data of an event: ${quote(data)}; expected an object with an action`,
      );
    events.emit(id as string, data);
    return c.body(null, 204);
  });
  return app;
}
