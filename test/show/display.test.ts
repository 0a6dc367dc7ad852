import { createRequire } from "node:module";
import { inspect } from "node:util";
import { afterEach, describe, expect, test, vi } from "vitest";
import { kernelTslab } from "../../src/base/mime.js";
import { display, hasKernel, newDisplay } from "../../src/show/display.js";
import { toPicture } from "../../src/show/picture.js";

const picture = (text: string) => toPicture({ "text/html": `<b>${text}</b>`, "text/plain": text });
const bundle = (text: string) => ({ "text/html": `<b>${text}</b>`, "text/plain": text });

afterEach(() => {
  Reflect.deleteProperty(globalThis, kernelTslab);
  Reflect.deleteProperty(globalThis, "__tslab__");
  delete createRequire(import.meta.url).cache["/anywhere/tslab/dist/jupyter.js"];
  vi.restoreAllMocks();
});

describe("display", () => {
  test("prints the text outside a kernel", () => {
    const print = vi.spyOn(console, "log").mockImplementation(() => {});
    display(picture("one"));
    newDisplay()(picture("two"));
    display(toPicture({ "image/png": "AAAA" }));
    expect(print.mock.calls).toEqual([["one"], ["two"], ["image/png"]]);
    expect(hasKernel()).toBe(false);
  });

  test("returns nothing, so that a cell which ends with it shows the picture once", () => {
    vi.spyOn(console, "log").mockImplementation(() => {});
    expect(display(picture("one"))).toBeUndefined();
    expect(newDisplay()(picture("one"))).toBeUndefined();
  });

  test("hands whole bundles to our kernel", () => {
    const sent: unknown[] = [];
    const place = (name: string) => ({ bundle: (data: unknown) => void sent.push([name, data]) });
    Reflect.set(globalThis, kernelTslab, {
      display: place("new"),
      newDisplay: () => place("live"),
    });
    expect(hasKernel()).toBe(true);
    display(picture("one"));
    const live = newDisplay();
    live(picture("two"));
    live(picture("three"));
    expect(sent).toEqual([
      ["new", bundle("one")],
      ["live", bundle("two")],
      ["live", bundle("three")],
    ]);
  });

  test("hands whole bundles to stock tslab, a live one under one id", () => {
    const sent: unknown[][] = [];
    const loaded = createRequire(import.meta.url).cache;
    const exports = { lastWriteDisplayData: (...args: unknown[]) => void sent.push(args) };
    loaded["/anywhere/tslab/dist/jupyter.js"] = { exports } as NodeJS.Module;
    Reflect.set(globalThis, "__tslab__", {});
    display(picture("one"));
    const live = newDisplay();
    live(picture("two"));
    live(picture("three"));
    const [first, second, third] = sent;
    expect(first).toEqual([{ data: bundle("one"), metadata: {}, transient: {} }, false]);
    expect(second?.[0]).toMatchObject({
      transient: { display_id: expect.stringMatching(/^tidebook-/) as string },
    });
    expect([second?.[1], third?.[1]]).toEqual([false, true]);
    expect((third?.[0] as { transient: unknown }).transient).toEqual(
      (second?.[0] as { transient: unknown }).transient,
    );
  });

  test("prints a picture as its text where nothing displays it", () => {
    expect(inspect(toPicture({ "text/html": "<b>x</b>", "text/plain": "x" }))).toBe("x");
    expect(inspect(toPicture({ "text/html": "y" }))).toBe("{ 'text/html': 'y' }");
  });

  test("refuses what knows no bundle", () => {
    const rule = "expected a picture, such as chart(…) or table(…) returns";
    expect(() => display(5 as never)).toThrow(`value to display: 5; ${rule}`);
    expect(() => display(null as never)).toThrow(`value to display: null; ${rule}`);
    const later = { [Symbol.for("Jupyter.display")]: () => Promise.resolve({}) };
    expect(() => display(later as never)).toThrow(
      "bundle to display: {}; expected a MIME bundle, not a promise of one",
    );
  });
});
