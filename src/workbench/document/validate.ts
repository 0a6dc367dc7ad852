/**
 * Is this a notebook? nbformat's JSON schema of the notebook's own minor version, then unique cell ids
 * (which a schema cannot say). Fields that the schema does not know are let through. The first problem is reported with its JSON pointer, what was received and
 * the rule: "one of three schemas" says nothing to a person, so a failing cell or output is held against
 * the schema of its own type. The only importer of ajv.
 */
import { Ajv, type ErrorObject } from "ajv";
import { complaint, InputError } from "../../base/check.js";
import type { Json, JsonObject } from "../../base/mime.js";
import { notebookSchema } from "./schema.js";
import { isObject } from "./shape.js";

const ajv = new Ajv({ strict: false, validateFormats: false });

/**
 * Checks a notebook of format 4.`minor`.
 *
 * @param path names the file in the message
 * @throws InputError `a.ipynb, /cells/3/outputs/0/name: 5; expected string (nbformat 4.5)`
 */
export function validate(notebook: JsonObject, minor: number, path: string): void {
  const schemaId = `nbformat-4.${minor}`;
  if (ajv.getSchema(schemaId) === undefined) {
    const { $schema: _draft4, ...schema } = notebookSchema(minor);
    ajv.addSchema(withUnknownFields(schema) as JsonObject, schemaId);
  }
  const errors = (definition: string, value: Json): ErrorObject[] => {
    const holds = ajv.getSchema(`${schemaId}${definition}`)!;
    return holds(value) === true ? [] : (holds.errors ?? []);
  };
  if (errors("", notebook).length > 0) {
    throw new InputError(explain(notebook, closest(notebook, errors), path, minor));
  }
  checkIds(notebook, path);
}

/** The schema without its bans on fields that it does not know: such files are about, and Jupyter opens them. */
function withUnknownFields(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withUnknownFields);
  if (typeof schema !== "object" || schema === null) return schema;
  const rules = Object.entries(schema).filter(
    ([name, rule]) => name !== "additionalProperties" || rule !== false,
  );
  return Object.fromEntries(rules.map(([name, rule]) => [name, withUnknownFields(rule)]));
}

type Errors = (definition: string, value: Json) => ErrorObject[];
type Problem = Pick<ErrorObject, "keyword" | "params" | "message"> & { readonly pointer: string };

const cellTypes = ["code", "markdown", "raw"];
const outputTypes = ["stream", "display_data", "execute_result", "error"];

/** The first problem, held against the schema of its own cell type or output type. */
function closest(notebook: JsonObject, errors: Errors): Problem {
  for (const [index, cell] of list(notebook["cells"]).entries()) {
    const pointer = `/cells/${index}`;
    if (!isObject(cell)) break;
    const problem = typed(cell, "cell_type", cellTypes, pointer, (type) =>
      errors(`#/definitions/${type}_cell`, cell),
    );
    if (problem === undefined) continue;
    const at = /\/outputs\/(\d+)/.exec(problem.pointer)?.[1];
    const output = at === undefined ? undefined : list(cell["outputs"])[Number(at)];
    if (!isObject(output)) return problem;
    const of = (type: string) => errors(`#/definitions/${type}`, output);
    return typed(output, "output_type", outputTypes, `${pointer}/outputs/${at}`, of) ?? problem;
  }
  const [error] = errors("", notebook);
  return { ...error!, pointer: error!.instancePath };
}

/** The first problem of a cell or an output, its type's own included. */
function typed(
  value: JsonObject,
  field: string,
  known: readonly string[],
  pointer: string,
  errors: (type: string) => ErrorObject[],
): Problem | undefined {
  if (!(field in value))
    return { keyword: "required", params: { missingProperty: field }, pointer };
  const type = value[field] as string;
  if (!known.includes(type)) {
    return { keyword: "enum", params: { allowedValues: known }, pointer: `${pointer}/${field}` };
  }
  const [error] = errors(type);
  return error && { ...error, pointer: `${pointer}${error.instancePath}` };
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function explain(
  notebook: Json,
  { pointer, keyword, params, message }: Problem,
  path: string,
  minor: number,
): string {
  const where = `${path}, ${pointer === "" ? "/" : pointer}`;
  const format = `nbformat 4.${minor}`;
  if (keyword === "required")
    return `${where}: no field "${params["missingProperty"]}"; expected one (${format})`;
  return complaint(
    where,
    valueAt(notebook, pointer),
    `${rule(pointer, keyword, params, message)} (${format})`,
  );
}

function rule(
  pointer: string,
  keyword: string,
  params: Problem["params"],
  message?: string,
): string {
  if (/\/(source|text|data\/[^/]*|attachments\/.*)(\/\d+)?$/.test(pointer))
    return "a text or a list of texts";
  switch (keyword) {
    case "type":
      return [params["type"]].flat().join(" or ");
    case "enum":
      return (params["allowedValues"] as Json[]).map((value) => JSON.stringify(value)).join(" or ");
    case "pattern":
      return `text that matches ${params["pattern"]}`;
    default:
      return (message ?? keyword).replace(/^must (be )?/, "");
  }
}

/** The value that a JSON pointer leads to. */
function valueAt(value: Json, pointer: string): unknown {
  let at: unknown = value;
  for (const step of pointer.split("/").slice(1)) {
    at = (at as JsonObject | undefined)?.[step.replaceAll("~1", "/").replaceAll("~0", "~")];
  }
  return at;
}

function checkIds(notebook: JsonObject, path: string): void {
  const first = new Map<string, number>();
  for (const [index, cell] of list(notebook["cells"]).entries()) {
    const id = isObject(cell) ? cell["id"] : undefined;
    if (typeof id !== "string") continue;
    const earlier = first.get(id);
    if (earlier !== undefined) {
      throw new InputError(
        complaint(
          `${path}, /cells/${index}/id`,
          id,
          `an id of its own`,
          `cell ${earlier + 1} has this id too`,
        ),
      );
    }
    first.set(id, index);
  }
}
