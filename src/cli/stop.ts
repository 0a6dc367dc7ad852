/**
 * Ctrl-C, SIGTERM and a closed terminal as an AbortSignal, for commands that run notebooks: they stop what runs and may still
 * keep what has been run. Where a system has no signals nothing here is ever called.
 */

/**
 * Aborts at the first signal, with the exit code as its reason; a second one ends the program at once.
 */
export function stopOnSignals(): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController();
  const on = (code: number) => () => {
    if (controller.signal.aborted) process.exit(code);
    controller.abort(code);
  };
  const handlers = { SIGINT: on(130), SIGTERM: on(143), SIGHUP: on(129) };
  for (const [name, handler] of Object.entries(handlers)) process.on(name, handler);
  return {
    signal: controller.signal,
    release: () => {
      for (const [name, handler] of Object.entries(handlers)) process.off(name, handler);
    },
  };
}
