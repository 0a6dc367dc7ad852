/**
 * A kernel as an operating-system process: started from its kernelspec, watched, interrupted, ended. Knows
 * nothing of messages. On POSIX systems a kernel leads its own process group, so that Ctrl-C in the terminal
 * reaches us and not the kernel, and so that it can be ended together with what it started. None outlives
 * this program: at its end, however it comes, living kernels are killed; the kernel also gets our process id
 * (`JPY_PARENT_PID`, as Jupyter gives it) and watches that itself.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { constants } from "node:os";
import type { Kernelspec } from "../protocol/kernelspecs.js";

/** How a process ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Set where the program could not be started at all. */
  readonly error?: Error;
}

export interface KernelProcess {
  readonly pid: number | undefined;
  /** Resolves when the process has ended or could not start; never rejects. */
  readonly exited: Promise<Exit>;
  /** True until then. */
  readonly running: boolean;
  /** The last part of what the kernel wrote to its own stdout and stderr. */
  printed(): string;
  /** Sends a signal to the kernel and what it started. */
  signal(name: NodeJS.Signals): void;
  /** After its end: ends what it started and left behind. */
  sweep(): void;
}

export interface StartOptions {
  readonly connectionFile: string;
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

const isWindows = process.platform === "win32";
const printedLimit = 20_000;

/** Starts the kernel of a spec. */
export function startProcess(spec: Kernelspec, options: StartOptions): KernelProcess {
  const templates: Record<string, string> = {
    "{connection_file}": options.connectionFile,
    "{resource_dir}": spec.resourceDir,
  };
  const fill = (text: string) =>
    text.replace(/\{(connection_file|resource_dir)\}/g, (name) => templates[name]!);
  const [program, ...args] = spec.argv.map(fill);
  const base = { ...process.env, ...options.env };
  // ${NAME} in a spec's env stands for a variable of ours, as in Jupyter.
  const expand = (text: string) =>
    text.replace(/\$\{(\w+)\}|\$(\w+)/g, (all, a, b) => base[a ?? b] ?? all);
  const specEnv = Object.fromEntries(
    Object.entries(spec.env ?? {}).map(([name, value]) => [name, expand(value)]),
  );

  const child = spawn(program!, args, {
    cwd: options.cwd,
    env: { ...base, ...specEnv, JPY_PARENT_PID: String(process.pid) },
    stdio: ["ignore", "pipe", "pipe"],
    detached: !isWindows,
    windowsHide: true,
  });
  let text = "";
  const keep = (chunk: Buffer) => void (text = (text + chunk.toString()).slice(-printedLimit));
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  let running = true;
  const exited = new Promise<Exit>((resolve) => {
    const end = (exit: Exit) => {
      running = false;
      living.delete(child);
      resolve(exit);
    };
    child.once("error", (error) => end({ code: null, signal: null, error }));
    // Its last words may still be in the pipes; a grandchild that holds them open must not hold us up.
    child.once("exit", (code, signal) => {
      const timer = setTimeout(() => end({ code, signal }), 200);
      child.once("close", () => (clearTimeout(timer), end({ code, signal })));
    });
  });
  watch(child);
  return {
    pid: child.pid,
    exited,
    get running() {
      return running;
    },
    printed: () => text.trim(),
    signal: (name) => send(child, name),
    sweep: () => sweep(child),
  };
}

function send(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(isWindows ? child.pid : -child.pid, signal);
  } catch {
    child.kill(signal);
  }
}

/** A group outlives its leader as long as it has members; an empty one cannot be signalled. */
function sweep({ pid, exitCode, signalCode }: ChildProcess): void {
  if (isWindows || pid === undefined || (exitCode === null && signalCode === null)) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // Nobody is left.
  }
}

const living = new Set<ChildProcess>();
const killAll = () => living.forEach((child) => send(child, "SIGKILL"));
let watching = false;

/** From the first kernel on, no end of this program leaves a kernel behind. */
function watch(child: ChildProcess): void {
  living.add(child);
  if (watching) return;
  watching = true;
  process.once("exit", killAll);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    const listener = () => {
      // Whoever else listens decides when the program ends (the command line saves first).
      if (process.listenerCount(signal) > 1) return;
      killAll();
      process.exit(128 + constants.signals[signal]);
    };
    process.on(signal, listener);
  }
}
