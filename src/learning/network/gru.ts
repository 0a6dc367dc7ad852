/**
 * One step of the gated recurrent unit, and back. Blocks in the order z, r, h̃. The reset gate acts on h
 * before the product (r ∘ h) W_h, as in Cho and others (2014) and in tfjs; PyTorch multiplies after it.
 * Where z is near 1 the gradient passes unchanged.
 */
import { sigmoid } from "./activation.js";
import { addProduct, addProductTransposed, addTransposedProduct, whole } from "./product.js";
import { block, gatesAt, stateAt, type Cell, type Run } from "./cell.js";
import type { Numbers } from "./tensor.js";

/** r ∘ h_{t−1}, kept at row t of `memory`. */
function resetAt({ memory, T, units }: Run, t: number) {
  return { values: memory, start: t * units, stride: (T + 1) * units };
}

/** The GRU cell; three blocks. */
export const gruCell: Cell = {
  gates: 3,

  forward(run, t) {
    const { m, T, units, Wh, z: gates, h, memory } = run;
    const old = stateAt(run, t);
    addProduct(gatesAt(run, gates, t), old, block(run, Wh.values, 0), m, units, 2 * units);
    for (let i = 0; i < m; i += 1) {
      const [at, from] = [(i * T + t) * 3 * units, (i * (T + 1) + t) * units];
      for (let j = 0; j < units; j += 1) {
        gates[at + j] = sigmoid(gates[at + j]!); // z
        const r = (gates[at + units + j] = sigmoid(gates[at + units + j]!));
        memory[from + j] = r * h[from + j]!; // r ∘ h_{t−1}
      }
    }
    const proposals = gatesAt(run, gates, t, 2);
    addProduct(proposals, resetAt(run, t), block(run, Wh.values, 2), m, units, units);
    for (let i = 0; i < m; i += 1) {
      const [at, from] = [(i * T + t) * 3 * units, (i * (T + 1) + t) * units];
      for (let j = 0; j < units; j += 1) {
        const z = gates[at + j]!;
        const proposal = (gates[at + 2 * units + j] = Math.tanh(gates[at + 2 * units + j]!)); // h̃
        h[from + units + j] = z * h[from + j]! + (1 - z) * proposal; // h_t
      }
    }
  },

  backward(run, t, dh) {
    const { m, T, units, Wh, z: gates, dz, h } = run;
    const ds: Numbers = dh.slice().fill(0); // ∂J/∂(r ∘ h_{t−1})
    for (let i = 0; i < m; i += 1) {
      const [at, from] = [(i * T + t) * 3 * units, (i * (T + 1) + t) * units];
      for (let j = 0; j < units; j += 1) {
        const z = gates[at + j]!;
        const proposal = gates[at + 2 * units + j]!;
        const d = dh[i * units + j]!;
        dz[at + j] = d * (h[from + j]! - proposal) * z * (1 - z);
        dz[at + 2 * units + j] = d * (1 - z) * (1 - proposal * proposal);
        dh[i * units + j] = d * z;
      }
    }
    const ofProposal = gatesAt(run, dz, t, 2);
    const Whh = block(run, Wh.values, 2);
    addProductTransposed(whole(ds, units), ofProposal, Whh, m, units, units);
    addTransposedProduct(block(run, Wh.gradient, 2), resetAt(run, t), ofProposal, m, units, units);
    for (let i = 0; i < m; i += 1) {
      const [at, from] = [(i * T + t) * 3 * units, (i * (T + 1) + t) * units];
      for (let j = 0; j < units; j += 1) {
        const r = gates[at + units + j]!;
        const d = ds[i * units + j]!;
        dz[at + units + j] = d * h[from + j]! * r * (1 - r);
        dh[i * units + j]! += d * r;
      }
    }
    const ofGates = gatesAt(run, dz, t);
    const Wzr = block(run, Wh.values, 0);
    addTransposedProduct(block(run, Wh.gradient, 0), stateAt(run, t), ofGates, m, units, 2 * units);
    addProductTransposed(whole(dh, units), ofGates, Wzr, m, 2 * units, units);
  },
};
