/**
 * `tidebook_parameters_request`, our extension of the protocol on the shell channel: typed parameters for
 * whoever runs a notebook. Request: `{ code }`, the source of the cell tagged `parameters`. Reply:
 * `{ status: "ok", parameters: [{ name, type, value }] }`, one for each `let name: type = value`; `value`
 * is source text. With `injected` (source of the cell that would follow it), the reply also has
 * `diagnostics: [{ code, message, line, column, lineText }]`, the type errors of `injected` after `code` (line and column from 1, in `injected`);
 * neither is run, nothing is kept. Code that cannot be read gives an error reply. A foreign kernel answers
 * nothing: wait a second, then take it as not supported (ours says `tidebook` as its implementation).
 */
import type { JsonObject } from "../../../base/mime.js";
import type { Compiler } from "../compiler/contract.js";

export async function parametersReply(
  compiler: Compiler,
  content: JsonObject,
): Promise<JsonObject> {
  const code = String(content["code"] ?? "");
  const parameters = (await compiler.parameters(code)).map(({ name, type, value }) => ({
    name,
    type,
    value,
  }));
  if (typeof content["injected"] !== "string") return { status: "ok", parameters };
  // As one cell: the declarations of `code` are then there, and nothing is committed.
  const lines = code.split("\n").length;
  const compiled = await compiler.compile(`${code}\n${content["injected"]}`);
  const diagnostics = compiled.diagnostics
    .filter((diagnostic) => diagnostic.category === "error")
    .map(({ code: number, message, line, column, lineText }) => ({
      code: number,
      message,
      line: line - lines + 1,
      column: column + 1,
      lineText,
    }));
  return { status: "ok", parameters, diagnostics };
}
