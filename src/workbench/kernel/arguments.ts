/**
 * The kernel's command line. Written by kernelspecs and read once, so it is strict: an option it does not
 * know ends the kernel with a message instead of being ignored.
 */
import { complaint, InputError } from "../../base/check.js";

export interface KernelArguments {
  readonly connectionFile: string;
  /** TypeScript's `strict` where the notebook's folder has no tsconfig.json. */
  readonly strict: boolean;
}

/** @throws InputError for an unknown option or without a connection file */
export function parseKernelArguments(argv: readonly string[]): KernelArguments {
  const options = argv.filter((argument) => argument.startsWith("-"));
  const unknown = options.find((option) => option !== "--strict" && option !== "--no-strict");
  if (unknown !== undefined)
    throw new InputError(complaint("kernel option", unknown, "--strict or --no-strict"));
  const [connectionFile, ...rest] = argv.filter((argument) => !argument.startsWith("-"));
  if (connectionFile === undefined || rest.length > 0) {
    throw new InputError(complaint("kernel arguments", argv.join(" "), "one connection file"));
  }
  return { connectionFile, strict: !options.includes("--no-strict") };
}
