/** When the lab ends: signals, and the question at a terminal. */
import { EventEmitter } from "node:events";
import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { stopAsked } from "../../src/cli/lab-stop.js";

function stage(isTTY: boolean) {
  const signals = new EventEmitter();
  const input = Object.assign(new PassThrough(), { isTTY });
  const output = Object.assign(new PassThrough(), { isTTY });
  let said = "";
  output.on("data", (chunk: Buffer) => (said += chunk.toString()));
  let isOver = false;
  const { asked, release } = stopAsked(
    () => "Stop the lab and its 2 kernels?",
    { input, output },
    signals as never,
  );
  void asked.then(() => (isOver = true));
  const wait = () => new Promise((resolve) => setTimeout(resolve, 20));
  const isOverSoon = async () => (await wait(), isOver);
  return { signals, input, said: () => said, isOver: isOverSoon, asked, release };
}

describe("Ctrl-C at a terminal", () => {
  it("asks once, and y ends the lab", async () => {
    const { signals, input, said, isOver, asked } = stage(true);
    signals.emit("SIGINT");
    expect(await isOver()).toBe(false);
    expect(said()).toBe("\nStop the lab and its 2 kernels? [y/N, or Ctrl-C again] ");
    input.write("y\n");
    await asked;
  });

  it("goes on after any other answer, or at the input's end, and may be asked again", async () => {
    const { signals, input, said, isOver } = stage(true);
    for (const answer of ["n\n", "\n", "yesterday\n"]) {
      signals.emit("SIGINT");
      await isOver();
      input.write(answer);
      expect(await isOver()).toBe(false);
    }
    expect(said().match(/The lab goes on\.\n/g)).toHaveLength(3);
    signals.emit("SIGINT");
    input.end();
    expect(await isOver()).toBe(false);
  });

  it("a second time ends the lab", async () => {
    const { signals, asked } = stage(true);
    signals.emit("SIGINT");
    signals.emit("SIGINT");
    await asked;
  });
});

describe("without a question", () => {
  it.each(["SIGINT", "SIGTERM", "SIGHUP"])(
    "%s ends the lab where there is no terminal",
    async (name) => {
      const { signals, said, asked } = stage(false);
      signals.emit(name);
      await asked;
      expect(said()).toBe("");
    },
  );

  it.each(["SIGTERM", "SIGHUP"])("%s ends it at a terminal too", async (name) => {
    const { signals, asked } = stage(true);
    signals.emit(name);
    await asked;
  });

  it("nothing is listened to afterwards", () => {
    const { signals, release } = stage(true);
    release();
    expect(signals.eventNames()).toEqual([]);
  });
});
