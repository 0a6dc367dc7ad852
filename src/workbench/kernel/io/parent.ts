/**
 * A kernel whose client has died has nobody left to end it: clients that say who they are (JPY_PARENT_PID,
 * as jupyter_client and our runner do) are watched from the I/O worker, which user code cannot block, and
 * the kernel goes when they have gone, and takes with it what they can no longer remove. Without the
 * variable nothing is watched.
 */
import { rmdirSync, rmSync } from "node:fs";
import { basename, dirname } from "node:path";

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

/** Removes the connection file of a client that is gone, and its folder where our runner made one for it. */
export function removeOrphaned(connectionFile: string): void {
  const folder = dirname(connectionFile);
  try {
    rmSync(connectionFile, { force: true });
    if (basename(folder).startsWith("tidebook-kernel-")) rmdirSync(folder);
  } catch {
    // Not ours to remove, or not empty: it stays.
  }
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
