/**
 * Ends the kernel when the program that started it is gone (it crashed, or was killed too fast to say
 * goodbye), so that no kernel is left behind. Clients give their process id in `JPY_PARENT_PID`, as
 * Jupyter's do; without it nothing is watched.
 */

const intervalMs = 1_000;

/** Watches the starting program from the I/O worker, which user code cannot block. */
export function watchParent(environment: Readonly<Record<string, string | undefined>>): void {
  const parent = Number(environment["JPY_PARENT_PID"]);
  if (!Number.isInteger(parent) || parent <= 1) return;
  const first = process.ppid;
  setInterval(() => {
    if (process.ppid === first && isRunning(parent)) return;
    // The whole process, whatever its main thread is doing; the compiler's ends with its channel.
    process.kill(process.pid, "SIGKILL");
  }, intervalMs).unref();
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another person is there, though not ours to signal.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
