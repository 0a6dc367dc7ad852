/** The loops by themselves, on a memory of their own: arithmetic against formulas written plainly here. */
import { describe, expect, it } from "vitest";
import { binary } from "../../../../src/learning/network/tfjs/loops-binary.js";
import { openMemory, type WasmBackend } from "../../../../src/learning/network/tfjs/memory.js";

/** A backend that is nothing but memory; blocks are given out one after another. */
function bare(pages = 64, room = Infinity) {
  const memory = new WebAssembly.Memory({ initial: pages });
  let next = 1024;
  return {
    wasm: {
      asm: { memory },
      get HEAPU8() {
        return new Uint8Array(memory.buffer);
      },
      _malloc(bytes: number) {
        if (next + bytes > room) return 0;
        next += (bytes + 31) & ~15;
        return next - ((bytes + 31) & ~15);
      },
      _free() {},
    },
  } as unknown as WasmBackend;
}

const memory = openMemory(bare());
const { loops } = memory;
const { _malloc: malloc } = memory.backend.wasm;

/** Lays numbers into memory; NaNs behind them show what reads too far. */
function put(values: ArrayLike<number>): number {
  const address = malloc(4 * (values.length + 4));
  memory
    .floats(address, values.length + 4)
    .fill(NaN)
    .set(values);
  return address;
}
const room = (count: number) => put(new Float32Array(count));
const get = (address: number, count: number) => [...memory.floats(address, count)];
const some = (count: number, seed: number) =>
  Float32Array.from({ length: count }, (_, i) => Math.sin(seed + 7.3 * i));
const scratch = malloc(1 << 16);

describe("a loop", () => {
  it("is compiled from the source that lies here", async () => {
    const { compile } = (await import("../../../../.config/loops.mjs" as string)) as {
      compile(entry: string): Promise<Uint8Array>;
    };
    const fresh = await compile("src/learning/wasm/network.ts");
    expect(Buffer.from(fresh).toString("base64") === binary).toBe(true);
  });

  for (const m of [1, 3, 4, 5, 9]) {
    for (const n of [1, 7, 8, 9, 17]) {
      for (const k of [1, 4, 5]) {
        it(`multiplies ${m}×${k} by ${k}×${n} under every order of either side, with bias or added`, () => {
          const [a, b, bias, start] = [some(m * k, 1), some(k * n, 2), some(n, 3), some(m * n, 4)];
          for (const [aRow, aInner] of [
            [k, 1],
            [1, m],
          ] as const) {
            for (const [bInner, bColumn] of [
              [n, 1],
              [1, k],
            ] as const) {
              for (const mode of ["plain", "bias", "add"] as const) {
                const c = put(start);
                const from = mode === "bias" ? put(bias) : 0;
                const add = mode === "add" ? 1 : 0;
                loops.product(
                  m,
                  n,
                  k,
                  put(a),
                  aRow,
                  aInner,
                  put(b),
                  bInner,
                  bColumn,
                  c,
                  n,
                  from,
                  add,
                  scratch,
                );
                const found = get(c, m * n);
                for (let i = 0; i < m; i += 1) {
                  for (let j = 0; j < n; j += 1) {
                    let sum = mode === "bias" ? bias[j]! : mode === "add" ? start[i * n + j]! : 0;
                    for (let p = 0; p < k; p += 1)
                      sum += a[i * aRow + p * aInner]! * b[p * bInner + j * bColumn]!;
                    expect(found[i * n + j]).toBeCloseTo(sum, 5);
                  }
                }
                // Nothing was written behind C.
                expect(get(c + 4 * m * n, 4)).toEqual([NaN, NaN, NaN, NaN]);
              }
            }
          }
        });
      }
    }
  }

  for (const [name, kind, f] of [
    ["linear", 0, (x: number) => x],
    ["relu", 1, (x: number) => Math.max(x, 0)],
    ["sigmoid", 2, (x: number) => 1 / (1 + Math.exp(-x))],
    ["tanh", 3, Math.tanh],
    ["hardSigmoid", 4, (x: number) => Math.min(1, Math.max(0, 0.2 * x + 0.5))],
  ] as const) {
    // Where two numbers of size ½ cancel, what is left is as exact as they were.
    const tolerance = name === "hardSigmoid" ? 6e-8 : 1e-37;
    it(`computes ${name} to float32's precision, with its slope, and keeps NaN`, () => {
      const x = Float32Array.from({ length: 2003 }, (_, i) => ((i - 1001) / 1001) ** 3 * 40);
      const y = room(x.length);
      loops.activate(x.length, put(x), y, kind);
      const found = get(y, x.length);
      found.forEach((value, i) => {
        const expected = f(x[i]!);
        expect(Math.abs(value - expected)).toBeLessThanOrEqual(
          4e-7 * Math.abs(expected) + tolerance,
        );
      });
      const slopes = room(x.length);
      loops.activateBack(x.length, y, put(x.map(() => 1)), slopes, kind);
      get(slopes, x.length).forEach((slope, i) => {
        const step = 1e-4;
        const expected = (f(x[i]! + step) - f(x[i]! - step)) / (2 * step);
        // At a corner the two sides differ.
        if (Math.abs(f(x[i]! + step) + f(x[i]! - step) - 2 * f(x[i]!)) < 1e-7)
          expect(slope).toBeCloseTo(expected, 4);
      });
      const lost = room(5);
      loops.activate(5, put([1, NaN, 2, 3, NaN]), lost, kind);
      expect(get(lost, 5).map(Number.isNaN)).toEqual([false, true, false, false, true]);
    });
  }

  it("computes a softmax and its gradient", () => {
    const x = [1, 2, 3, -1, 0, 1000, 1000, -1000, 3, 3];
    const y = room(10);
    loops.softmax(2, 5, put(x), y);
    const found = get(y, 10);
    for (const row of [0, 1]) {
      const values = x.slice(5 * row, 5 * row + 5);
      const powers = values.map((value) => Math.exp(value - Math.max(...values)));
      const sum = powers.reduce((a, b) => a + b);
      powers.forEach((power, j) => expect(found[5 * row + j]).toBeCloseTo(power / sum, 6));
    }
    const dx = room(10);
    loops.softmaxBack(2, 5, y, put([1, 0, 0, 0, 0, 0, 0, 0, 0, 1]), dx);
    expect(get(dx, 10)[0]).toBeCloseTo(found[0]! * (1 - found[0]!), 6);
    expect(get(dx, 10)[1]).toBeCloseTo(-found[0]! * found[1]!, 6);
  });

  it("takes an Adam step as the paper writes it", () => {
    const [w, g] = [some(7, 1), some(7, 2)];
    const [at, m, v] = [put(w), room(7), room(7)];
    const [b1, b2, epsilon, rate] = [0.9, 0.999, 1e-7, 0.01];
    for (let t = 1; t <= 3; t += 1)
      loops.adam(
        7,
        at,
        put(g),
        m,
        v,
        b1,
        b2,
        1 - b1,
        1 - b2,
        1 - b1 ** t,
        1 - b2 ** t,
        epsilon,
        rate,
      );
    // With the same gradient each time m/c₁ = g and v/c₂ = g²: three steps of rate · g / (|g| + ε).
    get(at, 7).forEach((value, i) =>
      expect(value).toBeCloseTo(w[i]! - (3 * rate * g[i]!) / (Math.abs(g[i]!) + epsilon), 5),
    );
  });

  it("computes the losses and their gradients", () => {
    const [p, y, dz] = [put([0.9, 0.2, 0, 1]), put([1, 0, 1, 1]), room(4)];
    const loss = loops.binaryCrossentropy(4, p, y, dz, 1e-7);
    const terms = [-Math.log(0.9), -Math.log(0.8), -Math.log(1e-7), -Math.log(1 - 1e-7)];
    expect(loss).toBeCloseTo(terms.reduce((a, b) => a + b) / 4, 5);
    // Where p is held at ε, tfjs's gradient is zero.
    expect(get(dz, 4).map((each) => Math.fround(each * 4))).toEqual(
      [0.9 - 1, 0.2, 0, 0].map((each, i) => (i < 2 ? expect.closeTo(each, 6) : 0)),
    );
    const q = put([0.5, 0.25, 0.25]);
    expect(loops.categoricalCrossentropy(1, 3, q, put([0, 1, 0]), dz, 1e-7)).toBeCloseTo(
      Math.log(4),
      6,
    );
    expect(get(dz, 3)).toEqual([0.5, -0.75, 0.25]);
    expect(loops.meanSquaredError(2, put([1, 3]), put([0, 1]), dz)).toBe(2.5);
    expect(get(dz, 2)).toEqual([1, 2]);
  });
});

describe("the memory", () => {
  it("hands out scratch that grows, and says when there is no room", () => {
    const small = openMemory(bare(64, 1 << 20));
    const first = small.scratch(10);
    expect(small.scratch(1 << 16)).toBe(first);
    expect(small.scratch(1 << 17)).not.toBe(first);
    expect(() => small.scratch(1 << 24)).toThrow(
      "WASM memory: 16777216 bytes; expected room for them",
    );
  });

  it("says when the backend shows none", () => {
    expect(() => openMemory({ wasm: { asm: {} } } as never)).toThrow(
      "memory of tfjs's WASM backend: none; expected one that it exports",
    );
  });
});
