/**
 * One step of the plain RNN, h_t = tanh(x_t W_x + h_{t−1} W_h + b), and back. Every step back multiplies
 * the gradient by (1 − h²) and by W_hᵀ: over many steps it vanishes or explodes.
 */
import { addProduct, addProductTransposed, addTransposedProduct, whole } from "./product.js";
import { block, gatesAt, stateAt, type Cell } from "./cell.js";

/** The Elman cell; one block. */
export const elmanCell: Cell = {
  gates: 1,

  forward(run, t) {
    const { m, T, units, Wh, z, h } = run;
    addProduct(gatesAt(run, z, t), stateAt(run, t), block(run, Wh.values, 0), m, units, units);
    for (let i = 0; i < m; i += 1) {
      const [from, to] = [(i * T + t) * units, (i * (T + 1) + t + 1) * units];
      for (let j = 0; j < units; j += 1) h[to + j] = Math.tanh(z[from + j]!);
    }
  },

  backward(run, t, dh) {
    const { m, T, units, Wh, h, dz } = run;
    for (let i = 0; i < m; i += 1) {
      const [at, state] = [(i * T + t) * units, (i * (T + 1) + t + 1) * units];
      for (let j = 0; j < units; j += 1) {
        dz[at + j] = dh[i * units + j]! * (1 - h[state + j]! ** 2); // ∂J/∂z = ∂J/∂h ∘ (1 − h²)
      }
    }
    const gradients = gatesAt(run, dz, t);
    const weights = block(run, Wh.values, 0);
    addTransposedProduct(block(run, Wh.gradient, 0), stateAt(run, t), gradients, m, units, units);
    dh.fill(0); // ∂J/∂h_{t−1} = ∂J/∂z W_hᵀ
    addProductTransposed(whole(dh, units), gradients, weights, m, units, units);
  },
};
