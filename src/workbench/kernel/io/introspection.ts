/**
 * Completion, inspection and completeness: the compiler's answers as the protocol's replies. They need
 * only the compiler process, so they come while a cell runs.
 */
import type { JsonObject } from "../../../base/mime.js";
import type { Compiler } from "../compiler/contract.js";
import { toCodePoints, toOffset } from "./positions.js";

/** The compiler's kinds that clients know under another name. */
const clientKinds: Readonly<Record<string, string>> = {
  method: "function",
  "local function": "function",
  getter: "property",
  setter: "property",
  const: "instance",
  let: "instance",
  var: "instance",
  "local var": "instance",
  parameter: "param",
  alias: "module",
  "external module name": "module",
};

interface Cursor {
  readonly code: string;
  readonly offset: number;
}

function cursor(content: JsonObject): Cursor {
  const code = String(content["code"] ?? "");
  const position = content["cursor_pos"];
  return {
    code,
    offset: typeof position === "number" && position >= 0 ? toOffset(code, position) : code.length,
  };
}

export async function completeReply(compiler: Compiler, content: JsonObject): Promise<JsonObject> {
  const { code, offset } = cursor(content);
  const { start, end, items } = await compiler.complete(code, offset);
  const [cursor_start, cursor_end] = [toCodePoints(code, start), toCodePoints(code, end)];
  const types = items.map(({ text, kind, signature }) => ({
    text,
    type: clientKinds[kind] ?? kind,
    start: cursor_start,
    end: cursor_end,
    ...(signature === undefined ? {} : { signature }),
  }));
  return {
    status: "ok",
    matches: items.map((item) => item.text),
    cursor_start,
    cursor_end,
    metadata: { _jupyter_types_experimental: types },
  };
}

export async function inspectReply(compiler: Compiler, content: JsonObject): Promise<JsonObject> {
  const { code, offset } = cursor(content);
  const found = await compiler.inspect(code, offset);
  if (found === undefined) return { status: "ok", found: false, data: {}, metadata: {} };
  const { signature, documentation } = found;
  const data = {
    "text/plain": documentation === "" ? signature : `${signature}\n\n${documentation}`,
    "text/markdown": `\`\`\`typescript\n${signature}\n\`\`\`${documentation === "" ? "" : `\n\n${documentation}`}`,
  };
  return { status: "ok", found: true, data, metadata: {} };
}

export async function isCompleteReply(
  compiler: Compiler,
  content: JsonObject,
): Promise<JsonObject> {
  const { status, indent } = await compiler.isComplete(String(content["code"] ?? ""));
  return status === "incomplete" ? { status, indent: indent ?? "" } : { status };
}
