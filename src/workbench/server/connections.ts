/**
 * The end of all connections. Node closes those that have sent a request and wait for the next; browsers also
 * open some in advance and send nothing, and WebSockets are no longer Node's. So each is kept, with whether it
 * is being answered: what is being answered (a save, say) gets a little time, all else is closed at once.
 */
import type { Server } from "node:http";
import type { Socket } from "node:net";

const lastAnswersMs = 3_000;

export class Connections {
  readonly #server: Server;
  readonly #open = new Set<Socket>();
  readonly #answering = new Set<Socket>();
  #isClosing = false;

  constructor(server: Server) {
    this.#server = server;
    server.on("connection", (socket) => {
      this.#open.add(socket);
      socket.once("close", () => this.#open.delete(socket));
    });
    server.on("request", ({ socket }, response) => {
      this.#answering.add(socket);
      response.once("close", () => {
        this.#answering.delete(socket);
        if (this.#isClosing) socket.destroySoon();
      });
    });
  }

  /** Takes no more connections, lets `end` tell those behind the open ones, and closes them all. */
  async close(end: () => Promise<void>): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#isClosing = true;
    await end();
    // What was written last (that a WebSocket ends) still goes out.
    for (const socket of this.#open) if (!this.#answering.has(socket)) socket.destroySoon();
    const cut = setTimeout(() => this.#open.forEach((socket) => socket.destroy()), lastAnswersMs);
    await closed;
    clearTimeout(cut);
  }
}
