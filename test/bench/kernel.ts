/**
 * A kernel over real sockets: from its spawn to `kernel_info_reply` and to the `execute_result` of `1+1`,
 * then `1` and declarations repeated. The same client measures ours, ipykernel and stock tslab.
 */
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectChannels } from "../../src/workbench/protocol/channels.js";
import { newConnection, writeConnection } from "../../src/workbench/protocol/connection.js";
import type { KernelspecFile } from "../../src/workbench/protocol/kernelspecs.js";
import { message } from "../../src/workbench/protocol/messages.js";
import { median } from "./statistics.js";

export interface KernelFigures extends Record<string, number> {
  "kernel_info, ms": number;
  "result of 1+1, ms": number;
  "1 repeated, ms": number;
  "declaration, ms": number;
}

const repeats = 60;

/** One life of a kernel; `declare` gives the i-th declaration in its language. */
export async function measureKernel(
  spec: Pick<KernelspecFile, "argv" | "env">,
  declare: (i: number) => string,
): Promise<KernelFigures> {
  const folder = await mkdtemp(join(tmpdir(), "tidebook-bench-"));
  const info = await newConnection();
  const file = join(folder, "connection.json");
  await writeConnection(file, info);
  const channels = connectChannels(info);
  const replies = new Map<string, () => void>();
  void (async () => {
    for await (const { message: reply } of channels.shell.receive()) {
      replies.get((reply.parent_header as { msg_id?: string }).msg_id ?? "")?.();
    }
  })();
  const results = new Map<string, () => void>();
  let listening = false;
  void (async () => {
    for await (const { message: published } of channels.iopub.receive()) {
      listening = true;
      // Stock tslab has no execute_result: its value goes out as a stream.
      if (["execute_result", "stream"].includes(published.header.msg_type)) {
        results.get((published.parent_header as { msg_id?: string }).msg_id ?? "")?.();
      }
    }
  })();
  const ask = (type: string, content: object, until: Map<string, () => void>) => {
    const request = message("bench", type, content);
    const answered = new Promise<void>((resolve) => until.set(request.header.msg_id, resolve));
    void channels.shell.send(request);
    return answered;
  };
  const execute = (code: string, until = replies) =>
    ask(
      "execute_request",
      { code, silent: false, store_history: true, allow_stdin: false, stop_on_error: true },
      until,
    );

  const [command, ...rest] = spec.argv.map((word) => word.replace("{connection_file}", file));
  const started = performance.now();
  const kernel = spawn(command!, rest, {
    cwd: folder,
    env: { ...process.env, ...spec.env },
    stdio: ["ignore", "ignore", "inherit"],
  });
  try {
    await ask("kernel_info_request", {}, replies);
    const ready = performance.now();
    // What a kernel publishes before the subscription has reached it is lost: ask until it is heard.
    while (!listening) {
      await ask("kernel_info_request", {}, replies);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await execute("1+1", results);
    const first = performance.now();
    const times = async (code: (i: number) => string) => {
      const taken: number[] = [];
      for (let i = 0; i < repeats; i += 1) {
        const from = performance.now();
        await execute(code(i));
        taken.push(performance.now() - from);
      }
      return median(taken);
    };
    return {
      "kernel_info, ms": ready - started,
      "result of 1+1, ms": first - started,
      "1 repeated, ms": await times(() => "1"),
      "declaration, ms": await times(declare),
    };
  } finally {
    const gone = new Promise((resolve) => kernel.once("exit", resolve));
    kernel.kill("SIGKILL");
    await gone;
    channels.close();
    await rm(folder, { recursive: true, force: true });
  }
}
