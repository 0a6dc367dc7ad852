/** What ends the program with one line on stderr: a message for a person and an exit code. */

/** Exit codes: 1 a cell failed, 2 usage or bad input, 3 the kernel could not start or died. */
export type ExitCode = 1 | 2 | 3;

export class CliError extends Error {
  override name = "CliError";
  constructor(
    message: string,
    readonly exitCode: ExitCode,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
