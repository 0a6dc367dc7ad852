import { describe, expect, it } from "vitest";
import { Gate, takesCells } from "../../../../src/workbench/app/plugins/notebook/gate.js";
import { toReadiness } from "../../../../src/workbench/app/plugins/notebook/readiness.js";

describe("takesCells", () => {
  it.each([
    ["idle", true],
    ["busy", true],
    ["starting", true],
    ["unknown", true],
    ["dead", true],
    ["initializing", false],
    ["connecting", false],
    ["restarting", false],
  ])("a kernel that is %s takes cells: %s", (status, expected) => {
    expect(takesCells({ status, hasKernel: true })).toBe(expected);
  });

  it("a session that changes its kernel takes none until the new one is there", () => {
    expect(takesCells({ status: "starting", hasKernel: false })).toBe(false);
  });

  it("without a kernel that will come, a cell goes on, so that one is asked for", () => {
    expect(takesCells({ status: "unknown", hasKernel: false })).toBe(true);
  });
});

describe("Gate", () => {
  function makeGate() {
    const state = { open: false, changes: [] as number[] };
    const gate: Gate = new Gate(
      () => state.open,
      () => state.changes.push(gate.length),
    );
    return { gate, state };
  }

  it("lets everybody pass at once while it is open", async () => {
    const { gate, state } = makeGate();
    state.open = true;
    expect(await gate.pass()).toBe(true);
    expect(state.changes).toEqual([]);
  });

  it("releases those who waited in the order in which they came", async () => {
    const { gate, state } = makeGate();
    const passed: string[] = [];
    const all = ["a", "b", "c"].map((name) => gate.pass().then(() => passed.push(name)));
    gate.look();
    await Promise.resolve();
    expect(passed).toEqual([]);
    expect(gate.length).toBe(3);
    state.open = true;
    gate.look();
    await Promise.all(all);
    expect(passed).toEqual(["a", "b", "c"]);
    expect(state.changes).toEqual([1, 2, 3, 0]);
  });

  it("whoever comes when it is open but not yet looked at waits behind the others", async () => {
    const { gate, state } = makeGate();
    const passed: string[] = [];
    const first = gate.pass().then(() => passed.push("first"));
    state.open = true;
    const second = gate.pass().then(() => passed.push("second"));
    gate.look();
    await Promise.all([first, second]);
    expect(passed).toEqual(["first", "second"]);
  });

  it("sends everybody away on clear, and is as new afterwards", async () => {
    const { gate, state } = makeGate();
    const sent = [gate.pass(), gate.pass()];
    gate.clear();
    expect(await Promise.all(sent)).toEqual([false, false]);
    gate.clear();
    expect(state.changes).toEqual([1, 2, 0]);
    state.open = true;
    expect(await gate.pass()).toBe(true);
  });
});

describe("toReadiness", () => {
  it.each([
    ["idle", false, "ready"],
    ["busy", false, "running"],
    ["initializing", false, "starting"],
    ["connecting", false, "connecting"],
    ["unknown", false, "starting"],
    ["unknown", true, "none"],
    ["autorestarting", false, "restarting"],
    ["dead", false, "stopped"],
    ["disconnected", false, "disconnected"],
    ["constructor", false, "starting"],
  ] as const)("%s, no kernel %s: %s", (status, hasNoKernel, expected) => {
    expect(toReadiness(status, hasNoKernel)).toBe(expected);
  });

  it.each([
    [true, "on-demand"],
    [false, "none"],
  ] as const)("no kernel, not to be looked at, started by a cell %s: %s", (auto, expected) => {
    const preference = { shouldStart: false, autoStartDefault: auto };
    expect(toReadiness("unknown", true, preference)).toBe(expected);
    expect(toReadiness("idle", false, preference)).toBe("ready");
  });
});
