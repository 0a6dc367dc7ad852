/**
 * Loads tslab's converter so that its `require` of the compiler answers with our module. In the snapshot's
 * bundle nothing can be required, and build-snapshot.ts puts another file in the place of this one.
 */
import { createRequire } from "node:module";

import type * as tslab from "tslab/dist/converter.js";

import { compilerFile, converterFile } from "./installation.js";

export type ConverterModule = typeof tslab;

export function requireConverter(compiler: object): ConverterModule {
  const require = createRequire(converterFile);
  require(compilerFile);
  const entry = require.cache[compilerFile];
  if (entry === undefined)
    throw new Error(`tslab's compiler: ${compilerFile}; expected a CommonJS module`);
  const original: unknown = entry.exports;
  entry.exports = compiler;
  try {
    return require(converterFile) as ConverterModule;
  } finally {
    entry.exports = original;
  }
}
