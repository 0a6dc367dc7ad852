/** The loop in WebAssembly. */
import { TypeScriptLoop } from "./loop-typescript.js";

/** Trains in WebAssembly. */
export class WasmLoop extends TypeScriptLoop {}
