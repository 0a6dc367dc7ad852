/**
 * The training loops' door: what `learning/network/tfjs` calls. They work in tfjs's own WASM memory, which
 * is imported, on addresses that the caller allocates there; nothing is allocated, nothing kept here.
 */
export { product, productScratch, sumRows } from "./product";
export { activate, activateBack, softmax } from "./functions";
export { gatherRows, sumSegments, sumSegmentsInteger, swapRows, transpose } from "./rows";
export { convolutionScratch, convolve, convolveFilterBack, convolveInputBack, depthwiseBack } from "./convolution";
