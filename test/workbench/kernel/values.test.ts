/** What a cell's last value becomes: one table, hostile values included. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contents, LiveKernel, resultText, type Loose } from "./live-kernel.js";

let kernel: LiveKernel;
beforeAll(async () => {
  kernel = await LiveKernel.start();
});
afterAll(() => kernel.close());

const data = async (code: string): Promise<Loose> =>
  contents((await kernel.execute(code)).iopub, "execute_result")[0]?.data;

describe("a value", () => {
  it.each([
    ["true", "true"],
    ["10n ** 20n", "100000000000000000000n"],
    ["Symbol('s')", "Symbol(s)"],
    ["new Map([['a', 1]])", "Map(1) { 'a' => 1 }"],
    ["new Date(0)", "1970-01-01T00:00:00.000Z"],
    ["/x/g", "/x/g"],
    ["new Float32Array(3)", "Float32Array(3) [ 0, 0, 0 ]"],
    ["const round: any = {}; round.self = round; round", "<ref *1> { self: [Circular *1] }"],
    ["({ get bad() { throw new Error('no') } })", "{ bad: [Getter] }"],
    ["[]", "[]"],
    ["(() => 1)", "[Function (anonymous)]"],
  ])("%s is text", async (code, text) => {
    expect(await data(code)).toEqual({ "text/plain": text });
  });

  it("that knows its bundle gives it, at once or later", async () => {
    const method = "[Symbol.for('Jupyter.display')]";
    expect(await data(`({ ${method}: () => ({ "text/html": "<b>1</b>" }) })`)).toMatchObject({
      "text/html": "<b>1</b>",
      "text/plain": expect.any(String),
    });
    expect(
      await data(
        `({ async ${method}() { return { "text/markdown": "*2*", "text/plain": "2" } } })`,
      ),
    ).toEqual({ "text/markdown": "*2*", "text/plain": "2" });
  });

  it.each([
    "({ [Symbol.for('Jupyter.display')]() { throw new Error('broken display') } })",
    "({ async [Symbol.for('Jupyter.display')]() { throw new Error('broken display') } })",
  ])("whose display fails says so: %s", async (code) => {
    expect((await data(code))["text/plain"]).toContain(
      "(its display failed: Error: broken display)",
    );
  });

  it("that is a bundle, a Plotly figure or an image is shown as such", async () => {
    expect(await data("({ data: { 'text/html': '<p>' }, metadata: {} })")).toMatchObject({
      "text/html": "<p>",
    });
    const figure = await data(
      "({ data: [{ type: 'bar', x: [1], y: [2] }], layout: { title: { text: 't' } } })",
    );
    expect(figure["application/vnd.plotly.v1+json"].layout).toEqual({ title: { text: "t" } });
    expect(figure["text/plain"]).toBe("Plotly figure: bar");
    expect((await data("Buffer.from('89504e470d0a1a0a', 'hex')"))["image/png"]).toBe(
      "iVBORw0KGgo=",
    );
  });

  it("that is records or a DataFrame is a table", async () => {
    const records = await data("[{ name: 'a<b', size: 1 }, { name: 'c', size: 20 }]");
    expect(records["text/plain"]).toBe("   name  size\n0  a<b      1\n1  c       20");
    expect(records["text/html"]).toContain('<td style="text-align: left">a&lt;b</td>');
    const frame = await data(
      "({ columns: ['x'], index: [0, 1], shape: [2, 1], values: [[1], [2]], head() {} })",
    );
    expect(frame["text/html"]).toContain("2 rows × 1 columns");
  });

  it("that is an Error is a result, not a failure", async () => {
    const { reply, iopub } = await kernel.execute("new Error('only a value')");
    expect(reply.content["status"]).toBe("ok");
    expect(resultText(iopub)).toContain("only a value");
  });

  it.each([
    ["new Array(10_000_000).fill(1)", "... 9999900 more items"],
    ["'x'.repeat(5_000_000)", "... 4900000 more characters"],
    ["const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); proxy", "Revoked Proxy"],
    ["new Proxy({}, { get() { throw new Error('hostile') } })", "{}"],
  ])("%s neither floods nor breaks anything", async (code, text) => {
    const shown = (await data(code))["text/plain"];
    expect(shown).toContain(text);
    expect(shown.length).toBeLessThan(200_000);
  });
});

describe("names", () => {
  it("a closure sees a later cell's assignment", async () => {
    await kernel.execute("let n = 0; function inc() { return ++n }");
    await kernel.execute("inc(); inc()");
    await kernel.execute("n = 100");
    expect(resultText((await kernel.execute("inc()")).iopub)).toBe("101");
    expect(resultText((await kernel.execute("n")).iopub)).toBe("101");
  });

  it("anything may be declared again", async () => {
    await kernel.execute("const twice = 1; class Thing { a = 1 }");
    await kernel.execute("const twice = 'two'; class Thing { b = 2 }");
    expect(resultText((await kernel.execute("[twice, new Thing()]")).iopub)).toBe(
      "[ 'two', Thing { b: 2 } ]",
    );
  });

  it("`for await`, `import()` and __dirname work at top level", async () => {
    const { iopub } = await kernel.execute(
      `const path = await import("node:path"); let total = 0;
       for await (const x of (async function* () { yield 1; yield 2 })()) total += x;
       [total, path.basename("/a/b"), __dirname === process.cwd()]`,
    );
    expect(resultText(iopub)).toBe("[ 3, 'b', true ]");
  });
});
