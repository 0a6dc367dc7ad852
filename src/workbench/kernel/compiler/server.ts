/**
 * The compiler process's side of the channel: answers one request after the other and ends when the
 * kernel is gone. Runs in a plain process (child.ts) and in one that starts from the snapshot
 * (snapshot-entry.ts).
 */
import type { CompilerOptions } from "./contract.js";
import type { Answer, Request } from "./messages.js";
import { CompilerSession } from "./session.js";

/** Serves this process's parent. */
export function serve(fromSnapshot: boolean): void {
  let session: CompilerSession | undefined;
  let opened: CompilerOptions | undefined;
  const open = () => {
    if (session === undefined) {
      if (opened === undefined)
        throw new Error("compiler request before open; expected open first");
      session = new CompilerSession(opened);
    }
    return session;
  };

  const answer = (request: Request): unknown => {
    switch (request.method) {
      case "open":
        [opened] = request.arguments;
        return open().complaints;
      case "compile":
        return open().compile(...request.arguments);
      case "commit":
        open().commit(...request.arguments);
        return null;
      case "complete":
        return open().complete(...request.arguments);
      case "inspect":
        return open().inspect(...request.arguments) ?? null;
      case "isComplete":
        return open().isComplete(...request.arguments);
      case "parameters":
        return open().parameters(...request.arguments);
    }
  };

  const send = (message: Answer) => process.connected && process.send?.(message);
  process.on("message", (request: Request) => {
    try {
      send({ id: request.id, answer: answer(request) });
    } catch (error) {
      session?.recover();
      send({
        id: request.id,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
    }
  });
  // Ctrl-C and an interrupt of the whole process group mean the user's code.
  process.on("SIGINT", () => undefined);
  process.on("disconnect", () => process.exit(0));
  send({ ready: true, fromSnapshot });
}
