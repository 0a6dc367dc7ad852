/**
 * A kernel whose client has died has nobody left to end it: clients that say who they are (JPY_PARENT_PID,
 * as jupyter_client and our runner do) are watched from the I/O worker, which user code cannot block, and
 * the kernel goes when they have gone. Without the variable nothing is watched.
 */

const everyMs = 1000;

/** Calls `onGone` when the parent process named in the environment is no more. */
export function watchParent(env: NodeJS.ProcessEnv, onGone: () => void): void {
  const parent = Number(env["JPY_PARENT_PID"]);
  if (!Number.isInteger(parent) || parent <= 1) return;
  // One that died but was not collected by its own parent still has its number; its children do not have it.
  const isOurs = process.ppid === parent;
  const timer = setInterval(() => {
    if (isAlive(parent) && (!isOurs || process.ppid === parent)) return;
    clearInterval(timer);
    onGone();
  }, everyMs);
  timer.unref();
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (problem) {
    // EPERM: alive, but another user's.
    return (problem as NodeJS.ErrnoException).code === "EPERM";
  }
}
