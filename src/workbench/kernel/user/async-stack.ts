/**
 * Node counts how deep it is in asynchronous callbacks, and aborts the process when the count is wrong, as
 * it is after V8 has terminated one. `--no-force-async-hooks-checks` turns that check off, but on Node 20
 * and 22 AsyncLocalStorage turns it on again; here it is turned off for good, through the only door there
 * is (`process.binding`). Node 24 follows contexts without these hooks and has no such door.
 */
import process from "node:process";

interface AsyncWrap {
  readonly async_hook_fields: Uint32Array;
  readonly constants: { readonly kCheck: number; readonly kTotals: number };
  clearAsyncIdStack(): void;
}

let asyncWrap: AsyncWrap | null | undefined;

/**
 * What the I/O worker evaluates in this thread, in the middle of whatever runs, just before it terminates
 * it: Node otherwise finds the stack of an unwound promise callback not empty, and aborts.
 */
export const beforeTermination = 'globalThis[Symbol.for("tidebook.beforeTermination")]?.()';

/** Prepares this thread for being terminated from outside. */
export function installTerminationHook(): void {
  const hook = Symbol.for("tidebook.beforeTermination");
  Object.defineProperty(globalThis, hook, { value: clearAsyncStack, enumerable: false });
}

/** Lets terminated callbacks pass; call it when hooks may have been switched on since. */
export function tolerateTerminations(): void {
  if (asyncWrap === undefined) asyncWrap = openBinding();
  stopChecking();
}

/**
 * Without `kCheck` no callback is checked when it ends; without `kTotals`, the number of hooks, the stack is not
 * looked at when all of them have: in a loop of awaits a promise callback can begin between the clearing of the
 * stack and the termination. Neither number decides which hooks run.
 */
function stopChecking(): void {
  if (asyncWrap === undefined || asyncWrap === null) return;
  const { async_hook_fields: fields, constants } = asyncWrap;
  fields[constants.kCheck] = 0;
  fields[constants.kTotals] = 0;
}

/** Forgets the callbacks that a termination leaves, or has left, on the stack. */
export function clearAsyncStack(): void {
  stopChecking();
  asyncWrap?.clearAsyncIdStack();
}

function openBinding(): AsyncWrap | null {
  const { noDeprecation } = process;
  try {
    process.noDeprecation = true;
    const { binding } = process as unknown as { binding?: (name: string) => AsyncWrap };
    return binding?.("async_wrap") ?? null;
  } catch {
    return null;
  } finally {
    if (noDeprecation === undefined) delete (process as { noDeprecation?: boolean }).noDeprecation;
    else process.noDeprecation = noDeprecation;
  }
}
