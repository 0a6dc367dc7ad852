/**
 * What client and compiler process say to each other over Node's IPC channel. The first request is
 * `open`; a `ready` goes ahead of all answers and tells where the process comes from.
 */
import type {
  CompilerOptions,
  Completeness,
  Completions,
  Inspection,
  Parameter,
} from "./contract.js";
import type { CellDeclarations } from "./declarations.js";
import type { CompiledCell } from "./session.js";

/** What can be asked: arguments and answer of each method. */
export interface Methods {
  open: { arguments: [options: CompilerOptions]; answer: readonly string[] };
  compile: { arguments: [source: string]; answer: CompiledCell };
  commit: { arguments: [cell: CellDeclarations, defined?: readonly string[]]; answer: null };
  complete: { arguments: [source: string, offset: number]; answer: Completions };
  inspect: { arguments: [source: string, offset: number]; answer: Inspection | null };
  isComplete: { arguments: [source: string]; answer: Completeness };
  parameters: { arguments: [source: string]; answer: readonly Parameter[] };
}

export type Method = keyof Methods;

export type Request = {
  [M in Method]: {
    readonly id: number;
    readonly method: M;
    readonly arguments: Methods[M]["arguments"];
  };
}[Method];

export type Answer =
  | { readonly ready: true; readonly fromSnapshot: boolean }
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly error: string };
