#!/usr/bin/env node
/**
 * The command line's front: picks the command's file by its name and imports only that one, and turns
 * what is thrown into one line on stderr and an exit code (0 done, 1 a cell failed, 2 usage or bad input,
 * 3 the kernel could not start or died). What a command does is in its own file.
 */
import { createRequire } from "node:module";
import { Command, CommanderError } from "commander";
import { InputError } from "../base/check.js";
import { fileReason } from "../base/file.js";
import { CliError } from "./error.js";

/** Every command: its file exports the commander `Command`. Order is that of `--help`. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  lab: async () => (await import("./lab.js")).labCommand(),
  run: async () => (await import("./run.js")).runCommand(),
  report: async () => (await import("./report.js")).reportCommand(),
  word2vec: async () => (await import("./word2vec.js")).word2vecCommand(),
  vectors: async () => (await import("./vectors.js")).vectorsCommand(),
  data: async () => (await import("./data.js")).dataCommand(),
  kernel: async () => (await import("./kernel.js")).kernelCommand(),
};

const { version } = createRequire(import.meta.url)("../../package.json") as { version: string };

async function main(argv: readonly string[]): Promise<void> {
  const program = new Command("tidebook")
    .description("TypeScript notebooks that run, check and report, from npm alone.")
    .version(version, "-v, --version")
    .showHelpAfterError("(tidebook --help lists the commands, tidebook COMMAND --help teaches one)")
    .addHelpText(
      "after",
      `
Examples:
  $ tidebook lab                                  write and run notebooks in your browser
  $ tidebook run analysis.ipynb                   run every cell and say how it went; writes nothing
  $ tidebook run analysis.ipynb -o done.ipynb     the same, and keep the outputs
  $ tidebook run analysis.ipynb -p seed=8         with another value in the cell tagged "parameters"
  $ tidebook report notebooks -o report           a site of pages that can be read offline
  $ tidebook report analysis.ipynb --single-file  one file to send: analysis.html
  $ tidebook word2vec corpus.txt -o vectors.bin   train word vectors from a text
  $ tidebook vectors similar vectors.bin king     then ask them
  $ tidebook data wikipedia --language simple     get a text to train on
  $ tidebook kernel install --user                offer the TypeScript kernel to Jupyter

Exit codes: 0 done, 1 a cell failed, 2 usage or bad input, 3 the kernel could not start or died,
130 stopped by Ctrl-C.`,
    );
  const name = argv.find((word) => !word.startsWith("-"));
  const wanted =
    name !== undefined && Object.hasOwn(commands, name) ? [name] : Object.keys(commands);
  for (const each of wanted) program.addCommand(settled(await commands[each]!(), program));
  overrideExit(program);
  await program.parseAsync(argv, { from: "user" });
}

/** A command, and those below it, that answer as the program does. */
function settled(command: Command, program: Command): Command {
  for (const below of command.commands) settled(below, program);
  return command.copyInheritedSettings(program);
}

/** Lets commander throw instead of ending the process, in subcommands too. */
function overrideExit(command: Command): void {
  command.exitOverride();
  command.commands.forEach(overrideExit);
}

function exitCode(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2; // it has printed its message
  // A reader of /dev/stdout that goes away, as `head` does, is no failure of ours.
  const { message, cause } = error as Error;
  const isUnread = (cause as NodeJS.ErrnoException | undefined)?.code === "EPIPE";
  if (isUnread && message.startsWith('cannot write "/dev/')) return 0;
  if (error instanceof CliError) {
    console.error(`tidebook: ${error.message}`);
    return error.exitCode;
  }
  if (error instanceof InputError) {
    console.error(`tidebook: ${error.message}`);
    return 2;
  }
  if (error instanceof RangeError && /\ballocat/i.test(error.message)) {
    const rule = "more, or a limit (ulimit) that lets this process have it";
    console.error(`tidebook: memory: not enough (${error.message}); expected ${rule}`);
    return 2;
  }
  console.error("tidebook: a fault of its own, please report it:", error);
  return 1;
}

// A reader that goes away (`tidebook run … | head`) is no failure of ours: what was asked for is still done
// and written. Messages on stderr that nobody can get are dropped.
process.stderr.on("error", () => {});
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") return;
  console.error(`tidebook: cannot write to stdout: ${fileReason(error)}`);
  process.exit(2);
});

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.exitCode = exitCode(error);
}
