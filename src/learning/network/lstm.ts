/**
 * One step of long short-term memory, and back. Blocks in the order i, f, c̃, o, as in tfjs. The way back
 * through c multiplies by f alone, so a gate that stays open carries the gradient far.
 */
import { sigmoid } from "./activation.js";
import { addProduct, addProductTransposed, addTransposedProduct, whole } from "./product.js";
import { block, gatesAt, stateAt, type Cell } from "./cell.js";

/** The LSTM cell; four blocks. The forget gate starts open (b_f = 1; Jozefowicz and others 2015). */
export const lstmCell: Cell = {
  gates: 4,
  bias: [0, 1, 0, 0],

  forward(run, t) {
    const { m, T, units: u, Wh, z, h, memory: c } = run;
    addProduct(gatesAt(run, z, t), stateAt(run, t), block(run, Wh.values, 0), m, u, 4 * u);
    for (let n = 0; n < m; n += 1) {
      const [at, from] = [(n * T + t) * 4 * u, (n * (T + 1) + t) * u];
      for (let j = 0; j < u; j += 1) {
        const i = (z[at + j] = sigmoid(z[at + j]!));
        const f = (z[at + u + j] = sigmoid(z[at + u + j]!));
        const proposal = (z[at + 2 * u + j] = Math.tanh(z[at + 2 * u + j]!)); // c̃
        const o = (z[at + 3 * u + j] = sigmoid(z[at + 3 * u + j]!));
        const state = (c[from + u + j] = f * c[from + j]! + i * proposal); // c_t
        h[from + u + j] = o * Math.tanh(state); // h_t
      }
    }
  },

  backward(run, t, dh, dc) {
    const { m, T, units: u, Wh, z, dz, memory: c } = run;
    for (let n = 0; n < m; n += 1) {
      const [at, from] = [(n * T + t) * 4 * u, (n * (T + 1) + t) * u];
      for (let j = 0; j < u; j += 1) {
        const [i, f] = [z[at + j]!, z[at + u + j]!];
        const [proposal, o] = [z[at + 2 * u + j]!, z[at + 3 * u + j]!];
        const squashed = Math.tanh(c[from + u + j]!);
        const d = dh[n * u + j]!;
        const dState = dc[n * u + j]! + d * o * (1 - squashed * squashed); // ∂J/∂c_t
        dz[at + j] = dState * proposal * i * (1 - i);
        dz[at + u + j] = dState * c[from + j]! * f * (1 - f);
        dz[at + 2 * u + j] = dState * i * (1 - proposal * proposal);
        dz[at + 3 * u + j] = d * squashed * o * (1 - o);
        dc[n * u + j] = dState * f; // ∂J/∂c_{t−1}
      }
    }
    const gradients = gatesAt(run, dz, t);
    addTransposedProduct(block(run, Wh.gradient, 0), stateAt(run, t), gradients, m, u, 4 * u);
    dh.fill(0);
    addProductTransposed(whole(dh, u), gradients, block(run, Wh.values, 0), m, 4 * u, u);
  },
};
