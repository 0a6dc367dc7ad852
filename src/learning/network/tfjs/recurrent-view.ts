/**
 * What of a tfjs recurrent layer decides whether the loops can run it: known activations, no dropout that is
 * at work, no state kept between calls.
 */
import { gatesOf, type RecurrentName, type Sequence } from "./sequence.js";
import { activationNumber, type WeightView } from "./step/stage.js";

export interface RecurrentView {
  getClassName(): string;
  readonly returnSequences: boolean;
  readonly returnState: boolean;
  readonly goBackwards: boolean;
  readonly stateful: boolean;
  readonly cell: {
    readonly units: number;
    readonly kernel: WeightView;
    readonly recurrentKernel: WeightView;
    readonly bias: WeightView | null;
    readonly activation: { getClassName(): string };
    readonly recurrentActivation?: { getClassName(): string };
    readonly dropout: number;
    readonly recurrentDropout: number;
  };
}

/** The sequence of an input [batch, steps, inputs]; undefined where tfjs must run the layer itself. */
export function recurrentSequence(
  layer: RecurrentView,
  shape: readonly number[],
  training: boolean,
): Sequence | undefined {
  const name = layer.getClassName();
  const { cell } = layer;
  if (!(name in gatesOf) || layer.stateful || shape.length !== 3) return undefined;
  if (training && (cell.dropout > 0 || cell.recurrentDropout > 0)) return undefined;
  const [batch, steps, inputs] = shape as [number, number, number];
  const activation = activationNumber(cell.activation);
  const recurrentActivation = activationNumber(cell.recurrentActivation);
  if (activation === undefined || recurrentActivation === undefined) return undefined;
  if (batch * steps * inputs === 0) return undefined;
  return {
    name: name as RecurrentName,
    batch,
    steps,
    inputs,
    units: cell.units,
    activation,
    recurrentActivation,
  };
}
