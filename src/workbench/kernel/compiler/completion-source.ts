/**
 * The compiler's completions as tslab's converter calls for them, but with what it leaves out: the symbol of
 * each entry (for signatures), and a host that knows the disk (for paths in imports).
 */
import { internals, ts } from "./typescript.js";

const cancellation: ts.CancellationToken = {
  isCancellationRequested: () => false,
  throwIfCancellationRequested: () => undefined,
};

/** The `Completions` of the compiler module that the converter gets. */
export function completionsWith(host: ts.CompilerHost, options: ts.CompilerOptions) {
  const languageHost = {
    ...ts.sys,
    ...host,
    getCompilationSettings: () => options,
    getDirectories: ts.sys.getDirectories,
  };
  return {
    getCompletionsAtPositionForTslab: (
      _host: object,
      program: ts.Program,
      log: () => void,
      file: ts.SourceFile,
      position: number,
    ) =>
      internals.Completions.getCompletionsAtPosition(
        languageHost,
        program,
        log,
        file,
        position,
        {},
        undefined,
        ts.CompletionTriggerKind.Invoked,
        cancellation,
        undefined,
        true,
      ),
  };
}
