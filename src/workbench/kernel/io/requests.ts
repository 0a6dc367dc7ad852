/**
 * Every request but execution: message type → reply. One table; a type that is not in it is ignored with a
 * line in the log, as the protocol asks. The caller publishes busy and idle around each.
 */
import type { JsonObject } from "../../../base/mime.js";
import type { Received } from "../../protocol/wire.js";
import type { ConnectionInfo } from "../../protocol/connection.js";
import type { Compiler } from "../compiler/contract.js";
import type { CommRegistry } from "./comm-registry.js";
import type { Execution } from "./execution.js";
import { queryHistory } from "./history.js";
import type { History } from "./history-file.js";
import { completeReply, inspectReply, isCompleteReply } from "./introspection.js";
import { kernelInfo, type Versions } from "./kernel-info.js";
import { parametersReply } from "./parameters.js";

export interface RequestParts {
  readonly compiler: Compiler;
  readonly execution: Execution;
  readonly history: History;
  readonly comms: CommRegistry;
  readonly connection: ConnectionInfo;
  readonly versions: Versions;
}

/** The reply's content, by the request's type. Shutdown and comms are not here: they are more than a reply. */
export async function answer(
  parts: RequestParts,
  { message }: Received,
): Promise<JsonObject | undefined> {
  const { content, header } = message;
  switch (header.msg_type) {
    case "kernel_info_request":
      return kernelInfo(parts.versions);
    case "complete_request":
      return completeReply(parts.compiler, content);
    case "inspect_request":
      return inspectReply(parts.compiler, content);
    case "is_complete_request":
      return isCompleteReply(parts.compiler, content);
    case "history_request": {
      const { session, entries } = await parts.history.entries();
      return { status: "ok", history: queryHistory(entries, session, content) };
    }
    case "comm_info_request":
      return parts.comms.info(content);
    case "connect_request": {
      const { shell_port, iopub_port, stdin_port, control_port, hb_port } = parts.connection;
      return { status: "ok", shell_port, iopub_port, stdin_port, control_port, hb_port };
    }
    case "interrupt_request":
      await parts.execution.interrupt();
      return { status: "ok" };
    case "debug_request":
      return refusal(
        "Unsupported",
        "debug_request: this kernel has no debugger; kernel_info says debugger: false",
      );
    case "tidebook_parameters_request":
      return parametersReply(parts.compiler, content);
    default:
      return undefined;
  }
}

/** An error reply. */
export function refusal(ename: string, evalue: string): JsonObject {
  return { status: "error", ename, evalue, traceback: [] };
}
