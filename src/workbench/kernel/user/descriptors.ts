/**
 * Writing to file descriptor 1 or 2 through `fs` (loggers do, to be quick) would go past every capture, to
 * the kernel's own terminal. It goes where `process.stdout` and `process.stderr` go. Native code that
 * writes by itself is out of reach.
 */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import process from "node:process";

type Data = string | Uint8Array;
type Call = (...args: unknown[]) => unknown;

/** From now on writes to 1 and 2 are captured; call it when the process's streams are. */
export function captureDescriptors(): void {
  const streams = new Map<unknown, NodeJS.WriteStream>([
    [1, process.stdout],
    [2, process.stderr],
  ]);
  const module = fs as unknown as Record<string, Call>;
  const replace = (
    name: string,
    write: (stream: NodeJS.WriteStream, args: unknown[]) => unknown,
  ) => {
    const original = module[name]!;
    module[name] = (...args) => {
      const stream = streams.get(args[0]);
      return stream === undefined ? original(...args) : write(stream, args);
    };
  };
  const write = (stream: NodeJS.WriteStream, args: unknown[]): number => {
    const data = written(args);
    stream.write(data);
    return Buffer.byteLength(data);
  };
  replace("writeSync", write);
  replace("writeFileSync", (stream, args) => void write(stream, args));
  replace("appendFileSync", (stream, args) => void write(stream, args));
  replace("write", (stream, args) => {
    const bytes = write(stream, args);
    const callback = args.at(-1);
    if (typeof callback === "function") process.nextTick(callback as Call, null, bytes, args[1]);
  });
  syncBuiltinESMExports();
}

/** What `(fd, text, position?, encoding?)`, `(fd, bytes, offset?, length?)` or `(fd, bytes, options)` writes. */
function written([, data, from, length]: readonly unknown[]): Data {
  if (!ArrayBuffer.isView(data)) return String(data);
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const options = typeof from === "object" && from !== null ? from : { offset: from, length };
  const { offset: start, length: count } = options as Record<string, unknown>;
  const first = typeof start === "number" ? start : 0;
  return bytes.subarray(first, typeof count === "number" ? first + count : undefined);
}
