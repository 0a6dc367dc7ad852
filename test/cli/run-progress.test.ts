import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { barLine, progressView } from "../../src/cli/run-progress.js";

const bar = { path: "notebooks/04-word2vec.ipynb", done: 5, total: 10, cell: 6, elapsedMs: 3210 };

describe("barLine", () => {
  it("shows path, bar, cells and time", () => {
    expect(barLine(bar, 120)).toBe(
      "notebooks/04-word2vec.ipynb ██████████░░░░░░░░░░ 5/10 cells, at cell 6, 3.2 s",
    );
    expect(barLine({ ...bar, cell: undefined, done: 0, total: 0 }, 120)).toContain(
      "░░░░ starting the kernel, 3.2 s",
    );
  });

  it("fits any width", () => {
    for (const columns of [1, 20, 60, 80])
      expect(barLine(bar, columns).length).toBeLessThan(Math.max(columns, 2));
    expect(barLine(bar, 70)).toContain("…");
  });
});

describe("progressView", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function sink(isTTY: boolean) {
    const written: string[] = [];
    return { isTTY, columns: 100, written, write: (text: string) => (written.push(text), true) };
  }

  it("writes plain lines where there is no terminal", () => {
    const out = sink(false);
    const view = progressView(out as never);
    view.start("a.ipynb");
    view.update("a.ipynb", { step: "kernel", kernel: "tslab", total: 2 });
    view.update("a.ipynb", { step: "note", text: "unchecked" });
    view.update("a.ipynb", { step: "start", cell: 1, done: 0, total: 2 });
    view.end("a.ipynb");
    view.say("a.ipynb: ok");
    expect(out.written.join("")).toBe(
      "a.ipynb: starting the kernel\na.ipynb: running 2 cells on tslab\nnote: unchecked\na.ipynb: ok\n",
    );
  });

  it("redraws a bar for each notebook on a terminal, and leaves what is said", () => {
    const out = sink(true);
    const view = progressView(out as never);
    view.start("a.ipynb");
    view.start("b.ipynb");
    view.update("a.ipynb", { step: "kernel", kernel: "tslab", total: 2 });
    view.update("a.ipynb", { step: "end", cell: 1, done: 1, total: 2 });
    vi.advanceTimersByTime(100);
    expect(out.written.at(-2)).toBe("\x1b[2A\x1b[J");
    expect(out.written.at(-1)).toMatch(
      /^a\.ipynb █{10}░{10} 1\/2 cells, at cell 1, 0\.1 s\nb\.ipynb ░{20} starting the kernel, 0\.1 s\n$/,
    );
    view.end("a.ipynb");
    view.say("a.ipynb: ok");
    expect(out.written.join("")).toContain("\x1b[1A\x1b[Ja.ipynb: ok\nb.ipynb ");
    view.end("b.ipynb");
    expect(out.written.at(-1)).toBe("\x1b[1A\x1b[J");
    const count = out.written.length;
    vi.advanceTimersByTime(1000);
    expect(out.written.length).toBe(count);
  });
});
