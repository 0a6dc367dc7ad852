/**
 * What the kernel mark says: JupyterLab's many states of kernel, session and connection as the few that a
 * reader acts on. Pure.
 */

export type Readiness =
  "starting" | "ready" | "running" | "restarting" | "disconnected" | "stopped" | "none";

const readinessOf: Readonly<Record<string, Readiness>> = {
  idle: "ready",
  busy: "running",
  restarting: "restarting",
  autorestarting: "restarting",
  disconnected: "disconnected",
  terminating: "stopped",
  dead: "stopped",
};

/** A notebook's readiness from JupyterLab's word for its state. */
export function toReadiness(status: string, hasNoKernel: boolean): Readiness {
  if (hasNoKernel && status === "unknown") return "none";
  return Object.hasOwn(readinessOf, status) ? (readinessOf[status] as Readiness) : "starting";
}
