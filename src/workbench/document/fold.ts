/**
 * Messages → outputs: one pure function, shared by the executor and everybody who needs the outputs of a
 * run. A message belongs to the cell whose request caused it, however late it comes; messages of other
 * parents are ignored. Follows JupyterLab's and nbclient's behaviour: streams of one name that follow each
 * other are one output, `update_display_data` reaches every output of that display id in every cell,
 * `clear_output(wait)` clears when the next output comes. Leaves out comms (widgets).
 */
import type { Json, JsonObject, MimeBundle } from "../../base/mime.js";
import { isJsonMime, joinLines } from "./lines.js";
import type { Output } from "./notebook.js";
import { isObject } from "./shape.js";
import { emptyStream, streamText, writeStream, type StreamText } from "./stream-text.js";

/** The part of a Jupyter message that folding reads. */
export interface FoldedMessage {
  readonly header: { readonly msg_type: string; readonly date?: string };
  readonly parent_header: { readonly msg_id?: string };
  readonly content: JsonObject;
}

/** One request's run, as far as its messages tell. */
export interface CellRun {
  /** The `msg_id` of the execute_request. */
  readonly request: string;
  readonly outputs: readonly Output[];
  readonly executionCount: number | null;
  readonly status: "sent" | "busy" | "idle";
  /** Times as `metadata.execution` records them, by message: `iopub.status.busy`, `shell.execute_reply`, … */
  readonly times: Readonly<Record<string, string>>;
  /** The display id of each output, where it has one. */
  readonly displayIds: readonly (string | undefined)[];
  /** The last output as an open stream, to which text of the same name is added. */
  readonly stream?: StreamText;
  /** Set by `clear_output(wait)` until the next output. */
  readonly clearNext: boolean;
}

/** All runs of a session, in the order of their requests. */
export interface Fold {
  readonly runs: readonly CellRun[];
}

export const emptyFold: Fold = { runs: [] };

/** The state with a new request, whose messages will be folded. */
export function sendRequest(fold: Fold, request: string): Fold {
  const run: CellRun = {
    request,
    outputs: [],
    executionCount: null,
    status: "sent",
    times: {},
    displayIds: [],
    clearNext: false,
  };
  return { runs: [...fold.runs, run] };
}

/** The run of a request. */
export function runOf(fold: Fold, request: string): CellRun | undefined {
  return fold.runs.find((run) => run.request === request);
}

/** The state after a message of iopub, or the `execute_reply` of shell; unchanged where none of it is ours. */
export function foldMessage(fold: Fold, message: FoldedMessage): Fold {
  const at = fold.runs.findLastIndex((run) => run.request === message.parent_header.msg_id);
  const run = fold.runs[at];
  if (run === undefined) return fold;
  const { content } = message;
  const changed = (next: CellRun): Fold => ({ runs: fold.runs.with(at, next) });
  const date = message.header.date;
  const timed = (name: string) => (date === undefined ? run.times : { ...run.times, [name]: date });

  switch (message.header.msg_type) {
    case "status": {
      const state = content["execution_state"];
      if (state !== "busy" && state !== "idle") return fold;
      return changed({ ...run, status: state, times: timed(`iopub.status.${state}`) });
    }
    case "execute_input":
      return changed({ ...run, ...counted(run, content), times: timed("iopub.execute_input") });
    case "execute_reply":
      return changed({ ...run, ...counted(run, content), times: timed("shell.execute_reply") });
    case "clear_output":
      return changed(content["wait"] === true ? { ...run, clearNext: true } : cleared(run));
    case "stream":
      return changed(withStream(run, text(content["name"], "stdout"), text(content["text"], "")));
    case "error":
      return changed(withOutput(run, errorOutput(content)));
    case "display_data":
    case "execute_result": {
      const id = displayId(content);
      const shown = id === undefined ? fold : updated(fold, id, content);
      const own = shown.runs[at]!;
      const display = { data: toBundle(content["data"]), metadata: toObject(content["metadata"]) };
      const output: Output =
        message.header.msg_type === "display_data"
          ? { output_type: "display_data", ...display }
          : { output_type: "execute_result", execution_count: count(content), ...display };
      return {
        runs: shown.runs.with(at, withOutput({ ...own, ...counted(own, content) }, output, id)),
      };
    }
    case "update_display_data": {
      const id = displayId(content);
      return id === undefined ? fold : updated(fold, id, content);
    }
    default:
      return fold;
  }
}

function count(content: JsonObject): number | null {
  const value = content["execution_count"];
  return typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : null;
}

const counted = (run: CellRun, content: JsonObject) => ({
  executionCount: count(content) ?? run.executionCount,
});

const text = (value: Json | undefined, otherwise: string) =>
  typeof value === "string"
    ? value
    : value === undefined || value === null
      ? otherwise
      : JSON.stringify(value);

function displayId({ transient }: JsonObject): string | undefined {
  const id = isObject(transient) ? transient["display_id"] : undefined;
  return typeof id === "string" && id !== "" ? id : undefined;
}

function cleared({ stream: _stream, ...run }: CellRun): CellRun {
  return { ...run, outputs: [], displayIds: [], clearNext: false };
}

function withOutput(run: CellRun, output: Output, id?: string): CellRun {
  const { stream: _stream, ...base } = run.clearNext ? cleared(run) : run;
  return { ...base, outputs: [...base.outputs, output], displayIds: [...base.displayIds, id] };
}

function withStream(run: CellRun, name: string, added: string): CellRun {
  const base = run.clearNext ? cleared(run) : run;
  const last = base.outputs.at(-1);
  const continued =
    last?.output_type === "stream" && last.name === name && base.stream !== undefined;
  const stream = writeStream(continued ? base.stream : emptyStream, added);
  const output = {
    output_type: "stream",
    name: name as "stdout",
    text: streamText(stream),
  } as const;
  if (!continued) return added === "" ? base : { ...withOutput(base, output), stream };
  return { ...base, outputs: base.outputs.with(-1, output), stream };
}

function errorOutput(content: JsonObject): Output {
  const { traceback } = content;
  return {
    output_type: "error",
    ename: text(content["ename"], "Error"),
    evalue: text(content["evalue"], ""),
    traceback: Array.isArray(traceback) ? traceback.map((line) => text(line, "")) : [],
  };
}

/** Every output of a display id, in every cell, with the content's data. */
function updated(fold: Fold, id: string, content: JsonObject): Fold {
  if (!fold.runs.some((run) => run.displayIds.includes(id))) return fold;
  const data = toBundle(content["data"]);
  const metadata = toObject(content["metadata"]);
  return {
    runs: fold.runs.map((run) => {
      if (!run.displayIds.includes(id)) return run;
      const outputs = run.outputs.map((output, index) =>
        run.displayIds[index] === id ? ({ ...output, data, metadata } as Output) : output,
      );
      return { ...run, outputs };
    }),
  };
}

const toObject = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});

/** A bundle as a file may hold it: JSON values only under JSON types, text under all others. */
function toBundle(value: Json | undefined): MimeBundle {
  const entries = Object.entries(toObject(value)).flatMap(([mimeType, item]) => {
    if (isJsonMime(mimeType)) return [[mimeType, item] as const];
    const joined = joinLines(item);
    return joined === null
      ? []
      : [[mimeType, typeof joined === "string" ? joined : JSON.stringify(joined)] as const];
  });
  return Object.fromEntries(entries);
}
