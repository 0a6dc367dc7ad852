/** Which backend is taken on which machine, with probes instead of machines. */
import { describe, expect, it } from "vitest";
import {
  because,
  choose,
  toWish,
  type BackendName,
  type Probe,
} from "../../../../src/learning/network/tfjs/choice.js";

/** A machine on which these open; the others say why not. */
function machine(...open: BackendName[]) {
  const tried: BackendName[] = [];
  const probe =
    (name: BackendName): Probe =>
    async () => {
      tried.push(name);
      if (!open.includes(name)) throw new Error(`no ${name} here.\nsecond line`);
      return `${name} works`;
    };
  const probes = {
    native: probe("native"),
    webgpu: probe("webgpu"),
    wasm: probe("wasm"),
    cpu: probe("cpu"),
  };
  return { probes, tried };
}

describe("choosing a backend", () => {
  for (const [open, wish, name, tried, reason] of [
    [["native", "webgpu", "wasm", "cpu"], undefined, "native", 1, "native: native works"],
    [
      ["webgpu", "wasm", "cpu"],
      undefined,
      "webgpu",
      2,
      "webgpu: webgpu works; not native: no native here",
    ],
    [
      ["wasm", "cpu"],
      undefined,
      "wasm",
      3,
      "wasm: wasm works; not native: no native here; not webgpu: no webgpu here",
    ],
    [
      ["cpu"],
      undefined,
      "cpu",
      4,
      "cpu: cpu works; not native: no native here; not webgpu: no webgpu here; not wasm: no wasm here",
    ],
    [["native", "wasm", "cpu"], "cpu", "cpu", 1, "cpu: cpu works"],
    [["native", "wasm", "cpu"], "wasm", "wasm", 1, "wasm: wasm works"],
  ] as const) {
    it(`takes ${name} where ${open.join(", ")} open${wish === undefined ? "" : ` and ${wish} is wished`}`, async () => {
      const { probes, tried: seen } = machine(...open);
      expect(await choose(probes, wish)).toEqual({ name, reason });
      expect(seen).toHaveLength(tried);
    });
  }

  it("says in one line why, whatever the errors say", async () => {
    const { reason } = await choose(machine("cpu").probes);
    expect(reason).not.toContain("\n");
  });

  it("refuses a wished backend that does not open, with its reason", async () => {
    await expect(choose(machine("cpu").probes, "native")).rejects.toThrow(
      'backend: "native"; expected one that opens on this machine; not native: no native here',
    );
  });

  it("refuses a name that is none", () => {
    expect(() => toWish("cuda", "TIDEBOOK_BACKEND")).toThrow(
      'TIDEBOOK_BACKEND: "cuda"; expected "native", "webgpu", "wasm", "cpu" or "auto"',
    );
  });

  it("takes no name, an empty one and auto for no wish", () => {
    expect([undefined, "", "auto"].map((each) => toWish(each, "backend"))).toEqual(
      Array(3).fill(undefined),
    );
  });

  it("cuts a long reason", () => {
    expect(because(new Error("x".repeat(500)))).toHaveLength(120);
    expect(because("a word.")).toBe("a word");
  });
});
