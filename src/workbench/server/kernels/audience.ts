/**
 * Who hears a kernel: the open sockets of its pages, and sessions whose page is away and for whom messages
 * are kept until they come back. What is published goes to all; a reply or a question goes to the session
 * that asked. Knows nothing of processes and frames.
 */
import type { Message } from "../../protocol/messages.js";
import { Away, defaultAwayLimits, type AwayLimits } from "./away.js";
import { noticeContent } from "./rate-limit.js";
import { fromServer, type Relayed } from "./relayed.js";

/** A page's end of a socket. */
export interface Listener {
  /** What the page calls its session; sockets of one session replace each other. */
  readonly session: string;
  send(message: Relayed): void;
  /** Set while more waits for the page than is good: resolves when it has caught up, or is given up. */
  readonly behind: Promise<void> | undefined;
  close(code: number, reason: string): void;
}

/** Sessions away at once, for each kernel; the one that left first is forgotten first. */
const mostAway = 3;
/** Requests whose asker is remembered. */
const mostAsked = 10_000;

export class Audience {
  readonly #limits: AwayLimits;
  readonly #listeners = new Map<string, Listener>();
  readonly #away = new Map<string, Away>();
  readonly #askers = new Map<string, string>();
  /** The kernel's own name for its run: a page takes a message under another for a new run's. */
  #run = "server";

  constructor(limits: AwayLimits = defaultAwayLimits) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#listeners.size;
  }

  /** A page comes, or comes back: gets what it missed. */
  add(listener: Listener): void {
    const stale = this.#listeners.get(listener.session);
    this.#listeners.set(listener.session, listener);
    stale?.close(1000, "the session has connected again");
    const missed = this.#away.get(listener.session)?.take();
    this.#away.delete(listener.session);
    if (missed === undefined) return;
    if (missed.lost !== undefined) {
      const { count, parent } = missed.lost;
      const text = `${count} messages of output were left out while the page was away\n`;
      listener.send(this.word("stream", noticeContent(text), parent));
    }
    for (const message of missed.messages) listener.send(message);
  }

  /** A page's socket has closed; `returns` is false where it said that it will not come back. */
  remove(listener: Listener, returns: boolean): void {
    if (this.#listeners.get(listener.session) !== listener) return;
    this.#listeners.delete(listener.session);
    if (!returns) return;
    this.#away.set(listener.session, new Away(this.#limits));
    if (this.#away.size > mostAway) this.#away.delete(this.#away.keys().next().value!);
  }

  /** A request is on its way to the kernel: its reply is `session`'s. */
  asked(id: string, session: string): void {
    this.#askers.set(id, session);
    if (this.#askers.size > mostAsked) this.#askers.delete(this.#askers.keys().next().value!);
  }

  /** Passes a kernel's message on; resolves when those who must not fall further behind have caught up. */
  hear(message: Relayed): void | Promise<void> {
    if (message.channel !== "iopub") return this.#answer(message);
    this.#run = message.header.session;
    for (const listener of this.#listeners.values()) listener.send(message);
    for (const away of this.#away.values()) away.keep(message);
    const behind = [...this.#listeners.values()].flatMap(({ behind }) => behind ?? []);
    if (behind.length > 0) return Promise.all(behind).then(() => {});
  }

  /** A word of the server's own to all. */
  say(type: string, content: Message["content"], parent: Relayed["parent"] = {}): void {
    void this.hear(this.word(type, content, parent));
  }

  /** A word of the server's own, as if the kernel had published it. */
  word(type: string, content: Message["content"], parent: Relayed["parent"] = {}): Relayed {
    return fromServer("iopub", this.#run, type, content, parent);
  }

  /** What was kept or asked belongs to a run that is over. */
  forget(): void {
    for (const away of this.#away.values()) away.take();
    this.#askers.clear();
  }

  closeAll(code: number, reason: string): void {
    for (const listener of [...this.#listeners.values()]) listener.close(code, reason);
    this.#away.clear();
  }

  #answer(message: Relayed): void | Promise<void> {
    const parent = message.parent as { msg_id?: string; session?: string };
    const session = this.#askers.get(parent.msg_id ?? "") ?? parent.session ?? "";
    const listener = this.#listeners.get(session);
    if (listener === undefined) return this.#away.get(session)?.keep(message);
    listener.send(message);
    return listener.behind;
  }
}
