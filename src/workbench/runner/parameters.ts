/**
 * Values of a run for the cell tagged `parameters`. Our kernel is asked what that cell declares (extension
 * request `tidebook_parameters_request`, documented in the kernel's `io/parameters.ts`), so names and types
 * are checked before anything runs; types that cannot be read off their text are checked by its compiler.
 * Foreign kernels get papermill's injection, unchecked.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { complaint, InputError } from "../../base/check.js";
import type { Json, JsonObject } from "../../base/mime.js";
import type { Notebook } from "../document/notebook.js";
import { injectParameters, parametersCell } from "../document/parameters.js";
import { hasTag } from "../document/tags.js";
import { ownKernelName } from "../protocol/kernelspecs.js";
import type { KernelClient } from "./kernel-client.js";
import { injectedSource, literalOf } from "./literals.js";
import { toTyped, toUntyped, type GivenValue } from "./typed-value.js";

/** Values by name, as they came. */
export type ParameterValues = Readonly<Record<string, GivenValue>>;

/** One declared parameter, as the kernel tells it. */
interface Declared {
  readonly name: string;
  readonly type: string;
  /** The initialiser's source text: the default. */
  readonly value: string;
}

export interface Prepared {
  /** The notebook with its injected cell; unchanged where no values were given. */
  readonly notebook: Notebook;
  readonly notes: readonly string[];
  /** The id of the injected cell, where there is one. */
  readonly injected?: string;
  /** What the parameters cell declares, for messages. */
  readonly declared: readonly Declared[];
}

const answerMs = 20_000;

/** @throws InputError where a name is unknown or a value is not of the declared type: lists what there is */
export async function prepareParameters(
  notebook: Notebook,
  kernel: KernelClient,
  given: ParameterValues,
  path: string,
): Promise<Prepared> {
  if (Object.keys(given).length === 0) return { notebook, notes: [], declared: [] };
  const isOurs = kernel.spec.name === ownKernelName || kernel.info["implementation"] === "tidebook";
  if (!isOurs) {
    for (const name of Object.keys(given)) checkName(name, path);
    const values = mapValues(given, toUntyped);
    const note = `${path}: kernel "${kernel.spec.name}" tells no types: parameters go in unchecked`;
    return {
      ...inject(notebook, injectedSource(kernel.spec.language, values)),
      notes: [note],
      declared: [],
    };
  }
  const cell = parametersCell(notebook);
  if (cell === undefined) {
    const names = Object.keys(given).join(", ");
    throw new InputError(
      `${path}: parameters ${names}; expected none, because no code cell is tagged "parameters"`,
    );
  }
  const { parameters: declared } = await ask(kernel, { code: cell.source }, path);
  const typed = Object.entries(given).map(([name, value]) => checked(name, value, declared, path));
  await compileUnsure(kernel, cell.source, typed, declared, path);
  const isConstant = (name: string) =>
    new RegExp(`\\bconst\\s+${name.replaceAll("$", "\\$")}\\b`).test(cell.source);
  const assigned = injectedSource(
    "typescript",
    Object.fromEntries(typed.map(({ name, typed: value }) => [name, value])),
  );
  // A constant cannot be assigned: it is declared again, with its type.
  const source = declared
    .filter(({ name }) => isConstant(name))
    .reduce(
      (text, { name, type }) => text.replace(`\n${name} = `, () => `\nconst ${name}: ${type} = `),
      assigned,
    );
  return { ...inject(notebook, source), notes: [], declared };
}

function inject(notebook: Notebook, source: string): { notebook: Notebook; injected: string } {
  const changed = injectParameters(notebook, source);
  return {
    notebook: changed,
    injected: changed.cells.find((cell) => hasTag(cell, "injected-parameters"))!.id,
  };
}

/** The parameters that there are, for a message: `seed: number = 7, model: "cbow" | "skip-gram" = "cbow"`. */
export function listDeclared(declared: readonly Declared[]): string {
  if (declared.length === 0) return "none (the cell declares nothing)";
  return declared.map(({ name, type, value }) => `${name}: ${type} = ${value}`).join(", ");
}

interface Answer {
  readonly parameters: readonly Declared[];
  readonly diagnostics?: readonly { code: number; line: number; message: string }[];
}

async function ask(kernel: KernelClient, content: JsonObject, path: string): Promise<Answer> {
  const { reply } = kernel.request("shell", "tidebook_parameters_request", content);
  const answer = await Promise.race([
    reply,
    kernel.exited,
    sleep(answerMs, undefined, { ref: false }),
  ]);
  const said = answer !== undefined && "content" in answer ? answer.content : undefined;
  if (said?.["status"] !== "ok" || !Array.isArray(said["parameters"])) {
    const reason =
      typeof said?.["evalue"] === "string" ? said["evalue"] : "the kernel gave no answer";
    throw new InputError(
      `${path}, the cell tagged "parameters": ${reason}; expected declarations like let seed: number = 7`,
    );
  }
  return said as unknown as Answer;
}

/** A value with its parameter; `sure` when its type needs no compiler. */
interface Checked extends Declared {
  readonly sure: boolean;
  readonly given: Json;
  readonly typed: Json;
}

function checked(
  name: string,
  given: GivenValue,
  declared: readonly Declared[],
  path: string,
): Checked {
  const known = declared.find((parameter) => parameter.name === name);
  if (known === undefined) {
    throw new InputError(complaint(`${path}: parameter`, name, `one of ${listDeclared(declared)}`));
  }
  const received = "json" in given ? given.json : given.text;
  const typed = toTyped(given, known.type);
  if (typed === undefined) throw wrongType(known, received, declared, path);
  return { ...known, given: received, typed: typed.value, sure: typed.sure };
}

/** Lets the compiler decide where a type's text did not; only a name from an earlier cell is left to the run. */
async function compileUnsure(
  kernel: KernelClient,
  code: string,
  values: readonly Checked[],
  declared: readonly Declared[],
  path: string,
): Promise<void> {
  const unsure = values.filter(({ sure }) => !sure);
  if (unsure.length === 0) return;
  const lines = unsure.map(
    ({ type, typed }) => `((_value: ${oneLine(type)}) => {})(${literalOf("typescript", typed)});`,
  );
  const { diagnostics = [] } = await ask(kernel, { code, injected: lines.join("\n") }, path);
  const found = diagnostics.find(({ line, code: number }) => line >= 1 && !unknownName.has(number));
  const wrong = unsure[(found?.line ?? 0) - 1];
  if (found === undefined || wrong === undefined) return;
  throw wrongType(wrong, wrong.given, declared, path, `TS${found.code}: ${found.message}`);
}

/** TypeScript's "cannot find name" and its kin. */
const unknownName = new Set([2304, 2503, 2552, 2580]);
const oneLine = (text: string) => text.replace(/\/\/.*$/gm, "").replace(/\s*\n\s*/g, " ");

function wrongType(
  known: Declared,
  received: Json,
  declared: readonly Declared[],
  path: string,
  detail?: string,
): InputError {
  const others = declared.length > 1 ? `; the notebook takes ${listDeclared(declared)}` : "";
  const compiler = detail === undefined ? "" : ` (${detail})`;
  return new InputError(
    `${complaint(`${path}: parameter ${known.name}`, received, known.type)}${compiler}${others}`,
  );
}

function checkName(name: string, path: string): void {
  if (!/^[\p{L}_$][\p{L}\p{N}_$.]*$/u.test(name))
    throw new InputError(complaint(`${path}: parameter name`, name, "a variable's name"));
}

function mapValues<From, To>(
  object: Readonly<Record<string, From>>,
  change: (item: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(object).map(([name, item]) => [name, change(item)]));
}
