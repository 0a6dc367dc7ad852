/**
 * When the lab ends: Ctrl-C asks once where somebody sits at a terminal, and a second one ends it; without a
 * terminal, and for every other signal, it ends at once. Decides only; `lab.ts` does the ending.
 */
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";

/** Where the question is asked. */
export interface Terminal {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable & { readonly isTTY?: boolean };
}

const patienceMs = 10_000;

/** Resolves when the lab shall end. `question` is asked at the first Ctrl-C. */
export function stopAsked(
  question: () => string,
  terminal: Terminal = { input: process.stdin, output: process.stderr },
  signals: Pick<NodeJS.Process, "on" | "off"> = process,
): { readonly asked: Promise<void>; release: () => void } {
  let isAsking = false;
  let stop = () => {};
  const asked = new Promise<void>((resolve) => (stop = resolve));
  const onInterrupt = () => {
    const { input, output } = terminal;
    if (isAsking || input.isTTY !== true || output.isTTY !== true) return stop();
    isAsking = true;
    ask(question(), terminal, asked).then((isYes) => {
      isAsking = false;
      if (isYes) return stop();
      output.write("The lab goes on.\n");
    }, stop);
  };
  signals.on("SIGINT", onInterrupt);
  signals.on("SIGTERM", stop);
  signals.on("SIGHUP", stop);
  return {
    asked,
    release: () => {
      signals.off("SIGINT", onInterrupt);
      signals.off("SIGTERM", stop);
      signals.off("SIGHUP", stop);
    },
  };
}

/** Whether the answer is yes; no answer in time is none. */
function ask(text: string, { input, output }: Terminal, until: Promise<void>): Promise<boolean> {
  output.write(`\n${text} [y/N, or Ctrl-C again] `);
  return new Promise((resolve) => {
    // Not as a terminal: that would keep the second Ctrl-C to itself.
    const lines = createInterface({ input, terminal: false });
    const end = (isYes: boolean) => {
      clearTimeout(timer);
      resolve(isYes); // before the lines close, which is an answer too
      lines.close();
    };
    const timer = setTimeout(() => {
      output.write("no answer\n");
      end(false);
    }, patienceMs);
    lines.once("line", (line) => end(/^\s*y(es)?\s*$/i.test(line)));
    lines.once("close", () => end(false));
    void until.then(() => end(true));
  });
}
