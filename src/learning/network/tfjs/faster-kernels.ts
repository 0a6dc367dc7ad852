/**
 * Kernels that tfjs's WASM backend has, but slowly: it copies the whole tensor before it slices, gathers element by
 * element, packs both operands of each product. The plain cases are ours, all others stay tfjs's own.
 */
import type * as Tfjs from "@tensorflow/tfjs";
import { complaint, InputError } from "../../../base/check.js";
import { sizeOf } from "./geometry.js";
import type { Run } from "./kernels.js";
import type { Memory } from "./memory.js";

type Inputs = Record<string, Tfjs.TensorInfo>;

/** Types whose elements take four bytes. */
const isWord = ({ dtype }: Tfjs.TensorInfo) => dtype === "float32" || dtype === "int32";

export function fasterKernels(tf: typeof Tfjs, memory: Memory): Readonly<Record<string, Run>> {
  const { backend, loops, address } = memory;
  const stock = (name: string): Run => {
    const { kernelFunc } = tf.getKernel(name, "wasm");
    return (inputs, attrs) =>
      kernelFunc({ inputs, attrs: attrs as Tfjs.NamedAttrMap, backend }) as Tfjs.TensorInfo;
  };
  const [gather, slice, product] = [stock("GatherV2"), stock("Slice"), stock("BatchMatMul")];

  return {
    /** Rows by number, copied whole. */
    GatherV2(inputs, attrs) {
      const { x, indices } = inputs as Inputs & { x: Tfjs.TensorInfo; indices: Tfjs.TensorInfo };
      const { axis, batchDims } = attrs as { axis: number; batchDims: number };
      const rows = axis === 0 && batchDims === 0 && indices.dtype === "int32";
      if (!rows || !isWord(x) || x.shape.length === 0) return gather(inputs, attrs);
      const rest = x.shape.slice(1);
      const out = backend.makeOutput([...indices.shape, ...rest], x.dtype);
      const [count, size, ids] = [sizeOf(indices.shape), x.shape[0]!, address(indices)];
      const bytes = 4 * sizeOf(rest);
      const wrong = loops.gatherRows(count, bytes, size, address(x), ids, address(out));
      if (wrong >= 0) {
        backend.disposeData(out.dataId);
        const id = memory.int(ids + 4 * wrong);
        throw new InputError(complaint("index of gather", id, `0 … ${size - 1}`));
      }
      return out;
    },

    /** A block that lies in one piece. */
    Slice(inputs, attrs) {
      const { x } = inputs as Inputs & { x: Tfjs.TensorInfo };
      const wanted = attrs as { begin: number[]; size: number[] };
      const [begin, size] = tf.slice_util.parseSliceParams(
        x as Tfjs.Tensor,
        wanted.begin,
        wanted.size,
      ) as [number[], number[]];
      if (!isWord(x) || !tf.slice_util.isSliceContinous(x.shape, begin, size))
        return slice(inputs, attrs);
      const offset = tf.slice_util.computeFlatOffset(begin, tf.util.computeStrides(x.shape));
      const out = backend.makeOutput(size, x.dtype);
      loops.copy(4 * sizeOf(size), address(x) + 4 * offset, address(out));
      return out;
    },

    /** Matrices side by side: as many on both sides, or one on either. */
    BatchMatMul(inputs, attrs) {
      const { a, b } = inputs as Inputs & { a: Tfjs.TensorInfo; b: Tfjs.TensorInfo };
      const { transposeA, transposeB } = attrs as { transposeA: boolean; transposeB: boolean };
      const [outerA, outerB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
      const [countA, countB] = [sizeOf(outerA), sizeOf(outerB)];
      const [rowsA, columnsA] = a.shape.slice(-2) as [number, number];
      const [rowsB, columnsB] = b.shape.slice(-2) as [number, number];
      const [m, k] = transposeA ? [columnsA, rowsA] : [rowsA, columnsA];
      const [inner, n] = transposeB ? [columnsB, rowsB] : [rowsB, columnsB];
      const paired = outerA.join() === outerB.join() || countA === 1 || countB === 1;
      if (!paired || inner !== k || a.dtype !== "float32" || b.dtype !== "float32")
        return product(inputs, attrs);
      const outer = tf.broadcast_util.assertAndGetBroadcastShape(outerA, outerB);
      const out = backend.makeOutput([...outer, m, n], "float32");
      const scratch = memory.scratch(loops.productScratch(k));
      const [aRow, aInner] = transposeA ? [1, m] : [k, 1];
      const [bInner, bColumn] = transposeB ? [1, k] : [n, 1];
      let [from, by, to] = [address(a), address(b), address(out)];
      for (let i = sizeOf(outer); i > 0; i -= 1) {
        loops.product(m, n, k, from, aRow, aInner, by, bInner, bColumn, to, n, 0, 0, scratch);
        if (countA > 1) from += 4 * m * k;
        if (countB > 1) by += 4 * k * n;
        to += 4 * m * n;
      }
      return out;
    },
  };
}
