/**
 * Messages → outputs: one pure function, shared by the executor and everybody who needs the outputs of a
 * run. A message belongs to the cell whose request caused it, however late it comes; messages of other
 * parents are ignored. Follows JupyterLab's and nbclient's behaviour: streams of one name that follow each
 * other are one output, `update_display_data` reaches every output of that display id in every cell,
 * `clear_output(wait)` clears when the next output comes. Leaves out comms (widgets).
 */
import type { Json, JsonObject, MimeBundle } from "../../base/mime.js";
import { GrownList } from "./grown-list.js";
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
  /** How many of the outputs are errors. */
  readonly errors: number;
  readonly executionCount: number | null;
  readonly status: "sent" | "busy" | "idle";
  /** Times as `metadata.execution` records them, by message: `iopub.status.busy`, `shell.execute_reply`, … */
  readonly times: Readonly<Record<string, string>>;
}

/** A run while it is folded. */
interface OpenRun extends Omit<CellRun, "outputs"> {
  readonly shown: GrownList<Shown>;
  /** The last output as an open stream, to which text of the same name is added. */
  readonly stream?: StreamText;
  /** Set by `clear_output(wait)` until the next output. */
  readonly clearNext: boolean;
}

interface Shown {
  readonly output: Output;
  readonly displayId: string | undefined;
}

/** All runs of a session, in the order of their requests. */
export interface Fold {
  readonly runs: readonly OpenRun[];
  /** Where in `runs` a request's is. */
  readonly places: ReadonlyMap<string, number>;
}

export const emptyFold: Fold = { runs: [], places: new Map() };

/** The state with a new request, whose messages will be folded. */
export function sendRequest(fold: Fold, request: string): Fold {
  const run: OpenRun = {
    request,
    shown: GrownList.empty(),
    errors: 0,
    executionCount: null,
    status: "sent",
    times: {},
    clearNext: false,
  };
  return {
    runs: [...fold.runs, run],
    places: new Map([...fold.places, [request, fold.runs.length]]),
  };
}

/** The run of a request. */
export function runOf(fold: Fold, request: string): CellRun | undefined {
  const run = fold.runs[fold.places.get(request) ?? -1];
  if (run === undefined) return undefined;
  const { shown, stream: _stream, clearNext: _clearNext, ...known } = run;
  return {
    ...known,
    get outputs() {
      return shown.toArray().map(({ output }) => output);
    },
  };
}

/** The state after a message of iopub, or the `execute_reply` of shell; unchanged where none of it is ours. */
export function foldMessage(fold: Fold, message: FoldedMessage): Fold {
  const at = fold.places.get(message.parent_header.msg_id ?? "");
  const run = at === undefined ? undefined : fold.runs[at];
  if (at === undefined || run === undefined) return fold;
  const { content } = message;
  const changed = (next: OpenRun): Fold => ({ ...fold, runs: fold.runs.with(at, next) });
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
        ...shown,
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

const counted = (run: OpenRun, content: JsonObject) => ({
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

function cleared({ stream: _stream, ...run }: OpenRun): OpenRun {
  return { ...run, shown: GrownList.empty(), errors: 0, clearNext: false };
}

function withOutput(run: OpenRun, output: Output, displayId?: string): OpenRun {
  const { stream: _stream, ...base } = run.clearNext ? cleared(run) : run;
  const errors = base.errors + Number(output.output_type === "error");
  return { ...base, errors, shown: base.shown.append({ output, displayId }) };
}

function withStream(run: OpenRun, name: string, added: string): OpenRun {
  const base = run.clearNext ? cleared(run) : run;
  const last = base.shown.last?.output;
  const continued =
    last?.output_type === "stream" && last.name === name && base.stream !== undefined;
  const stream = writeStream(continued ? base.stream : emptyStream, added);
  const output = {
    output_type: "stream",
    name: name as "stdout",
    text: streamText(stream),
  } as const;
  if (!continued) return added === "" ? base : { ...withOutput(base, output), stream };
  return { ...base, shown: base.shown.replaceLast({ output, displayId: undefined }), stream };
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
  const shows = (run: OpenRun) => run.shown.some(({ displayId }) => displayId === id);
  if (!fold.runs.some(shows)) return fold;
  const data = toBundle(content["data"]);
  const metadata = toObject(content["metadata"]);
  const update = (shown: Shown): Shown =>
    shown.displayId === id
      ? { ...shown, output: { ...shown.output, data, metadata } as Output }
      : shown;
  return {
    ...fold,
    runs: fold.runs.map((run) => (shows(run) ? { ...run, shown: run.shown.map(update) } : run)),
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
