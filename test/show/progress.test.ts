import { describe, expect, test, vi } from "vitest";
import { jupyterDisplay, type Displayable } from "../../src/base/mime.js";
import { progress, progressPicture } from "../../src/show/progress.js";

describe("a moment of progress", () => {
  test("tells share, rate and time left", () => {
    // 250 of 1000 in 2 s are 125/s; 750 more take 6 s
    const picture = progressPicture({ label: "train", done: 250, total: 1000, elapsedMs: 2000 });
    expect(picture["text/plain"]).toBe(
      "train █████░░░░░░░░░░░░░░░ 25 %, 250 of 1000, 125/s, 6.0 s left",
    );
    expect(picture["text/html"]).toBe(
      '<label>train <progress value="0.2500" max="1"></progress> 25 %, 250 of 1000, 125/s, 6.0 s left</label>',
    );
  });

  test("knows neither rate nor time left at the start, and the time taken at the end", () => {
    const start = progressPicture({ done: 0, total: 10, elapsedMs: 0 });
    expect(start["text/plain"]).toBe("░░░░░░░░░░░░░░░░░░░░ 0 %, 0 of 10");
    const end = progressPicture({ done: 10, total: 10, elapsedMs: 500 });
    expect(end["text/plain"]).toBe("████████████████████ 100 %, 10 of 10, 20/s, 0.5 s");
  });

  test("counts long times in minutes and hours", () => {
    // one unit a second: 90 s, 3599 s and 12,600 s are left
    const left = [90, 3599, 12_600].map((rest) =>
      String(progressPicture({ done: 1, total: rest + 1, elapsedMs: 1000 })["text/plain"]),
    );
    expect(left.map((line) => line.split(", ").at(-1))).toEqual([
      "2 min left",
      "60 min left",
      "3.5 h left",
    ]);
  });

  test("refuses what is not counted", () => {
    const message = "done: NaN; expected a finite number";
    expect(() => progressPicture({ done: NaN, total: 1, elapsedMs: 1 })).toThrow(message);
  });

  test("escapes its label", () => {
    const html = progressPicture({ label: "<i>", done: 1, total: 2, elapsedMs: 1 })["text/html"];
    expect(html).toContain("<label>&lt;i&gt; <progress");
  });
});

describe("a progress display", () => {
  function clocked(total: number) {
    const shown: string[] = [];
    const clock = { nowMs: 0 };
    const show = (value: Displayable): void => {
      shown.push(String((value[jupyterDisplay]() as Record<string, unknown>)["text/plain"]));
    };
    const bar = progress({ total, everyMs: 200, nowMs: () => clock.nowMs, show });
    return { bar, shown, clock };
  }

  test("draws at most once in its interval, and its end once", () => {
    const { bar, shown, clock } = clocked(1000);
    for (let done = 1; done <= 1000; done += 1) {
      clock.nowMs = done;
      bar.update(done);
    }
    bar.finish();
    bar.finish();
    bar.update(1000);
    expect(shown).toHaveLength(6);
    expect(shown.at(-1)).toContain("100 %, 1000 of 1000, 1000/s, 1.0 s");
  });

  test("says nothing where no kernel is", () => {
    const print = vi.spyOn(console, "log").mockImplementation(() => {});
    const bar = progress({ total: 3 });
    bar.update(1);
    bar.finish();
    expect(print).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });

  test("refuses a total that nothing is a share of", () => {
    const message = "total: 0; expected a finite number > 0";
    expect(() => progress({ total: 0 })).toThrow(message);
    expect(() => progressPicture({ done: 0, total: 0, elapsedMs: 0 })).toThrow(message);
  });
});
