/**
 * The door: all that a notebook may import, by name. It loads in well under 150 ms, because heavy libraries load
 * on first use, and it awaits nothing at top level, because stock tslab loads it by `require`.
 */
export { InputError } from "./base/check.js";
export { Random } from "./base/random.js";
export { AliasTable } from "./base/alias-table.js";
export type { Bilingual, Label, Language } from "./base/bilingual.js";
export type { Displayable, Json, JsonObject, MimeBundle } from "./base/mime.js";

export { formula } from "./show/formula.js";
export { chart, type Axis, type ChartSpec } from "./show/chart.js";
export { curve, type CurveData } from "./show/marks/curve.js";
export { scatter, type ScatterData } from "./show/marks/scatter.js";
export { bars, type BarsData } from "./show/marks/bars.js";
export { heatMap, type HeatMapData } from "./show/marks/heat-map.js";
export type { Mark, MarkContext } from "./show/marks/mark.js";
export { table, type DataFrameLike, type Row, type TableOptions } from "./show/table.js";
export { diagram } from "./show/diagram.js";
export { display, newDisplay, type LiveDisplay } from "./show/display.js";
export {
  progress,
  progressPicture,
  type Progress,
  type ProgressOptions,
  type ProgressState,
} from "./show/progress.js";
export { formatNumber } from "./show/number.js";
export { toPicture, type Picture } from "./show/picture.js";

export { restartable, type Corpus, type Sentence } from "./learning/text/corpus.js";
export {
  sentences,
  trueContexts,
  type Grammar,
  type Scene,
  type SentencesOptions,
  type Slot,
  type TrueContexts,
} from "./learning/text/grammar.js";
export {
  chinese,
  genderedPairs,
  pronouns,
  smallWorld,
  topicOf,
  topics,
  type Topic,
} from "./learning/text/small-world.js";
export { Vocabulary, type VocabularyOptions } from "./learning/text/vocabulary.js";

export { pearson, ranks, spearman } from "./learning/statistics/correlation.js";
export { areaUnderRoc } from "./learning/statistics/roc.js";

export {
  toCbowOptions,
  type CbowOptions,
  type CompleteCbowOptions,
} from "./learning/embedding/options.js";
export {
  forward,
  logistic,
  sigmoid,
  step,
  type CbowExample,
  type CbowForward,
  type CbowModel,
} from "./learning/embedding/loop.js";
export {
  cbowSteps,
  createModel,
  train,
  type TrainOptions,
  type TrainingStep,
} from "./learning/embedding/trainer.js";
export {
  gradientError,
  gradientRows,
  type GradientRow,
} from "./learning/embedding/gradient-check.js";
export { cosine, Vectors, type Neighbour } from "./learning/embedding/vectors.js";
export {
  analogyRows,
  pairRows,
  rankCorrelation,
  topicAuc,
  type AnalogyRow,
  type PairRow,
} from "./learning/embedding/evaluation.js";
