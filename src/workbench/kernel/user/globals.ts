/**
 * What cells find without an import: `display`, `newDisplay`, `clearOutput`, `prompt`, `password`, `comms`;
 * and the module `tslab`, which on this kernel is made of the same parts. Declared for the compiler in
 * `compiler/globals.ts`.
 */
import { kernelTslab, type KernelTslab } from "../../../base/mime.js";
import type { Comms } from "./comms.js";
import { displayTools } from "./display.js";
import type { Outlet } from "./outlet.js";
import type { Prompts } from "./prompt.js";

export function installGlobals(
  outlet: Outlet,
  prompts: Prompts,
  comms: Comms,
): ReadonlyMap<string, unknown> {
  const { display, newDisplay, clearOutput } = displayTools(outlet);
  const versions = { tslab: "tidebook", typescript: "", node: process.version };
  const tslab = { __esModule: true, versions, display, newDisplay } satisfies KernelTslab &
    Record<string, unknown>;
  const globals = {
    display,
    newDisplay,
    clearOutput,
    prompt: (text?: string) => prompts.ask(text, false),
    password: (text?: string) => prompts.ask(text, true),
    comms,
  };
  for (const [name, value] of Object.entries({ ...globals, [kernelTslab]: tslab })) {
    Object.defineProperty(globalThis, name, {
      configurable: true,
      writable: true,
      enumerable: false,
      value,
    });
  }
  return new Map([["tslab", tslab]]);
}
