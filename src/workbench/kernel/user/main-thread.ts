/**
 * The main thread once the I/O worker is under way: assembles output, modules, executor and the globals of
 * user code, then does what the worker asks. Nothing here may take long; user code may.
 */
import type { MessagePort } from "node:worker_threads";
import { installTerminationHook } from "./async-stack.js";
import { runAs } from "./cell-context.js";
import { captureChildren } from "./child-output.js";
import { Comms } from "./comms.js";
import { denoCompatibility } from "./deno.js";
import { captureDescriptors } from "./descriptors.js";
import { catchEscapes } from "./escapes.js";
import { Executor } from "./executor.js";
import { installGlobals } from "./globals.js";
import { Modules } from "./modules.js";
import { Outlet } from "./outlet.js";
import { Prompts } from "./prompt.js";
import { installStackHook } from "./stack.js";
import { captureStreams } from "./streams.js";
import type { Budget, ToUser } from "../link.js";

export function serveUserCode(port: MessagePort, budget: Budget, cwd: string): void {
  const exit = process.exit.bind(process);
  const outlet = new Outlet(port, budget);
  const prompts = new Prompts(outlet);
  const comms = new Comms(outlet);
  const modules = new Modules(cwd, installGlobals(outlet, prompts, comms));
  const executor = new Executor({
    cwd,
    modules,
    deno: denoCompatibility(outlet),
    report: (done) => outlet.send(done),
  });
  captureStreams(outlet);
  captureDescriptors();
  captureChildren(outlet);
  catchEscapes(outlet);
  installStackHook();
  installTerminationHook();
  // The worker's second thread hears SIGINT; without a listener here the default would end the process.
  process.on("SIGINT", () => {});

  port.on("message", (message: ToUser) => {
    switch (message.type) {
      case "run":
        return executor.run(message);
      case "abandon":
        executor.abandon();
        return outlet.send({ type: "idle", number: message.number });
      case "input":
        return prompts.answer(message);
      case "comm":
        return runAs({ id: message.cell, label: "*" }, () => comms.receive(message));
      case "exit":
        return exit(message.code);
    }
  });
}
