import { afterEach, describe, expect, it, vi } from "vitest";
import { jupyterDisplay, plotlyMime, type MimeBundle } from "../../src/base/mime.js";
import type { LiveDisplay } from "../../src/show/display.js";
import { lossCurve } from "../../src/show/loss-curve.js";

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** A display that keeps what it shows. */
function keeping() {
  const shown: MimeBundle[] = [];
  const show: LiveDisplay = (value) => void shown.push(value[jupyterDisplay]() as MimeBundle);
  return { shown, show };
}

const moments = [
  { epoch: 1, loss: 0.7, validationLoss: 0.8 },
  { epoch: 2, loss: 0.4, validationLoss: 0.6 },
];

describe("a loss curve", () => {
  it("ends with all moments, validation and lines, whatever was drawn on the way", () => {
    const { shown, show } = keeping();
    const lines = [{ name: "ln 2", loss: Math.LN2 }];
    const watch = lossCurve({ total: 2, lines, everyMs: 1e9, show });
    moments.forEach(watch.add);
    watch.finish();
    expect(shown).toHaveLength(2); // the first moment, and the end
    const { data } = shown[1]![plotlyMime] as unknown as { data: { x: number[]; y: number[] }[] };
    expect(data.map(({ x, y }) => [x, y])).toEqual([
      [
        [1, 2],
        [0.7, 0.4],
      ],
      [
        [1, 2],
        [0.8, 0.6],
      ],
      [
        [1, 2],
        [0.6931472, 0.6931472],
      ],
    ]);
    expect(shown[1]!["text/plain"]).toContain("Loss while training");
  });

  it("shows nothing where nothing was trained", () => {
    const { shown, show } = keeping();
    lossCurve({ total: 2, show }).finish();
    expect(shown).toEqual([]);
  });

  it("is a progress bar in a terminal", () => {
    vi.stubGlobal(
      "process",
      Object.create(process, { stderr: { value: { isTTY: true, write: vi.fn() } } }),
    );
    const written = vi.mocked(process.stderr.write).mock.calls;
    const watch = lossCurve({ total: 2, title: "train" });
    moments.forEach(watch.add);
    watch.finish();
    watch.finish();
    expect(written[0]![0]).toMatch(/Ktrain █+░+ 50 %, 1 of 2/);
    expect(written.at(-2)![0]).toMatch(/Ktrain █+ 100 %/);
    expect(written.at(-1)![0]).toBe("\n");
  });

  it("says nothing in a test", () => {
    const out = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    const err = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const watch = lossCurve({ total: 2 });
    moments.forEach(watch.add);
    watch.finish();
    expect(out).not.toHaveBeenCalled();
    expect(err).not.toHaveBeenCalled();
  });

  it("of no epochs is refused", () => {
    expect(() => lossCurve({ total: 0 })).toThrow("total: 0; expected a finite number > 0");
  });
});
