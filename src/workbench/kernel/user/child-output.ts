/**
 * Child processes that inherit stdout or stderr would write past every capture, to the kernel's own
 * terminal. Children that Node starts get a pipe instead, and what comes through it goes to the cell that
 * started them. Native code that forks by itself is out of reach.
 */
import childProcess, { type ChildProcess, type StdioOptions } from "node:child_process";
import { syncBuiltinESMExports } from "node:module";
import process from "node:process";
import type { StreamName } from "../link.js";
import type { Outlet } from "./outlet.js";

type Stdio = StdioOptions | readonly unknown[] | undefined;
interface Options {
  stdio?: Stdio;
}
interface SyncResult {
  output?: readonly (Uint8Array | string | null)[];
  stdout?: unknown;
  stderr?: unknown;
}

const streams: readonly (readonly [number, StreamName])[] = [
  [1, "stdout"],
  [2, "stderr"],
];

/** From now on inherited output of children is captured. */
export function captureChildren(outlet: Outlet): void {
  captureSpawn(outlet);
  captureSpawnSync(outlet);
  syncBuiltinESMExports();
}

/** All asynchronous starts end in this one method. */
function captureSpawn(outlet: Outlet): void {
  const prototype = childProcess.ChildProcess.prototype as unknown as {
    spawn: (this: ChildProcess, options: Options) => unknown;
  };
  const original = prototype.spawn;
  prototype.spawn = function (options) {
    const inherited = inheritedStreams(options.stdio);
    const started = original.call(this, { ...options, stdio: withPipes(options.stdio, inherited) });
    for (const [index, name] of inherited) {
      const pipe = this.stdio[index] as NodeJS.ReadableStream | null | undefined;
      pipe?.setEncoding("utf8").on("data", (text: string) => outlet.stream(name, text));
    }
    return started;
  };
}

/** The synchronous functions: exec's stderr is inherited unless it is told otherwise. */
function captureSpawnSync(outlet: Outlet): void {
  const module = childProcess as unknown as Record<string, (...args: unknown[]) => unknown>;
  for (const name of ["spawnSync", "execSync", "execFileSync"] as const) {
    const original = module[name]!;
    module[name] = (...args) => {
      const at = args.findIndex((argument, index) => index > 0 && isOptions(argument));
      const options = (at < 0 ? {} : args[at]) as Options;
      const inherited = inheritedStreams(
        options.stdio ?? (name === "spawnSync" ? "pipe" : ["pipe", "pipe", "inherit"]),
      );
      if (inherited.length === 0) return original(...args);
      const changed = { ...options, stdio: withPipes(options.stdio ?? "pipe", inherited) };
      const called = at < 0 ? [...args, changed] : args.with(at, changed);
      return name === "spawnSync"
        ? forward(original(...called) as SyncResult, inherited, outlet)
        : forwardExec(() => original(...called), inherited, outlet);
    };
  }
}

/** `execSync` returns stdout alone; its stderr is on the error, or lost, so it is written there by Node. */
function forwardExec(call: () => unknown, inherited: Inherited, outlet: Outlet): unknown {
  try {
    const stdout = call() as Uint8Array | string;
    if (!inherited.some(([index]) => index === 1)) return stdout;
    outlet.stream("stdout", String(stdout));
    return null;
  } catch (problem) {
    forward(problem as SyncResult, inherited, outlet);
    throw problem;
  }
}

type Inherited = readonly (readonly [number, StreamName])[];

function forward(result: SyncResult, inherited: Inherited, outlet: Outlet): SyncResult {
  for (const [index, name] of inherited) {
    const text = result.output?.[index];
    if (text !== null && text !== undefined)
      outlet.stream(name, typeof text === "string" ? text : Buffer.from(text).toString());
    result[name] = null;
  }
  return result;
}

function isOptions(argument: unknown): boolean {
  return typeof argument === "object" && argument !== null && !Array.isArray(argument);
}

function inheritedStreams(stdio: Stdio): Inherited {
  return streams.filter(([index]) => {
    const entry: unknown = Array.isArray(stdio) ? (stdio as unknown[])[index] : stdio;
    return (
      entry === "inherit" ||
      entry === index ||
      entry === (index === 1 ? process.stdout : process.stderr)
    );
  });
}

function withPipes(stdio: Stdio, inherited: Inherited): Stdio {
  if (inherited.length === 0) return stdio;
  const entries: unknown[] = Array.isArray(stdio)
    ? [...(stdio as unknown[])]
    : [stdio, stdio, stdio];
  // Nobody can type into the kernel's own stdin.
  if (entries[0] === "inherit" || entries[0] === 0) entries[0] = "ignore";
  for (const [index] of inherited) entries[index] = "pipe";
  return entries;
}
