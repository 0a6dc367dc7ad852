/**
 * Dense and recurrent layers as one operation each way under tfjs's own gradients: what `model.apply`,
 * `predict` and training loops written by hand use, where no compiled step is at work. A layer that the loops
 * cannot run (masks, dropout at work, states from outside, other activations) runs as tfjs wrote it.
 */
import type * as Tfjs from "@tensorflow/tfjs";
import type { Memory } from "./memory.js";
import { recurrentSequence, type RecurrentView } from "./recurrent-view.js";
import { gatesOf, roomOf, sequenceBack, sequenceForward, type Sequence } from "./sequence.js";
import { activationNumber, type LayerView, type WeightView } from "./step/stage.js";

type Tf = typeof Tfjs;
type Tensors = Tfjs.Tensor[];

interface Kwargs {
  readonly mask?: unknown;
  readonly training?: boolean;
  readonly initialState?: unknown;
}

interface LayerClass {
  readonly prototype: {
    call(inputs: Tfjs.Tensor | Tensors, kwargs?: Kwargs): Tfjs.Tensor | Tensors;
  };
}

/** tfjs's classes by name: the same that it loads saved models with. */
export const layerClasses = (tf: Tf): Readonly<Record<string, readonly [LayerClass, unknown]>> =>
  (
    tf.serialization.SerializationMap as unknown as {
      getMap(): { classNameMap: Record<string, [LayerClass, unknown]> };
    }
  ).getMap().classNameMap;

/** Puts the fused calls into tfjs's layer classes. */
export function installFusedLayers(tf: Tf, memory: Memory): void {
  const classes = layerClasses(tf);
  const count = (name: string) => memory.runs.set(name, (memory.runs.get(name) ?? 0) + 1);
  const only = (inputs: Tfjs.Tensor | Tensors) =>
    Array.isArray(inputs) ? (inputs.length === 1 ? inputs[0] : undefined) : inputs;
  const usable = (x: Tfjs.Tensor | undefined): x is Tfjs.Tensor =>
    tf.getBackend() === "wasm" && x?.dtype === "float32" && x.size > 0;

  for (const name of Object.keys(gatesOf)) {
    const { prototype } = classes[name]![0];
    const stock = prototype.call;
    prototype.call = function (this: RecurrentView, inputs, kwargs) {
      const x = only(inputs);
      const plain = kwargs?.mask == null && kwargs?.initialState == null;
      const stateless = !this.returnState || this.getClassName() !== "LSTM";
      const sequence =
        usable(x) && plain && stateless
          ? recurrentSequence(this, x.shape, kwargs?.training === true)
          : undefined;
      if (sequence === undefined) return stock.call(this as never, inputs, kwargs);
      count(name);
      return tf.tidy(() => {
        const y = recurrent(tf, memory, sequence, this, x!);
        if (!this.returnState) return y;
        if (!this.returnSequences) return [y, y];
        const { batch, steps, units } = sequence;
        const last = tf.reshape(tf.slice(y, [0, steps - 1, 0], [batch, 1, units]), [batch, units]);
        return [y, last];
      }) as Tfjs.Tensor | Tensors;
    };
  }

  const { prototype } = classes["Dense"]![0];
  const stock = prototype.call;
  prototype.call = function (this: LayerView, inputs, kwargs) {
    const x = only(inputs);
    const activation = activationNumber(this.activation);
    const plain = this["_callHook"] == null && this["callHook"] == null;
    if (!usable(x) || activation === undefined || !plain || x.rank < 2)
      return stock.call(this as never, inputs, kwargs);
    count("Dense");
    return tf.tidy(() => dense(tf, memory, this, x, activation));
  };
}

const weightsOf = (...weights: unknown[]): Tensors =>
  weights.filter((each) => each != null).map((each) => (each as WeightView).read());

function dense(
  tf: Tf,
  memory: Memory,
  layer: LayerView,
  x: Tfjs.Tensor,
  activation: number,
): Tfjs.Tensor {
  const { loops, address } = memory;
  const tensor = make(tf, memory);
  const units = layer["units"] as number;
  const inputs = x.shape.at(-1)!;
  const rows = x.size / inputs;
  const room = () => memory.scratch(loops.productScratch(Math.max(inputs, rows, units)));
  const operation = tf.customGrad((...given) => {
    const save = given.pop() as unknown as (tensors: Tensors) => void;
    const [from, kernel, bias] = given as Tensors;
    const y = tensor([...x.shape.slice(0, -1), units]);
    const [a, w, to] = [address(from!), address(kernel!), address(y)];
    const b = bias === undefined ? 0 : address(bias);
    loops.product(rows, units, inputs, a, inputs, 1, w, units, 1, to, units, b, 0, room());
    if (activation !== 0) loops.activate(rows * units, to, to, activation);
    save([from!, kernel!, y]);
    const gradFunc = (dy: Tfjs.Tensor, saved: Tensors): Tensors => {
      const [x0, w0, y0] = saved.map(address) as [number, number, number];
      const dz = tensor(dy.shape);
      loops.activateBack(rows * units, y0, address(dy), address(dz), activation);
      const [dx, dw] = [tensor(x.shape), tensor([inputs, units])];
      const d = address(dz);
      loops.product(
        inputs,
        units,
        rows,
        x0,
        1,
        inputs,
        d,
        units,
        1,
        address(dw),
        units,
        0,
        0,
        room(),
      );
      loops.product(
        rows,
        inputs,
        units,
        d,
        units,
        1,
        w0,
        1,
        units,
        address(dx),
        inputs,
        0,
        0,
        room(),
      );
      if (bias === undefined) return [dx, dw];
      const db = tensor([units]);
      loops.sumRows(rows, units, d, units, address(db), 0);
      return [dx, dw, db];
    };
    return { value: y, gradFunc: gradFunc as unknown as (dy: Tfjs.Tensor) => Tfjs.Tensor };
  });
  return operation(x, ...weightsOf(layer["kernel"], layer["bias"]));
}

function recurrent(
  tf: Tf,
  memory: Memory,
  sequence: Sequence,
  layer: RecurrentView,
  x: Tfjs.Tensor,
): Tfjs.Tensor {
  const { loops, address } = memory;
  const tensor = make(tf, memory);
  const { steps, batch, inputs, units } = sequence;
  const block = 4 * batch * units;
  const room = roomOf(sequence, loops);
  const backwards = layer.goBackwards ? 1 : 0;
  const gates = gatesOf[sequence.name];
  const operation = tf.customGrad((...given) => {
    const save = given.pop() as unknown as (tensors: Tensors) => void;
    const weights = given.slice(1) as Tensors;
    const kept = [room.x, room.hidden, room.cells, room.gates, room.extra].map((n) => tensor([n]));
    const at = (arrays: Tensors, [kernel, recurrentKernel, bias]: Tensors) => {
      const [timed, hidden, cells, gate, extra] = arrays.map(address) as [
        number,
        number,
        number,
        number,
        number,
      ];
      return {
        x: timed,
        hidden,
        cells,
        gates: gate,
        extra,
        kernel: address(kernel!),
        recurrent: address(recurrentKernel!),
        bias: bias === undefined ? 0 : address(bias),
        scratch: memory.scratch(4 * room.scratch),
      };
    };
    const a = at(kept, weights);
    loops.toTimeMajor(batch, steps, inputs, address(given[0] as Tfjs.Tensor), a.x, backwards);
    loops.clear(block, a.hidden);
    if (room.cells > 0) loops.clear(block, a.cells);
    sequenceForward(sequence, a, loops);
    const y = tensor(layer.returnSequences ? [batch, steps, units] : [batch, units]);
    if (layer.returnSequences)
      loops.toBatchMajor(batch, steps, units, a.hidden + block, address(y), 0);
    else loops.copy(block, a.hidden + steps * block, address(y));
    save([...weights, ...kept]);
    const gradFunc = (dy: Tfjs.Tensor, saved: Tensors): Tensors => {
      const found = weights.map(({ shape }) => tensor(shape));
      const [dx, dTime] = [tensor(x.shape), tensor([room.x])];
      const dGates = tensor([gates * steps * batch * units]);
      const dSteps = tensor(layer.returnSequences ? [steps * batch * units] : [0]);
      if (layer.returnSequences)
        loops.toTimeMajor(batch, steps, units, address(dy), address(dSteps), 0);
      const [dKernel, dRecurrent, dBias] = found.map(address);
      sequenceBack(
        sequence,
        at(saved.slice(weights.length), saved.slice(0, weights.length)),
        {
          dSteps: layer.returnSequences ? address(dSteps) : 0,
          dLast: layer.returnSequences ? 0 : address(dy),
          dLastCell: 0,
          dGates: address(dGates),
          dx: address(dTime),
          dKernel: dKernel!,
          dRecurrent: dRecurrent!,
          dBias: dBias ?? 0,
        },
        loops,
      );
      loops.toBatchMajor(batch, steps, inputs, address(dTime), address(dx), backwards);
      return [dx, ...found];
    };
    return { value: y, gradFunc: gradFunc as unknown as (dy: Tfjs.Tensor) => Tfjs.Tensor };
  });
  const { kernel, recurrentKernel, bias } = layer.cell;
  return operation(x, ...weightsOf(kernel, recurrentKernel, bias));
}

/** Makes tensors whose numbers a loop will write. */
const make =
  (tf: Tf, memory: Memory) =>
  (shape: readonly number[]): Tfjs.Tensor =>
    tf.engine().makeTensorFromTensorInfo(memory.backend.makeOutput(shape, "float32"));
