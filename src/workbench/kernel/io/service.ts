/**
 * The kernel towards its clients: takes each message from its channel to who answers it, with busy and idle
 * around it, and each word of the main thread to where it belongs. Ends the process on shutdown.
 */
import type { MessagePort } from "node:worker_threads";
import type { JsonObject } from "../../../base/mime.js";
import type { KernelChannels } from "../../protocol/channels.js";
import type { ConnectionInfo } from "../../protocol/connection.js";
import { message, type Message } from "../../protocol/messages.js";
import type { Received } from "../../protocol/wire.js";
import type { Compiler } from "../compiler/contract.js";
import type { Budget, CommMessage, ToIo } from "../link.js";
import { CommRegistry } from "./comm-registry.js";
import { Execution } from "./execution.js";
import { History } from "./history-file.js";
import type { Versions } from "./kernel-info.js";
import { removeOrphaned, watchParent } from "./parent.js";
import { Publisher } from "./publisher.js";
import { Questions } from "./questions.js";
import { answer, refusal } from "./requests.js";
import { watchSigint } from "./sigint.js";
import { UserThread } from "./user-thread.js";

export interface ServiceParts {
  readonly channels: KernelChannels;
  readonly connection: ConnectionInfo;
  readonly connectionFile: string;
  readonly compiler: Compiler;
  readonly port: MessagePort;
  readonly budget: Budget;
  readonly session: string;
  /** Undefined: history stays in memory. */
  readonly historyFolder: string | undefined;
  readonly versions: Versions;
  readonly log: (text: string) => void;
}

type RequestChannel = "shell" | "control";

/** When the main thread does not end the process itself after shutdown. */
const shutdownMs = 1000;
/** When nothing urgent is left of the start. */
const settledMs = 300;

export class Service {
  readonly #parts: ServiceParts;
  readonly #publisher: Publisher;
  readonly #user: UserThread;
  readonly #history: History;
  readonly #comms = new CommRegistry();
  readonly #questions: Questions;
  readonly #execution: Execution;
  #ending = false;

  constructor(parts: ServiceParts) {
    const { channels, session, budget, port, compiler, historyFolder } = parts;
    this.#parts = parts;
    this.#publisher = new Publisher(channels.iopub, session, budget);
    this.#user = new UserThread(port);
    this.#history = new History(historyFolder);
    this.#questions = new Questions(channels.stdin, session, this.#user);
    this.#execution = new Execution({
      compiler,
      publisher: this.#publisher,
      user: this.#user,
      history: this.#history,
      reply: (request, content, metadata) => this.#reply("shell", request, content, metadata),
    });
  }

  /** Starts to read every channel and the main thread. */
  serve(): void {
    const { channels, port } = this.#parts;
    port.on("message", (word: ToIo) => this.#hear(word));
    this.#publisher.status("starting");
    void this.#read("shell");
    void this.#read("control");
    void this.#readStdin();
    void this.#welcome(channels);
    watchParent(process.env, () => {
      removeOrphaned(this.#parts.connectionFile);
      void this.#end();
    });
    setTimeout(() => {
      this.#user.attach();
      watchSigint(() => void this.#execution.interrupt());
    }, settledMs);
  }

  async #read(channel: RequestChannel): Promise<void> {
    for await (const request of this.#parts.channels[channel].receive()) {
      const type = request.message.header.msg_type;
      if (type === "execute_request" && channel === "shell") this.#execution.enqueue(request);
      else
        void this.#handle(channel, request).catch((problem: unknown) =>
          this.#parts.log(`${type}: ${String(problem)}`),
        );
    }
  }

  async #readStdin(): Promise<void> {
    for await (const received of this.#parts.channels.stdin.receive()) {
      if (received.message.header.msg_type === "input_reply") this.#questions.receive(received);
    }
  }

  async #welcome(channels: KernelChannels): Promise<void> {
    for await (const subscription of channels.subscriptions()) {
      this.#publisher.publish("iopub_welcome", { subscription });
    }
  }

  async #handle(channel: RequestChannel, request: Received): Promise<void> {
    const { header, content, metadata, buffers } = request.message;
    this.#publisher.status("busy", header);
    const type = header.msg_type;
    try {
      if (type === "shutdown_request") return await this.#shutdown(channel, request);
      if (type === "comm_open" || type === "comm_msg" || type === "comm_close") {
        return this.#comm(request, { type: "comm", messageType: type, content, metadata, buffers });
      }
      const parts = {
        ...this.#parts,
        execution: this.#execution,
        history: this.#history,
        comms: this.#comms,
      };
      const reply = await answer(parts, request).catch((problem: unknown) =>
        refusal(
          problem instanceof Error ? problem.name : "Error",
          problem instanceof Error ? problem.message : String(problem),
        ),
      );
      if (reply === undefined)
        this.#parts.log(`${channel}: ignored a message of unknown type "${type.slice(0, 80)}"`);
      else await this.#reply(channel, request, reply, {});
    } finally {
      if (!this.#ending) this.#idle(header);
    }
  }

  /** The request is answered; if a cell runs beside it, clients that show one state see it busy again. */
  #idle(header: Message["header"]): void {
    this.#publisher.status("idle", header);
    const { running } = this.#execution;
    if (running !== undefined) this.#publisher.status("busy", running);
  }

  #comm(request: Received, comm: CommMessage): void {
    const id = String(comm.content["comm_id"]);
    if (
      comm.messageType === "comm_open" &&
      !this.#comms.knows(String(comm.content["target_name"]))
    ) {
      // As the protocol asks: an unknown target is closed at once.
      this.#publisher.publish("comm_close", { comm_id: id, data: {} }, request.message.header);
      return;
    }
    if (comm.messageType !== "comm_open" && !this.#comms.isOpen(id)) return;
    this.#comms.follow(comm);
    const cell = this.#execution.newCell(request.message.header);
    this.#user.comm(cell, comm);
  }

  #hear(word: ToIo): void {
    switch (word.type) {
      case "done":
        this.#questions.forget();
        return this.#user.done(word);
      case "idle":
        return this.#user.idle(word.number);
      case "ask":
        this.#publisher.flush();
        return void this.#questions.ask(word, this.#execution.requestOf(word.cell));
      case "target":
        return this.#comms.target(word.name, word.known);
      case "comm":
        this.#comms.follow(word);
        return this.#publisher.output(word);
      default:
        return this.#publisher.output(word);
    }
  }

  async #reply(
    channel: RequestChannel,
    request: Received,
    content: JsonObject,
    metadata: JsonObject,
  ): Promise<void> {
    const { header } = request.message;
    const type = header.msg_type.replace(/_request$/, "_reply");
    const reply = { ...message(this.#parts.session, type, content, header), metadata };
    await this.#parts.channels[channel]
      .send(reply, request.identities)
      .catch((problem: unknown) => {
        // Requests that were under way at shutdown find the sockets closed.
        if (!this.#ending) throw problem;
      });
  }

  async #shutdown(channel: RequestChannel, request: Received): Promise<void> {
    this.#ending = true;
    const restart = request.message.content["restart"] === true;
    const content = { status: "ok", restart };
    await this.#history.written();
    await this.#reply(channel, request, content, {});
    this.#publisher.publish("shutdown_reply", content, request.message.header);
    this.#publisher.status("idle", request.message.header);
    await this.#end();
  }

  /** Lets go of everything and ends the process, whatever its main thread is doing. */
  async #end(): Promise<void> {
    this.#ending = true;
    const { channels, compiler } = this.#parts;
    compiler.close();
    await Promise.race([
      this.#publisher.drained(),
      new Promise((resolve) => setTimeout(resolve, shutdownMs)),
    ]);
    channels.close();
    setTimeout(() => process.kill(process.pid, "SIGKILL"), shutdownMs);
    await this.#user.interrupt();
    this.#user.exit(0);
  }
}
