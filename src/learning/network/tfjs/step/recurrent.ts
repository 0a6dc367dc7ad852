/** Recurrent layers: SimpleRNN, GRU, LSTM without masks, dropout or states from outside. */
import { gatesOf, roomOf, sequenceBack, sequenceForward, type RecurrentName } from "../sequence.js";
import { recurrentSequence, type RecurrentView } from "../recurrent-view.js";
import { weightOf, type StageMaker } from "./stage.js";

export const recurrentStage: StageMaker = (site) => {
  const { layer, input, space, loops } = site;
  const view = layer as unknown as RecurrentView;
  const sequence = recurrentSequence(view, input.shape, true);
  if (sequence === undefined || input.dtype !== "float32" || view.returnState) return undefined;
  const { steps, batch, inputs, units } = sequence;
  const kernel = weightOf(site, view.cell.kernel);
  const recurrent = weightOf(site, view.cell.recurrentKernel);
  const bias = view.cell.bias == null ? undefined : weightOf(site, view.cell.bias);
  const room = roomOf(sequence, loops);
  const slots = {
    x: space.floats(room.x),
    hidden: space.floats(room.hidden),
    cells: space.floats(room.cells),
    gates: space.floats(room.gates),
    extra: space.floats(room.extra),
    scratch: space.floats(room.scratch),
  };
  const dGates = space.floats(
    gatesOf[layer.getClassName() as RecurrentName] * steps * batch * units,
  );
  const { at } = space;
  const sequences = view.returnSequences;
  const block = 4 * batch * units;
  const y = space.floats(sequences ? steps * batch * units : batch * units);
  const dSteps = space.floats(sequences ? steps * batch * units : 0);
  const dTime = space.floats(room.x);
  const backwards = view.goBackwards ? 1 : 0;
  const addresses = () => ({
    x: at[slots.x]!,
    hidden: at[slots.hidden]!,
    cells: at[slots.cells]!,
    gates: at[slots.gates]!,
    extra: at[slots.extra]!,
    scratch: at[slots.scratch]!,
    kernel: at[kernel.slot]!,
    recurrent: at[recurrent.slot]!,
    bias: bias === undefined ? 0 : at[bias.slot]!,
  });
  return {
    output: {
      slot: y,
      shape: sequences ? [batch, steps, units] : [batch, units],
      dtype: "float32",
    },
    weights: bias === undefined ? [kernel, recurrent] : [kernel, recurrent, bias],
    forward() {
      const a = addresses();
      loops.toTimeMajor(batch, steps, inputs, at[input.slot]!, a.x, backwards);
      loops.clear(block, a.hidden);
      if (room.cells > 0) loops.clear(block, a.cells);
      sequenceForward(sequence, a, loops);
      if (sequences) loops.toBatchMajor(batch, steps, units, a.hidden + block, at[y]!, 0);
      else loops.copy(block, a.hidden + steps * block, at[y]!);
    },
    back(dy, dx) {
      if (sequences) loops.toTimeMajor(batch, steps, units, at[dy]!, at[dSteps]!, 0);
      sequenceBack(
        sequence,
        addresses(),
        {
          dSteps: sequences ? at[dSteps]! : 0,
          dLast: sequences ? 0 : at[dy]!,
          dLastCell: 0,
          dGates: at[dGates]!,
          dx: dx === undefined ? 0 : at[dTime]!,
          dKernel: at[kernel.gradient]!,
          dRecurrent: at[recurrent.gradient]!,
          dBias: bias === undefined ? 0 : at[bias.gradient]!,
        },
        loops,
      );
      if (dx !== undefined)
        loops.toBatchMajor(batch, steps, inputs, at[dTime]!, at[dx]!, backwards);
    },
  };
};
