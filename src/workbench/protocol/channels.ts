/**
 * A kernel's sockets, seen from either end: `bindChannels` in the kernel, `connectChannels` in a client.
 * The only importer of zeromq. Sends are queued one behind the other, because zeromq refuses a second
 * send while one is under way (and stock tslab loses its output that way). Knows nothing of what the
 * messages mean; malformed frames go to `onRefused` and never to the reader.
 */
import * as zmq from "zeromq";
import { address, type ConnectionInfo } from "./connection.js";
import { whenListening } from "./listening.js";
import type { Channel, Message } from "./messages.js";
import { decode, encode, seal, unseal, type Parts, type Received, type Signing } from "./wire.js";

/** A queue of sends and a stream of receipts over one socket. */
export interface Line {
  /** Resolves when ZeroMQ has taken the message. */
  send(message: Message<unknown>, identities?: readonly Uint8Array[]): Promise<void>;
  /** Messages as they come, until the channels close. */
  receive(): AsyncIterable<Received>;
}

export interface KernelChannels {
  readonly shell: Line;
  readonly control: Line;
  readonly stdin: Line;
  /** Publishes; `identities` is the topic. */
  readonly iopub: Pick<Line, "send">;
  /** Topics as clients subscribe: the moment for `iopub_welcome`. */
  subscriptions(): AsyncIterable<string>;
  close(): void;
}

export interface ClientChannels extends Readonly<Record<"shell" | "control" | "stdin", Line>> {
  readonly iopub: Pick<Line, "receive">;
  /** True when the kernel echoed within the time. */
  heartbeat(timeoutMs: number): Promise<boolean>;
  /** Closes; `discard` also drops what was not delivered (to a kernel that is gone). */
  close(discard?: boolean): void;
}

/** A kernel's channels for whoever passes messages on and does not read them. */
export interface RelayChannels {
  /** Resolves when ZeroMQ has taken the message. */
  send(channel: Exclude<Channel, "iopub">, parts: Parts): Promise<void>;
  /** Messages as they come, until the channels close. */
  receive(channel: Channel): AsyncIterable<Parts>;
  /** Closes; what was not delivered is dropped. */
  close(): void;
}

type OnRefused = (problem: unknown, channel: Channel) => void;

/** How long a subscriber that has stopped reading may hold the others up; then it loses messages. */
const slowReaderMs = 10_000;
/** How long the kernel then publishes without waiting for anybody. */
const pardonMs = 60_000;

/**
 * Binds a kernel's five sockets.
 * @throws Error (EADDRINUSE) where a port is taken
 */
export async function bindChannels(
  info: ConnectionInfo,
  onRefused: OnRefused = () => {},
): Promise<KernelChannels> {
  const shell = new zmq.Router({ linger: 1000, handover: true, sendHighWaterMark: 0 });
  const control = new zmq.Router({ linger: 1000, handover: true, sendHighWaterMark: 0 });
  const stdin = new zmq.Router({ linger: 1000, handover: true, sendHighWaterMark: 0 });
  // noDrop: a reader that is merely slow loses nothing; sends wait, and so does the kernel behind them.
  const iopub = new zmq.XPublisher({ linger: 1000, noDrop: true, sendTimeout: 0 });
  iopub.verbosity = "allSubs";
  const heartbeat = new zmq.Router({ linger: 0, handover: true });
  const sockets = { shell, control, stdin, iopub, hb: heartbeat };
  const close = () => Object.values(sockets).forEach((socket) => socket.close());
  try {
    await Promise.all(
      Object.entries(sockets).map(([name, socket]) =>
        socket.bind(address(info, name as keyof typeof sockets)),
      ),
    );
  } catch (error) {
    close();
    throw error;
  }
  void echo(heartbeat);
  return {
    shell: line(shell, "shell", info, onRefused),
    control: line(control, "control", info, onRefused),
    stdin: line(stdin, "stdin", info, onRefused),
    iopub: { send: publish(iopub, info) },
    subscriptions: () => subscriptions(iopub),
    close,
  };
}

/** Connects to a kernel's five sockets; returns at once, each socket connects when the kernel listens. */
export function connectChannels(
  info: ConnectionInfo,
  onRefused: OnRefused = () => {},
): ClientChannels {
  const heartbeat = new zmq.Dealer({ linger: 0 });
  const { shell, control, stdin, iopub, close } = connectSockets(info, heartbeat);
  return {
    shell: line(shell, "shell", info, onRefused),
    control: line(control, "control", info, onRefused),
    stdin: line(stdin, "stdin", info, onRefused),
    iopub: { receive: () => receive(iopub, "iopub", info, onRefused) },
    async heartbeat(timeoutMs) {
      heartbeat.receiveTimeout = timeoutMs;
      heartbeat.sendTimeout = timeoutMs;
      try {
        await heartbeat.send(["", "ping"]);
        await heartbeat.receive();
        return true;
      } catch {
        return false;
      }
    },
    close,
  };
}

/** Connects to a kernel for whoever passes on; its messages are signed and checked, not read. */
export function connectRelay(info: ConnectionInfo, onRefused: OnRefused = () => {}): RelayChannels {
  const sockets = connectSockets(info);
  const queues = { shell: queue(), control: queue(), stdin: queue() };
  return {
    send: (channel, parts) =>
      queues[channel](() => sockets[channel].send(seal(parts, info) as Buffer[])),
    async *receive(channel) {
      for await (const frames of sockets[channel] as AsyncIterable<Buffer[]>) {
        let parts: Parts;
        try {
          ({ parts } = unseal(frames, info));
        } catch (problem) {
          onRefused(problem, channel);
          continue;
        }
        yield parts;
      }
    },
    close: () => sockets.close(true),
  };
}

function connectSockets(info: ConnectionInfo, heartbeat?: zmq.Dealer) {
  // One identity on shell and stdin, so that the kernel can ask back whom it answers.
  const routingId = `tidebook-${process.pid}-${(clients += 1)}`;
  const options = { linger: 1000, routingId, sendHighWaterMark: 0, receiveHighWaterMark: 0 };
  const shell = new zmq.Dealer(options);
  const control = new zmq.Dealer(options);
  const stdin = new zmq.Dealer(options);
  const iopub = new zmq.Subscriber({ linger: 0 });
  const sockets = { shell, control, stdin, iopub, ...(heartbeat && { hb: heartbeat }) };
  iopub.subscribe();
  const closing = new AbortController();
  for (const [name, socket] of Object.entries(sockets)) {
    const key = name as Channel | "hb";
    const connect = () => socket.connect(address(info, key));
    if (info.transport === "ipc") connect();
    else whenListening(info.ip, info[`${key}_port`], closing.signal, connect);
  }
  return {
    shell,
    control,
    stdin,
    iopub,
    close: (discard = false) => {
      closing.abort();
      Object.values(sockets).forEach((socket) => {
        if (discard) socket.linger = 0;
        socket.close();
      });
    },
  };
}
let clients = 0;

type Wire = zmq.Router | zmq.Dealer;

function line(socket: Wire, channel: Channel, signing: Signing, onRefused: OnRefused): Line {
  const enqueue = queue();
  return {
    send: (message, identities = []) =>
      enqueue(() => socket.send(encode(message, signing, identities) as Buffer[])),
    receive: () => receive(socket, channel, signing, onRefused),
  };
}

/**
 * Sends on iopub: waits for slow readers; when one hangs, goes on without it for a while. ZeroMQ never
 * says when a publisher that drops nothing can send again, so this asks again, a little later each time.
 */
function publish(socket: zmq.XPublisher, signing: Signing): Line["send"] {
  const enqueue = queue();
  let waitAgainAt = Infinity;
  return (message, identities = []) =>
    enqueue(async () => {
      const frames = encode(message, signing, identities) as Buffer[];
      const start = Date.now();
      if (start > waitAgainAt) {
        socket.noDrop = true;
        waitAgainAt = Infinity;
      }
      for (let pauseMs = 1; ; pauseMs = Math.min(2 * pauseMs, 16)) {
        try {
          return await socket.send(frames);
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
          if (Date.now() - start > slowReaderMs) {
            socket.noDrop = false;
            waitAgainAt = Date.now() + pardonMs;
          } else await new Promise((resolve) => setTimeout(resolve, pauseMs));
        }
      }
    });
}

/** Runs tasks one after the other; a failed one does not stop the next. */
function queue(): (task: () => Promise<void>) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return (task) => (last = last.catch(() => {}).then(task));
}

async function* receive(
  socket: Wire | zmq.Subscriber,
  channel: Channel,
  signing: Signing,
  onRefused: OnRefused,
): AsyncGenerator<Received> {
  for await (const frames of socket as AsyncIterable<Buffer[]>) {
    let received: Received;
    try {
      received = decode(frames, signing);
    } catch (problem) {
      onRefused(problem, channel);
      continue;
    }
    yield received;
  }
}

async function* subscriptions(socket: zmq.XPublisher): AsyncGenerator<string> {
  for await (const [frame] of socket) {
    if (frame !== undefined && frame[0] === 1) yield frame.subarray(1).toString();
  }
}

async function echo(socket: zmq.Router): Promise<void> {
  for await (const frames of socket) await socket.send(frames).catch(() => {});
}
