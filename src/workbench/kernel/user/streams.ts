/**
 * `console`, `process.stdout` and `process.stderr` of the kernel process, led to the outlet. Others catch
 * what goes past them: `descriptors.ts` writes to their file numbers, `child-output.ts` the children that
 * Node starts. What native code writes by itself is out of reach.
 */
import { Console } from "node:console";
import { StringDecoder } from "node:string_decoder";
import { Writable } from "node:stream";
import type { StreamName } from "../link.js";
import type { Outlet } from "./outlet.js";

/** Replaces the process's streams and the global console by ones that write to the outlet. */
export function captureStreams(outlet: Outlet): void {
  for (const name of ["stdout", "stderr"] as const) {
    const stream = captured(outlet, name);
    Object.defineProperty(process, name, {
      configurable: true,
      enumerable: true,
      get: () => stream,
    });
  }
  const direct = (name: StreamName) =>
    ({ write: (text: string) => outlet.stream(name, text) }) as unknown as NodeJS.WritableStream;
  const replacement = new Console({
    stdout: direct("stdout"),
    stderr: direct("stderr"),
    ignoreErrors: false,
    colorMode: false,
  });
  // Packages that took hold of the console object itself see the new methods too.
  for (const key of Object.keys(replacement) as (keyof Console)[]) {
    Object.defineProperty(console, key, {
      configurable: true,
      enumerable: true,
      writable: true,
      value: replacement[key],
    });
  }
}

function captured(outlet: Outlet, name: StreamName): Writable {
  const decoder = new StringDecoder("utf8");
  const stream = new Writable({
    decodeStrings: false,
    write(chunk: string | Uint8Array, _encoding, done) {
      const text = typeof chunk === "string" ? chunk : decoder.write(Buffer.from(chunk));
      if (text !== "") outlet.stream(name, text);
      done();
    },
  });
  return Object.assign(stream, { fd: name === "stdout" ? 1 : 2, isTTY: false });
}
