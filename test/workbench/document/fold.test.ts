import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/base/mime.js";
import {
  emptyFold,
  foldMessage,
  runOf,
  sendRequest,
  type Fold,
  type FoldedMessage,
} from "../../../src/workbench/document/fold.js";

const say = (type: string, content: JsonObject, parent = "a"): FoldedMessage => ({
  header: { msg_type: type, date: "2026-01-01T00:00:00.000Z" },
  parent_header: { msg_id: parent },
  content,
});
const stream = (text: string, name = "stdout", parent = "a") =>
  say("stream", { name, text }, parent);
const show = (text: string, id?: string, parent = "a", type = "display_data") =>
  say(
    type,
    { data: { "text/plain": text }, metadata: {}, ...(id && { transient: { display_id: id } }) },
    parent,
  );

const start = (...requests: string[]) => requests.reduce(sendRequest, emptyFold);
const after = (fold: Fold, ...messages: FoldedMessage[]) => messages.reduce(foldMessage, fold);
const outputs = (fold: Fold, request = "a") => runOf(fold, request)!.outputs;
const texts = (fold: Fold, request = "a") =>
  outputs(fold, request).map((output) =>
    "text" in output ? output.text : "data" in output ? output.data["text/plain"] : output.ename,
  );

describe("streams", () => {
  it("of one name that follow each other are one output", () => {
    const fold = after(
      start("a"),
      stream("a\n"),
      stream("b"),
      stream("!", "stderr"),
      stream("c"),
      stream("d"),
    );
    expect(outputs(fold)).toEqual([
      { output_type: "stream", name: "stdout", text: "a\nb" },
      { output_type: "stream", name: "stderr", text: "!" },
      { output_type: "stream", name: "stdout", text: "cd" },
    ]);
  });

  it("start anew after another output", () => {
    expect(texts(after(start("a"), stream("a"), show("x"), stream("b")))).toEqual(["a", "x", "b"]);
  });

  it.each([
    [["10%\r", "20%\r", "done\n"], "done\n"],
    [["12345\rab"], "ab345"],
    [["12345\r", "ab\n", "c"], "ab345\nc"],
    [["abc\b\bX"], "aXc"],
    [["a\n\b\bX"], "a\nX"],
    [["one\r\ntwo\r\n"], "one\ntwo\n"],
    [["a\r", "\u001b[31mb"], "\u001b[31mb"],
  ])("overwrite as a terminal does: %j", (parts, expected) => {
    expect(texts(after(start("a"), ...parts.map((part) => stream(part))))).toEqual([expected]);
  });

  it("of 100,000 messages are folded in linear time", () => {
    let fold = start("a");
    for (let line = 0; line < 100_000; line++) fold = foldMessage(fold, stream(`${line}\n`));
    expect(texts(fold)[0]).toHaveLength(588_890);
  });

  it("without text make no output", () => {
    expect(outputs(after(start("a"), stream("")))).toEqual([]);
  });
});

describe("displays", () => {
  it("keep data and metadata, and no display id", () => {
    const message = say("display_data", {
      data: { "text/plain": "x" },
      metadata: { k: 1 },
      transient: { display_id: "d" },
    });
    expect(outputs(after(start("a"), message))).toEqual([
      { output_type: "display_data", data: { "text/plain": "x" }, metadata: { k: 1 } },
    ]);
  });

  it("are updated in every cell that shows the id", () => {
    const fold = after(
      start("a", "b"),
      show("1", "d"),
      show("2", "d", "b"),
      show("9", "e"),
      show("3", "d", "b", "update_display_data"),
    );
    expect([texts(fold), texts(fold, "b")]).toEqual([["3", "9"], ["3"]]);
  });

  it("with an id that was shown before update the earlier ones too", () => {
    expect(texts(after(start("a", "b"), show("1", "d"), show("2", "d", "b")))).toEqual(["2"]);
  });

  it("that were cleared are not updated, nor those never shown", () => {
    const fold = after(
      start("a"),
      show("1", "d"),
      say("clear_output", {}),
      show("2"),
      show("3", "d", "a", "update_display_data"),
    );
    expect(texts(fold)).toEqual(["2"]);
  });

  it("of 50,000 messages are folded in linear time", () => {
    let fold = start("a");
    for (let index = 0; index < 50_000; index++) fold = foldMessage(fold, show(String(index)));
    expect(texts(fold).at(-1)).toBe("49999");
    expect(outputs(fold)).toHaveLength(50_000);
  });

  it("of a result carry the execution count", () => {
    const result = say("execute_result", {
      execution_count: 4,
      data: { "text/plain": "x" },
      metadata: {},
    });
    const fold = after(start("a"), result);
    expect(outputs(fold)).toEqual([
      {
        output_type: "execute_result",
        execution_count: 4,
        data: { "text/plain": "x" },
        metadata: {},
      },
    ]);
    expect(runOf(fold, "a")!.executionCount).toBe(4);
  });

  it("hold only what a file may hold", () => {
    const data = {
      "text/plain": ["a\n", "b"],
      "text/html": { no: 1 },
      "application/json": { yes: 1 },
      "image/png": null,
    };
    expect(outputs(after(start("a"), say("display_data", { data, metadata: null })))).toEqual([
      {
        output_type: "display_data",
        data: { "text/plain": "a\nb", "text/html": '{"no":1}', "application/json": { yes: 1 } },
        metadata: {},
      },
    ]);
    expect(outputs(after(start("a"), say("display_data", {})))).toEqual([
      { output_type: "display_data", data: {}, metadata: {} },
    ]);
  });
});

describe("clear_output", () => {
  it("clears at once", () => {
    expect(
      texts(after(start("a"), stream("a"), say("clear_output", { wait: false }), stream("b"))),
    ).toEqual(["b"]);
  });

  it("with wait clears when the next output comes, and not before", () => {
    const waiting = after(start("a"), stream("a"), say("clear_output", { wait: true }));
    expect(texts(waiting)).toEqual(["a"]);
    expect(texts(after(waiting, stream("b"), stream("c")))).toEqual(["bc"]);
    expect(texts(after(waiting, show("x")))).toEqual(["x"]);
    expect(texts(after(waiting, say("error", { ename: "E", evalue: "", traceback: [] })))).toEqual([
      "E",
    ]);
  });
});

describe("errors", () => {
  it("are outputs, of any shape", () => {
    expect(
      outputs(
        after(
          start("a"),
          say("error", { ename: "E", evalue: "v", traceback: ["t", 5] }),
          say("error", {}),
        ),
      ),
    ).toEqual([
      { output_type: "error", ename: "E", evalue: "v", traceback: ["t", "5"] },
      { output_type: "error", ename: "Error", evalue: "", traceback: [] },
    ]);
  });
});

describe("parents", () => {
  it("decide which cell an output belongs to, however late it comes", () => {
    const fold = after(
      start("a", "b"),
      stream("1"),
      say("status", { execution_state: "idle" }),
      stream("2", "stdout", "b"),
      stream(" late"),
    );
    expect([texts(fold), texts(fold, "b")]).toEqual([["1 late"], ["2"]]);
  });

  it("that this session did not send are ignored", () => {
    const fold = start("a");
    expect(
      after(fold, stream("x", "stdout", "stranger"), { ...stream("y"), parent_header: {} }),
    ).toBe(fold);
  });

  it("of unknown message types are ignored", () => {
    const fold = start("a");
    expect(
      after(
        fold,
        say("comm_open", {}),
        say("debug_event", {}),
        say("status", { execution_state: "starting" }),
      ),
    ).toBe(fold);
  });
});

describe("status, counts and times", () => {
  it("are kept by cell", () => {
    const fold = after(
      start("a"),
      say("status", { execution_state: "busy" }),
      say("execute_input", { code: "1", execution_count: 3 }),
      say("execute_reply", { status: "ok", execution_count: 3 }),
      say("status", { execution_state: "idle" }),
    );
    const date = "2026-01-01T00:00:00.000Z";
    expect(runOf(fold, "a")).toMatchObject({
      status: "idle",
      executionCount: 3,
      times: {
        "iopub.status.busy": date,
        "iopub.execute_input": date,
        "shell.execute_reply": date,
        "iopub.status.idle": date,
      },
    });
  });

  it("ignore a count that is none", () => {
    const fold = after(
      start("a"),
      say("execute_input", { execution_count: "x" }),
      say("execute_reply", { status: "aborted" }),
    );
    expect(runOf(fold, "a")!.executionCount).toBeNull();
  });
});

it("foldMessage leaves the state before it as it was", () => {
  const before = after(start("a"), stream("a"), show("1", "d"), stream("b"));
  after(before, stream("c"), show("2", "d"), say("clear_output", {}));
  expect(texts(before)).toEqual(["a", "1", "b"]);
  const [one, other] = [after(before, show("x")), after(before, show("y"), show("z"))];
  expect([texts(before), texts(one), texts(other)]).toEqual([
    ["a", "1", "b"],
    ["a", "1", "b", "x"],
    ["a", "1", "b", "y", "z"],
  ]);
});
