/**
 * Waits until a kernel listens on a port. ZeroMQ would connect to a port that is not there yet and ask
 * again; but about one in two hundred of such subscriptions never came to life on a busy machine, and it
 * asks only every 100 ms. A socket that connects when there is somebody to answer has neither trouble.
 */
import { connect } from "node:net";

const pauseMs = 5;

/** Calls `then` when `host:port` takes connections, unless `signal` aborts before. */
export function whenListening(
  host: string,
  port: number,
  signal: AbortSignal,
  then: () => void,
): void {
  if (signal.aborted) return;
  const probe = connect({ host, port });
  probe.once("connect", () => {
    probe.destroy();
    if (!signal.aborted) then();
  });
  probe.once("error", () => {
    probe.destroy();
    setTimeout(() => whenListening(host, port, signal, then), pauseMs);
  });
}
