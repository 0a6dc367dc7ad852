/** The layers that a compiled step can hold, by the name of their tfjs class. */
import { averagePoolingStage, convolutionStage, maxPoolingStage } from "./convolution.js";
import { denseStage } from "./dense.js";
import { embeddingStage } from "./embedding.js";
import { recurrentStage } from "./recurrent.js";
import { activationStage, dropoutStage, flattenStage, reshapeStage } from "./shape.js";
import type { StageMaker } from "./stage.js";

export const stages: Readonly<Record<string, StageMaker>> = {
  Activation: activationStage,
  AveragePooling2D: averagePoolingStage,
  Conv2D: convolutionStage,
  Dense: denseStage,
  Dropout: dropoutStage,
  Embedding: embeddingStage,
  Flatten: flattenStage,
  GRU: recurrentStage,
  LSTM: recurrentStage,
  MaxPooling2D: maxPoolingStage,
  Reshape: reshapeStage,
  SimpleRNN: recurrentStage,
};
