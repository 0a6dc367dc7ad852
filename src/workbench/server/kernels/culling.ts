/**
 * Ends kernels that nobody has used for a long time. Off unless asked for. Spared are those at work and,
 * unless asked for, those with a page open on them.
 */
import type { Kernel } from "./kernel.js";

export interface CullOptions {
  /** Idle for so long; 0 culls nothing. */
  readonly idleMs: number;
  readonly everyMs?: number;
  /** Also kernels with open pages. */
  readonly connected?: boolean;
  /** Also kernels at work. */
  readonly busy?: boolean;
}

/** Whether a kernel is to go, at the time `now`. */
export function isIdleTooLong(
  { activity, audience }: Pick<Kernel, "activity" | "audience">,
  { idleMs, connected = false, busy = false }: CullOptions,
  now: number,
): boolean {
  if (idleMs <= 0 || now - activity.lastActivityMs <= idleMs) return false;
  const works = activity.state !== "idle" && activity.state !== "dead";
  return (busy || !works) && (connected || audience.size === 0);
}

/** Looks at all kernels again and again; returns how to stop that. */
export function startCulling(
  options: CullOptions,
  kernels: () => Iterable<Kernel>,
  cull: (kernel: Kernel) => void,
): () => void {
  if (options.idleMs <= 0) return () => {};
  const timer = setInterval(
    () => {
      for (const kernel of [...kernels()])
        if (isIdleTooLong(kernel, options, Date.now())) cull(kernel);
    },
    options.everyMs ?? Math.min(300_000, Math.max(1000, options.idleMs / 4)),
  );
  timer.unref();
  return () => clearInterval(timer);
}
