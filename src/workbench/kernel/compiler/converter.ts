/**
 * tslab's converter on top of a compiler module of our choice: the converter says
 * `require("@tslab/typescript-for-tslab")`, and what it gets there is the compiler with a few functions
 * replaced (see cell-program.ts). There is one converter module in a process; it follows the newest
 * compiler module that was given.
 */
import type { ConverterModule } from "./converter-module.js";
import { requireConverter } from "./converter-module.js";

const compilerModule: object = {};
let converter: ConverterModule | undefined;

/** The converter's module, from now on bound to `compiler`. */
export function loadConverter(compiler: object): ConverterModule {
  Object.assign(compilerModule, compiler);
  return (converter ??= requireConverter(compilerModule));
}
