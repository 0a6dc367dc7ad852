/**
 * The lab's settings: all optional for the caller but the folder, complete inside. Each default is stated
 * once, in `toLabOptions`, which also refuses what cannot be served or must not be.
 */
import { statSync, realpathSync } from "node:fs";
import { resolve } from "node:path";
import { InputError, check, complaint, quote } from "../../base/check.js";
import { fileReason } from "../../base/file.js";
import { folders } from "../../base/paths.js";
import type { KernelsOptions } from "./kernels/kernels.js";
import { isLoopback } from "./security/host.js";
import { newToken } from "./security/token.js";

/** What a caller may say. */
export interface LabOptions {
  /** The folder whose notebooks are served; nothing outside it is. */
  readonly root: string;
  /** The first port that is tried; a busy one moves on to the next. 0 takes any. Default 8888. */
  readonly port?: number;
  /** The address that is listened on. Default 127.0.0.1: this machine alone. */
  readonly host?: string;
  /** Names, beside the host and this machine's own, under which browsers may reach the lab. */
  readonly allowedHosts?: readonly string[];
  /** The secret of the printed address. Default: a new one. Empty: none, on a loopback address alone. */
  readonly token?: string;
  /** The kernel of a new notebook. Default: ours. */
  readonly kernel?: string;
  /** Also serve files whose name starts with a dot. Default false. */
  readonly openHidden?: boolean;
  /** Where settings, workspaces and trust are kept. Default: Tidebook's data folder of this person. */
  readonly dataFolder?: string;
  /** The browser bundle. Default: the one of this package. */
  readonly appFolder?: string;
  /** The longest request body, in bytes. Default 512 MiB. */
  readonly bodyLimitBytes?: number;
  /** The longest message of a WebSocket, in bytes. Default 64 MiB. */
  readonly messageLimitBytes?: number;
  /** How kernels are kept: whether one is warm, when idle ones end, how often a dead one is started again. */
  readonly kernelOptions?: Omit<KernelsOptions, "root" | "log" | "defaultKernel">;
  /** Gets lines for a person, without secrets: faults of ours, and requests that were refused. Default: nobody. */
  readonly log?: Log;
}

/** A line of the log; "notice" where nothing is wrong with the server itself. */
export type Log = (line: string, severity?: "fault" | "notice") => void;

/** The same, complete. */
export type CompletedLabOptions = Required<Omit<LabOptions, "kernel" | "appFolder">> &
  Pick<LabOptions, "kernel" | "appFolder">;

const mebibyte = 1024 * 1024;

/**
 * Completes the settings.
 *
 * @throws InputError for a folder that is none, a port out of range, no token on an address that others reach
 */
export function toLabOptions(options: LabOptions): CompletedLabOptions {
  const { port = 8888, host = "127.0.0.1", token = newToken() } = options;
  check(
    Number.isInteger(port) && port >= 0 && port <= 65535,
    "port",
    port,
    "a whole number from 0 (any free port) to 65535",
  );
  check(
    host !== "",
    "host",
    host,
    "a name or an address of this machine",
    "leave it out for 127.0.0.1",
  );
  if (token === "" && !isLoopback(host))
    throw new InputError(
      complaint(
        "token",
        token,
        `a secret, since others can reach ${quote(host)}`,
        "leave it out and one is made",
      ),
    );
  check(
    /^[\x21-\x7e]*$/.test(token),
    "token",
    token,
    "letters, digits and marks of ASCII without spaces",
  );
  return {
    root: toRoot(options.root),
    port,
    host,
    token,
    allowedHosts: options.allowedHosts ?? [],
    openHidden: options.openHidden ?? false,
    dataFolder: options.dataFolder ?? folders().data,
    bodyLimitBytes: options.bodyLimitBytes ?? 512 * mebibyte,
    messageLimitBytes: options.messageLimitBytes ?? 64 * mebibyte,
    kernelOptions: options.kernelOptions ?? {},
    log: options.log ?? (() => {}),
    ...(options.kernel !== undefined && { kernel: options.kernel }),
    ...(options.appFolder !== undefined && { appFolder: options.appFolder }),
  };
}

/** The folder itself, behind every symbolic link. */
function toRoot(root: string): string {
  let isFolder: boolean;
  try {
    isFolder = statSync(root).isDirectory();
  } catch (error) {
    throw new InputError(`cannot open ${quote(resolve(root))}: ${fileReason(error)}`, {
      cause: error,
    });
  }
  check(isFolder, "folder to serve", root, "a folder");
  return realpathSync(root);
}
