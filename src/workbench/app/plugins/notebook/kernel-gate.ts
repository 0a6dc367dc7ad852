/**
 * The gate of a notebook's session: shut until its kernel takes cells, and told of every change. It belongs
 * to the session context, so that whoever runs a cell and whoever shows that cells wait see the same one.
 */
import type { ISessionContext, SessionContext } from "@jupyterlab/apputils";
import { Signal, type ISignal } from "@lumino/signaling";
import { Gate, takesCells } from "./gate.js";

export interface KernelGate {
  readonly gate: Gate;
  /** When cells begin to wait, pass, or are sent away. */
  readonly changed: ISignal<object, void>;
}

const gates = new WeakMap<ISessionContext, KernelGate>();
/** Not every change of a session is announced: while cells wait, it is also looked at this often. */
const lookEveryMs = 200;
/** While cells wait for a connection, the server is asked this often for the sessions that it has. */
const refreshEveryMs = 3_000;

/** The gate of a session context. */
export function gateOf(session: ISessionContext): KernelGate {
  const known = gates.get(session);
  if (known !== undefined) return known;
  const owner = {};
  const changed = new Signal<object, void>(owner);
  let timer: ReturnType<typeof setInterval> | undefined;
  const gate = new Gate(
    () =>
      takesCells({
        status: session.kernelDisplayStatus,
        hasKernel: session.session?.kernel != null,
      }),
    () => {
      if (gate.length > 0) timer ??= setInterval(look, lookEveryMs);
      else {
        clearInterval(timer);
        timer = undefined;
      }
      changed.emit();
    },
  );
  let refreshedMs = 0;
  const look = () => {
    if (session.isDisposed) return gate.clear();
    gate.look();
    // A server that came back has other kernels: JupyterLab would ask for them after a minute or more.
    const { sessionManager } = session as Partial<Pick<SessionContext, "sessionManager">>;
    if (gate.length === 0 || session.kernelDisplayStatus !== "connecting") return;
    if (Date.now() - refreshedMs < refreshEveryMs) return;
    refreshedMs = Date.now();
    sessionManager?.refreshRunning().catch(() => undefined); // still away: JupyterLab says so itself
  };
  session.statusChanged.connect(look);
  session.connectionStatusChanged.connect(look);
  session.kernelChanged.connect(look);
  session.disposed.connect(() => gate.clear());
  const made = { gate, changed };
  gates.set(session, made);
  return made;
}
