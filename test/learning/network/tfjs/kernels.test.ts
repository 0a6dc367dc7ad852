/** Each kernel that we add to the WASM backend, against tfjs's cpu backend over a table of shapes. */
import { describe, expect, it } from "vitest";
import { difference, on, runsOf, tensorOf, tf, type Tensor } from "./both.js";

type Shape4 = [number, number, number, number];

interface ConvolutionCase {
  readonly x: Shape4;
  readonly filter: Shape4;
  readonly strides: number | [number, number];
  readonly pad: "same" | "valid" | number;
}

const convolutions: readonly ConvolutionCase[] = [
  { x: [2, 6, 6, 1], filter: [3, 3, 1, 8], strides: 1, pad: "valid" },
  { x: [2, 6, 6, 1], filter: [3, 3, 1, 8], strides: 1, pad: "same" },
  { x: [1, 7, 5, 3], filter: [3, 2, 3, 5], strides: [2, 1], pad: "same" },
  { x: [3, 5, 7, 2], filter: [1, 1, 2, 4], strides: 1, pad: "valid" },
  { x: [2, 9, 9, 4], filter: [3, 3, 4, 9], strides: 3, pad: "valid" },
  { x: [1, 5, 5, 1], filter: [5, 5, 1, 1], strides: 1, pad: "same" },
  { x: [2, 4, 4, 3], filter: [2, 2, 3, 16], strides: 2, pad: "valid" },
  { x: [1, 6, 6, 2], filter: [3, 3, 2, 3], strides: 1, pad: 1 },
  { x: [1, 3, 3, 1], filter: [5, 5, 1, 2], strides: 1, pad: "same" },
  { x: [0, 6, 6, 1], filter: [3, 3, 1, 2], strides: 1, pad: "valid" },
];
const named = ({ x, filter, strides, pad }: ConvolutionCase) =>
  `${x.join("×")} by ${filter.join("×")}, strides ${String(strides)}, pad ${pad}`;

describe("a kernel on WASM says what the cpu backend says", () => {
  for (const each of convolutions) {
    it(`in a convolution and its gradients: ${named(each)}`, async () => {
      const { filter, strides, pad } = each;
      const f = () => {
        const x = tensorOf(each.x, 1) as Tensor & { rank: 4 };
        const w = tensorOf(filter, 2);
        const convolve = (a: Tensor, b: Tensor) =>
          tf.conv2d(a as never, b as never, strides, pad) as Tensor;
        const y = convolve(x, w);
        const dy = tensorOf(y.shape, 3);
        return [y, ...tf.grads(convolve)([x, w], dy)];
      };
      const reference = await on("cpu", f);
      let ours: Awaited<typeof reference> = [];
      const runs = await runsOf("Conv2DBackpropFilter", async () => {
        ours = await on("wasm", f);
      });
      expect(difference(ours, reference)).toBeLessThan(1e-5);
      expect(runs).toBe(1);
    });
  }

  for (const each of [
    { x: [2, 6, 6, 3], filter: [3, 3, 3, 1], strides: 1, pad: "same" },
    { x: [1, 7, 5, 2], filter: [2, 3, 2, 3], strides: 1, pad: "valid" },
    { x: [2, 8, 8, 4], filter: [3, 3, 4, 2], strides: 2, pad: "same" },
  ] as const) {
    it(`in a depthwise convolution's gradients: ${named(each as never)}`, async () => {
      const f = () => {
        const convolve = (a: Tensor, b: Tensor) =>
          tf.depthwiseConv2d(a as never, b as never, each.strides, each.pad) as Tensor;
        const [x, w] = [tensorOf(each.x, 1), tensorOf(each.filter, 2)];
        const dy = tensorOf(convolve(x, w).shape, 3);
        return tf.grads(convolve)([x, w], dy);
      };
      expect(difference(await on("wasm", f), await on("cpu", f))).toBeLessThan(1e-5);
      expect(await runsOf("DepthwiseConv2dNativeBackpropInput", () => on("wasm", f))).toBe(1);
      expect(await runsOf("DepthwiseConv2dNativeBackpropFilter", () => on("wasm", f))).toBe(1);
    });
  }

  for (const each of [
    { x: [2, 6, 6, 3], size: 2, strides: 2, pad: "valid" },
    { x: [1, 7, 5, 4], size: [3, 2], strides: [2, 1], pad: "same" },
    { x: [2, 5, 5, 6], size: 3, strides: 1, pad: "valid" },
    { x: [1, 4, 4, 1], size: 4, strides: 4, pad: "valid" },
  ] as const) {
    const { size, strides, pad } = each;
    it(`in max pooling's gradient: ${each.x.join("×")} by ${String(size)}, strides ${String(strides)}, pad ${pad}`, async () => {
      const f = () => {
        const pool = (a: Tensor) =>
          tf.maxPool(a as never, size as never, strides as never, pad) as Tensor;
        const x = tensorOf(each.x, 1);
        return tf.grad(pool as never)(x, tensorOf(pool(x).shape, 3) as never) as Tensor;
      };
      expect(difference(await on("wasm", f), await on("cpu", f))).toBeLessThan(1e-6);
      expect(await runsOf("MaxPoolGrad", () => on("wasm", f))).toBe(1);
    });
  }

  for (const [ids, shape, segments] of [
    [[0, 1, 2], [3, 4], 3],
    [[2, 2, 0, 2, 1], [5, 7], 4],
    [[5, -1, 0], [3, 3], 6],
    [[0, 0, 0, 0], [4], 1],
    [[1, 3], [2, 2, 3], 5],
    [[], [0, 3], 2],
  ] as const) {
    for (const dtype of ["float32", "int32"] as const) {
      it(`in a sum by segment: ids ${ids.join()}, ${dtype} ${shape.join("×")}`, async () => {
        const f = () =>
          tf
            .unsortedSegmentSum(
              tf.mul(tensorOf(shape, 4), 100).cast(dtype),
              tf.tensor1d([...ids], "int32"),
              segments,
              // The cpu backend makes floats of integers.
            )
            .toFloat();
        const expected = Array.from({ length: segments }, () => 0);
        ids.forEach((id) => id >= 0 && (expected[id]! += 1));
        const ones = () =>
          tf.unsortedSegmentSum(
            tf.ones([ids.length, 1], dtype),
            tf.tensor1d([...ids], "int32"),
            segments,
          );
        expect((await on("wasm", ones))[0]!.values).toEqual(expected);
        expect(difference(await on("wasm", f), await on("cpu", f))).toBeLessThan(1e-6);
      });
    }
  }

  for (const [shape, ids] of [
    [
      [5, 3],
      [4, 0, 0, 2],
    ],
    [[4], [3, 1]],
    [
      [3, 2, 2],
      [
        [0, 2],
        [1, 1],
      ],
    ],
    [[2, 3], []],
  ] as const) {
    it(`in gathering rows ${JSON.stringify(ids)} of ${shape.join("×")}`, async () => {
      const f = () =>
        tf.gather(tensorOf(shape, 5), tf.tensor(ids as never, undefined, "int32") as never);
      expect(difference(await on("wasm", f), await on("cpu", f))).toBe(0);
      expect(await runsOf("GatherV2", () => on("wasm", f))).toBe(1);
    });
  }

  it("in gathering along another axis", async () => {
    const f = () => tf.gather(tensorOf([3, 4], 6), tf.tensor1d([3, 0], "int32"), 1);
    expect(difference(await on("wasm", f), await on("cpu", f))).toBe(0);
  });

  for (const [shape, begin, size] of [
    [[6], [2], [3]],
    [
      [6, 4],
      [1, 0],
      [4, 4],
    ],
    [
      [6, 4],
      [1, 1],
      [4, 2],
    ],
    [
      [5, 3, 2],
      [4, 0, 0],
      [1, 3, 2],
    ],
    [
      [5, 3, 2],
      [2, 1, 0],
      [1, 1, 2],
    ],
    [
      [3, 3],
      [3, 0],
      [0, 3],
    ],
  ] as const) {
    for (const dtype of ["float32", "int32", "bool"] as const) {
      it(`in slicing ${size.join("×")} at ${begin.join()} from ${dtype} ${shape.join("×")}`, async () => {
        const f = () =>
          tf.slice(
            dtype === "bool"
              ? tf.greater(tensorOf(shape, 8), 0)
              : tf.mul(tensorOf(shape, 8), 5).cast(dtype),
            [...begin],
            [...size],
          ) as Tensor;
        expect(difference(await on("wasm", f), await on("cpu", f))).toBe(0);
      });
    }
  }

  for (const [a, b] of [
    [
      [3, 5],
      [5, 7],
    ],
    [
      [1, 1],
      [1, 1],
    ],
    [
      [8, 16],
      [16, 8],
    ],
    [
      [13, 9],
      [9, 17],
    ],
    [
      [2, 4, 3],
      [2, 3, 5],
    ],
    [
      [1, 4, 3],
      [3, 3, 5],
    ],
    [
      [2, 3, 4, 3],
      [2, 3, 3, 2],
    ],
    [
      [2, 1, 4, 3],
      [1, 3, 3, 2],
    ],
    [
      [0, 3],
      [3, 2],
    ],
    [
      [2, 0],
      [0, 3],
    ],
  ] as const) {
    for (const [transposeA, transposeB] of [
      [false, false],
      [true, false],
      [false, true],
      [true, true],
    ] as const) {
      it(`in the product of ${a.join("×")}${transposeA ? "ᵀ" : ""} and ${b.join("×")}${transposeB ? "ᵀ" : ""}`, async () => {
        const turned = (shape: readonly number[], turn: boolean) =>
          turn ? [...shape.slice(0, -2), shape.at(-1)!, shape.at(-2)!] : shape;
        const f = () =>
          tf.matMul(
            tensorOf(turned(a, transposeA), 1),
            tensorOf(turned(b, transposeB), 2),
            transposeA,
            transposeB,
          );
        expect(difference(await on("wasm", f), await on("cpu", f))).toBeLessThan(1e-5);
        if (a.length < 4 && !a.includes(0 as never))
          expect(await runsOf("BatchMatMul", () => on("wasm", f))).toBe(1);
      });
    }
  }

  it("and refuses channels first", () => {
    const { kernelFunc } = tf.getKernel("Conv2DBackpropFilter", "wasm");
    const [x, dy] = [tensorOf([1, 1, 4, 4], 1), tensorOf([1, 1, 3, 3], 2)];
    const attrs = { strides: 1, pad: "valid", dataFormat: "NCHW", filterShape: [2, 2, 1, 1] };
    expect(() =>
      kernelFunc({ inputs: { x, dy }, attrs: attrs as never, backend: tf.backend() }),
    ).toThrow('data format of a convolution on WASM: "NCHW"; expected "NHWC"');
  });

  it("and refuses a row that is not there", () => {
    expect(() => tf.gather(tensorOf([3, 2], 1), tf.tensor1d([0, 3], "int32"))).toThrow(
      "index of gather: 3; expected 0 … 2",
    );
  });
});
