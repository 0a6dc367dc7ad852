/**
 * What the kernel mark says: JupyterLab's many states of kernel, session and connection as the few that a
 * reader acts on. Pure.
 */

export type Readiness =
  | "starting"
  | "ready"
  | "running"
  | "restarting"
  /** There is a kernel, and the way to it is opened, for the first time or again. */
  | "connecting"
  | "disconnected"
  | "stopped"
  /** None yet: it starts with the first cell that is run. */
  | "on-demand"
  | "none";

const readinessOf: Readonly<Record<string, Readiness>> = {
  idle: "ready",
  busy: "running",
  restarting: "restarting",
  autorestarting: "restarting",
  connecting: "connecting",
  disconnected: "disconnected",
  terminating: "stopped",
  dead: "stopped",
};

/** What a notebook wants of its kernel, as far as the mark is concerned. */
export interface StartPreference {
  /** False: not to be started to be looked at. */
  readonly shouldStart?: boolean;
  /** Started without asking when a cell is run. */
  readonly autoStartDefault?: boolean;
}

/** A notebook's readiness from JupyterLab's word for its state. */
export function toReadiness(
  status: string,
  hasNoKernel: boolean,
  { shouldStart, autoStartDefault }: StartPreference = {},
): Readiness {
  if (hasNoKernel && status === "unknown")
    return shouldStart === false && autoStartDefault === true ? "on-demand" : "none";
  return Object.hasOwn(readinessOf, status) ? (readinessOf[status] as Readiness) : "starting";
}
