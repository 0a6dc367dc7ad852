/**
 * Comms for user code: two-way messages between a cell and a part of the client (widgets). A target is a
 * function that is called with each comm a client opens; cells open comms towards the client themselves.
 * Who is open is kept by the I/O worker, which answers `comm_info` while cells run.
 */
import { randomUUID } from "node:crypto";
import type { JsonObject } from "../../../base/mime.js";
import type { CommMessage } from "../link.js";
import { currentCell } from "./cell-context.js";
import type { Outlet } from "./outlet.js";

/** What a message carries. */
export interface CommPayload {
  readonly data: JsonObject;
  readonly metadata: JsonObject;
  readonly buffers: readonly Uint8Array[];
}

type Listener = (payload: CommPayload) => void;
export type CommTarget = (comm: Comm, opened: CommPayload) => void;

/** One open comm. */
class Comm {
  onMessage: Listener | undefined;
  onClose: Listener | undefined;

  constructor(
    readonly id: string,
    readonly targetName: string,
    private readonly transmit: (
      type: CommMessage["messageType"],
      content: JsonObject,
      buffers: Uint8Array[],
    ) => void,
  ) {}

  send(data: JsonObject, buffers: Uint8Array[] = []): void {
    this.transmit("comm_msg", { comm_id: this.id, data }, buffers);
  }

  close(data: JsonObject = {}): void {
    this.transmit("comm_close", { comm_id: this.id, data }, []);
  }
}

export class Comms {
  readonly #outlet: Outlet;
  readonly #targets = new Map<string, CommTarget>();
  readonly #open = new Map<string, Comm>();

  constructor(outlet: Outlet) {
    this.#outlet = outlet;
  }

  /** Names a target that clients may open comms to. */
  registerTarget(name: string, target: CommTarget): void {
    this.#targets.set(name, target);
    this.#outlet.send({ type: "target", name, known: true });
  }

  unregisterTarget(name: string): void {
    this.#targets.delete(name);
    this.#outlet.send({ type: "target", name, known: false });
  }

  /** Opens a comm to the client's target of that name. */
  open(targetName: string, data: JsonObject = {}, buffers: Uint8Array[] = []): Comm {
    const comm = this.#make(randomUUID(), targetName);
    this.#transmit("comm_open", { comm_id: comm.id, target_name: targetName, data }, buffers);
    return comm;
  }

  /** A client's message. */
  receive({ messageType, content, metadata, buffers }: CommMessage): void {
    const id = String(content["comm_id"]);
    const payload: CommPayload = { data: (content["data"] ?? {}) as JsonObject, metadata, buffers };
    if (messageType === "comm_open") {
      const targetName = String(content["target_name"]);
      const target = this.#targets.get(targetName);
      const comm = this.#make(id, targetName);
      if (target === undefined) comm.close();
      else target(comm, payload);
      return;
    }
    const comm = this.#open.get(id);
    if (messageType === "comm_msg") comm?.onMessage?.(payload);
    else {
      this.#open.delete(id);
      comm?.onClose?.(payload);
    }
  }

  #make(id: string, targetName: string): Comm {
    const comm = new Comm(id, targetName, (type, content, buffers) => {
      if (type === "comm_close") this.#open.delete(id);
      this.#transmit(type, content, buffers);
    });
    this.#open.set(id, comm);
    return comm;
  }

  #transmit(
    messageType: CommMessage["messageType"],
    content: JsonObject,
    buffers: Uint8Array[],
  ): void {
    this.#outlet.send({
      type: "comm",
      cell: currentCell().id,
      messageType,
      content,
      metadata: {},
      buffers,
    });
  }
}
