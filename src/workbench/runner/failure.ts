/**
 * How a cell's end reads when it is a failure: name, message and traceback for the person, and as an error
 * output where the kernel itself sent none, so that a saved notebook shows why it stops there. Pure.
 */
import type { ErrorOutput } from "../document/notebook.js";
import { lastLines } from "./error.js";
import { exitWords } from "./kernel-client.js";
import type { Exit } from "./kernel-process.js";
import type { CellOutcome } from "./session.js";

/**
 * The failure of an outcome; undefined where it is none.
 *
 * @param lastWords what a kernel that has ended wrote to its own stdout and stderr, else nothing
 */
export function failureOf(
  outcome: CellOutcome,
  timeoutMs: number | undefined,
  lastWords: string,
): ErrorOutput | undefined {
  const words = lastWords === "" ? [] : ["", "the kernel's last words:", lastLines(lastWords, 30)];
  const output = (ename: string, evalue: string, traceback?: readonly string[]): ErrorOutput => ({
    output_type: "error",
    ename,
    evalue,
    traceback: traceback ?? [`${ename}: ${evalue}`, ...words],
  });
  const end = ({ alive, exit }: { alive: boolean; exit?: Exit }) => {
    if (alive) return "it was interrupted";
    if (exit !== undefined) return `the kernel ${exitWords(exit)} when it was interrupted`;
    return "the kernel did not react to the interrupt and was killed";
  };
  switch (outcome.status) {
    case "ok":
      return undefined;
    case "error":
      return output(outcome.ename, outcome.evalue, outcome.traceback);
    case "aborted":
      return output("AbortedError", "the kernel refused to run the cell");
    case "timeout":
      return output(
        "CellTimeoutError",
        `the cell ran longer than ${(timeoutMs ?? 0) / 1000} s; ${end(outcome)}`,
      );
    case "flood":
      return output("OutputLimitError", `the cell wrote more than 100 MB; ${end(outcome)}`);
    case "input": {
      const prompt = outcome.prompt ? ` (${JSON.stringify(outcome.prompt)})` : "";
      return output(
        "InputRefusedError",
        `the cell asked for input${prompt}, and nobody is there; ${end(outcome)}`,
      );
    }
    case "interrupted":
      return output(
        "Interrupted",
        `the run was stopped while the cell ran${outcome.alive ? "" : `; ${end(outcome)}`}`,
      );
    case "died":
      return output("DeadKernelError", `the kernel ${exitWords(outcome.exit)} while the cell ran`);
  }
}
