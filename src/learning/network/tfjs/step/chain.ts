/** A tfjs model as a chain of layers, where it is one: one input, one output, each layer used once. */
import type { LayerView } from "./stage.js";

interface SymbolicView {
  readonly sourceLayer: LayerView & {
    readonly inboundNodes: readonly {
      readonly inputTensors: readonly SymbolicView[];
      readonly outputTensors: readonly SymbolicView[];
    }[];
    readonly _callHook?: unknown;
    readonly callHook?: unknown;
  };
  readonly nodeIndex: number;
}

/** What of a tfjs LayersModel is read here. */
export interface ModelView {
  readonly inputs: readonly SymbolicView[];
  readonly outputs: readonly SymbolicView[];
  readonly layers: readonly LayerView[];
  readonly loss: unknown;
  /** Made anew by each `compile`. */
  readonly lossFunctions: readonly unknown[];
  readonly metricsTensors: readonly [(y: unknown, p: unknown) => unknown, number][];
  readonly collectedTrainableWeights: readonly { readonly id: number; read(): unknown }[];
}

/** The layers from input to output without the input layer; undefined where the model is no chain. */
export function chainOf(model: ModelView): LayerView[] | undefined {
  if (model.inputs.length !== 1 || model.outputs.length !== 1) return undefined;
  const chain: LayerView[] = [];
  let tensor = model.outputs[0]!;
  while (tensor !== model.inputs[0]) {
    const layer = tensor.sourceLayer;
    const node = layer.inboundNodes[tensor.nodeIndex];
    if (node === undefined || chain.includes(layer)) return undefined;
    if (node.inputTensors.length !== 1 || node.outputTensors.length !== 1) return undefined;
    // A layer whose behaviour was changed, by a hook or by hand, runs as it is.
    if (layer._callHook != null || layer.callHook != null) return undefined;
    if (Object.hasOwn(layer, "call") || Object.hasOwn(layer, "apply")) return undefined;
    chain.unshift(layer);
    tensor = node.inputTensors[0]!;
  }
  const inputs = model.layers.filter((layer) => layer.getClassName() === "InputLayer").length;
  return chain.length + inputs === model.layers.length ? chain : undefined;
}
