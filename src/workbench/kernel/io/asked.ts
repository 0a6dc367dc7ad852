/**
 * An execute request's content, completed with the protocol's defaults; fields of a wrong type count as
 * missing, because a kernel that refuses a request leaves its client waiting.
 */
import type { Message } from "../../protocol/messages.js";

/** What an execute request asks, with the protocol's defaults. */
export interface Asked {
  readonly code: string;
  readonly silent: boolean;
  readonly store: boolean;
  readonly stopOnError: boolean;
  readonly userExpressions: Readonly<Record<string, unknown>>;
}

export function readAsked(content: Message["content"]): Asked {
  const silent = content["silent"] === true;
  const expressions = content["user_expressions"];
  return {
    code: typeof content["code"] === "string" ? content["code"] : "",
    silent,
    store: !silent && content["store_history"] !== false,
    stopOnError: content["stop_on_error"] !== false,
    userExpressions:
      typeof expressions === "object" && expressions !== null && !Array.isArray(expressions)
        ? expressions
        : {},
  };
}
