/**
 * The training loops' door: what `learning/network/tfjs` calls. They work in tfjs's own WASM memory, which
 * is imported, on addresses that the caller allocates there; nothing is allocated, nothing kept here.
 */
export { product, productScratch, sumRows } from "./product";
export { activate, activateBack, clear, copy, multiply, softmax, softmaxBack, truncate } from "./functions";
export { gatherRows, sumSegments, sumSegmentsInteger, toBatchMajor, toTimeMajor, transpose } from "./rows";
export { convolutionScratch, convolve, convolveFilterBack, convolveInputBack, depthwiseBack } from "./convolution";
export { maxPool, maxPoolBack, averagePool } from "./pooling";
export { elmanBack, elmanForward, gruBack, gruForward, lstmBack, lstmForward, recurrentScratch } from "./recurrent";
export { adam, descend } from "./descent";
export { binaryCrossentropy, binaryCrossentropyPlain, categoricalCrossentropy, meanSquaredError } from "./loss";
