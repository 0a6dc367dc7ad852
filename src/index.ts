/**
 * The door: all that a notebook may import, by name. It loads in well under 150 ms, because heavy libraries load
 * on first use, and it awaits nothing at top level, because stock tslab loads it by `require`.
 */
export { InputError } from "./base/check.js";
export { Random } from "./base/random.js";
export { solveLinear } from "./base/matrix.js";
export { AliasTable } from "./base/alias-table.js";
export type { Bilingual, Label, Language } from "./base/bilingual.js";
export type { Displayable, Json, JsonObject, MimeBundle } from "./base/mime.js";

export { formula } from "./show/formula.js";
export { chart, type Axis, type ChartSpec } from "./show/chart.js";
export { curve, type CurveData } from "./show/marks/curve.js";
export { scatter, type ScatterData } from "./show/marks/scatter.js";
export { bars, type BarsData } from "./show/marks/bars.js";
export { heatMap, type HeatMapData } from "./show/marks/heat-map.js";
export { arrows, type ArrowsData } from "./show/marks/arrows.js";
export { spans, type SpansData } from "./show/marks/spans.js";
export type { Mark, MarkContext } from "./show/marks/mark.js";
export { table, type DataFrameLike, type Row, type TableOptions } from "./show/table.js";
export { diagram } from "./show/diagram.js";
export { link, type Link } from "./show/link.js";
export { sankey, type Flow, type SankeySpec } from "./show/sankey.js";
export { display, newDisplay, type LiveDisplay } from "./show/display.js";
export {
  progress,
  progressPicture,
  type Progress,
  type ProgressOptions,
  type ProgressState,
} from "./show/progress.js";
export {
  lossCurve,
  type LossCurve,
  type LossCurveOptions,
  type LossMoment,
} from "./show/loss-curve.js";
export { formatNumber } from "./show/number.js";
export { toPicture, type Picture } from "./show/picture.js";

export { restartable, type AnyCorpus, type Corpus, type Sentence } from "./learning/text/corpus.js";
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
export { mergeWords, senseProbabilities, type Ambiguity } from "./learning/text/ambiguity.js";
export { Vocabulary, type VocabularyOptions } from "./learning/text/vocabulary.js";
export { tokenize, type Tokens, type TokensOptions } from "./learning/text/tokens.js";
export { characterBigrams } from "./learning/text/bigrams.js";
export { textPieces } from "./learning/text/pieces.js";
export {
  Bm25,
  rankScores,
  type Bm25Options,
  type Bm25Row,
  type RankedDocument,
} from "./learning/text/bm25.js";
export { textFiles, type TextFiles } from "./learning/text/text-files.js";
export {
  encodeFiles,
  type EncodeOptions,
  type EncodeProgress,
} from "./learning/text/encode-files.js";
export { encodeSentences, type EncodedCorpus, type TokenPart } from "./learning/text/encoded.js";
export {
  wikipediaArticles,
  wikipediaPages,
  type WikipediaArticlesOptions,
  type WikipediaPagesOptions,
} from "./learning/text/wikipedia/dump.js";
export type { Article as WikipediaArticle } from "./learning/text/wikipedia/article.js";
export type { WikipediaPage } from "./learning/text/wikipedia/page-reader.js";
export type { WikipediaProgress } from "./learning/text/wikipedia/progress.js";
export { wikipediaCorpus, type WikipediaCorpusOptions } from "./learning/text/wikipedia/corpus.js";
export {
  findWikipediaPages,
  readMultistreamIndex,
  wikipediaStream,
  type IndexEntry,
  type MultistreamDump,
} from "./learning/text/wikipedia/multistream.js";
export {
  publishedDump,
  type PublishedDump,
  type PublishedDumpOptions,
} from "./learning/text/wikipedia/published.js";
export {
  download,
  type Download,
  type DownloadOptions,
  type DownloadProgress,
} from "./learning/text/download/download.js";
export type { Checksum } from "./learning/text/download/checksum.js";
export {
  englishConnectors,
  Phrases,
  type PhraseRow,
  type PhrasesOptions,
} from "./learning/text/phrases.js";

export { pearson, ranks, spearman } from "./learning/statistics/correlation.js";
export { areaUnderRoc } from "./learning/statistics/roc.js";
export {
  accuracy,
  classRows,
  confusion,
  type ClassRow,
} from "./learning/statistics/classification.js";
export {
  averagePrecision,
  kolmogorovSmirnov,
  thresholdRows,
  type ThresholdRow,
} from "./learning/statistics/threshold-curve.js";
export { aucInterval, type AucInterval } from "./learning/statistics/auc-interval.js";
export { binomialDistribution, expectedMaximum } from "./learning/statistics/binomial.js";
export {
  bayesAccuracy,
  drawBlobs,
  linearAccuracy,
  type Blob,
  type LabelledPoints,
} from "./learning/statistics/gaussian-blobs.js";
export { integrate, type IntegralOptions } from "./learning/statistics/integral.js";
export { normalDensity, normalProbability, normalQuantile } from "./learning/statistics/normal.js";
export {
  bitsPerCharacter,
  brierScore,
  logLoss,
  perplexity,
} from "./learning/statistics/likelihood.js";
export {
  calibrationError,
  calibrationRows,
  type CalibrationRow,
} from "./learning/statistics/calibration.js";
export {
  blockStandardError,
  drawSource,
  drawText,
  entropyRate,
  entropyRateSeen,
  stationary,
  surprises,
  type MarkovSource,
} from "./learning/statistics/markov-source.js";
export { meanReciprocalRank, randomReciprocalRank } from "./learning/statistics/reciprocal-rank.js";
export { bandOf, movingMean, quantile, type Band } from "./learning/statistics/series.js";
export { wilsonInterval, type Interval } from "./learning/statistics/wilson.js";
export { AbsorbingChain, type ChainRows } from "./learning/statistics/absorbing-chain.js";
export { walkChain, type Walks } from "./learning/statistics/chain-walks.js";
export { oneAtATime, type SensitivityRow } from "./learning/statistics/sensitivity.js";
export { shareRows, type ShareRow } from "./learning/statistics/shares.js";
export { spreadOf, type Spread } from "./learning/statistics/spread.js";
export {
  bootstrapInterval,
  type BootstrapOptions,
  type Resampled,
} from "./learning/statistics/bootstrap.js";
export {
  resampledPearson,
  resampledSpearman,
} from "./learning/statistics/resampled-correlation.js";
export { kMeans, type Clustering, type KMeansOptions } from "./learning/statistics/k-means.js";
export { singularValues, type SingularValues } from "./learning/statistics/singular-values.js";

export {
  toWord2VecOptions,
  type CompleteWord2VecOptions,
  type Word2VecOptions,
} from "./learning/embedding/options.js";
export {
  createModel,
  forward,
  logistic,
  sigmoid,
  step,
  type CbowExample,
  type CbowForward,
  type CbowModel,
} from "./learning/embedding/cbow.js";
export {
  runSteps,
  toEncoded,
  train,
  word2VecSteps,
  type ToEncodedOptions,
  type TrainOptions,
} from "./learning/embedding/trainer.js";
export {
  TrainingRun,
  type Position,
  type TrainingStep,
} from "./learning/embedding/training/run.js";
export {
  readRun,
  resumeRun,
  saveRun,
  type SavedRun,
} from "./learning/embedding/training/run-file.js";
export {
  gradientError,
  gradientRows,
  type GradientRow,
} from "./learning/embedding/evaluation/gradient-check.js";
export { bestLoss } from "./learning/embedding/evaluation/best-loss.js";
export {
  cosine,
  Vectors,
  type AverageOptions,
  type Neighbour,
  type SimilarityQuestion,
  type Term,
} from "./learning/embedding/vectors.js";
export { openVectors, type OpenOptions } from "./learning/embedding/formats/open.js";
export {
  toVectorFormat,
  saveVectors,
  type SaveOptions,
  type VectorFormat,
} from "./learning/embedding/formats/save.js";
export {
  analogyRows,
  grammarScores,
  pairRows,
  rankCorrelation,
  topicAuc,
  type AnalogyRow,
  type GrammarScores,
  type PairRow,
} from "./learning/embedding/evaluation/evaluation.js";
export {
  parseAnalogies,
  parseWordPairs,
  readAnalogies,
  readWordPairs,
  type AnalogySection,
  type WordPair,
} from "./learning/embedding/evaluation/evaluation-sets.js";
export {
  evaluatePairs,
  type JudgedPair,
  type PairScores,
  type PairsOptions,
} from "./learning/embedding/evaluation/evaluation-pairs.js";
export {
  evaluateAnalogies,
  type AnalogiesOptions,
  type AnalogyScore,
  type AnalogyScores,
} from "./learning/embedding/evaluation/evaluation-analogies.js";
export {
  evaluateCategories,
  type CategoriesOptions,
  type CategoryRow,
  type CategoryScores,
} from "./learning/embedding/evaluation/evaluation-categories.js";
export type { KnownWordsOptions } from "./learning/embedding/evaluation/evaluation-words.js";
export {
  contextCounts,
  mutualInformation,
  ppmiVectors,
  type PpmiOptions,
} from "./learning/embedding/evaluation/ppmi.js";
export {
  expectedFactors,
  type FactorOptions,
  type Factors,
} from "./learning/embedding/evaluation/ppmi-factors.js";
export { wordMap, type MapOptions, type MapRow } from "./learning/embedding/evaluation/word-map.js";

export { adam, momentum, sgd, type OptimizerSpec } from "./learning/network/optimizer.js";
export { softmax, type Activation } from "./learning/network/activation.js";
export { lossOf, softplus, type Loss, type LossAndGradient } from "./learning/network/loss.js";
export { toTensor, type Nested, type Precision, type Tensor } from "./learning/network/tensor.js";
export type { Dataset, LooseDataset } from "./learning/network/dataset.js";
export { someRows } from "./learning/network/dataset.js";
export { dense } from "./learning/network/dense.js";
export { embedding } from "./learning/network/embedding.js";
export { elman, gru, lstm, type RecurrentLayer } from "./learning/network/recurrent.js";
export type { Layer, LayerSpec, Parameter, RealTensor } from "./learning/network/layer.js";
export { Network, type NetworkOptions } from "./learning/network/network.js";
export {
  networkGradientError,
  networkGradientRows,
  type NetworkGradientRow,
} from "./learning/network/gradient.js";
export type { Schedule } from "./learning/network/schedule.js";
export type { TrainingOptions } from "./learning/network/training-options.js";
export type { Learner, NamedNumbers, Trainable } from "./learning/network/learner.js";
export {
  DivergenceError,
  trainingSteps,
  trainNetwork,
  type NetworkStep,
  type TrainingResult,
  type TrainNetworkOptions,
} from "./learning/network/train.js";
export {
  readCheckpoint,
  writeCheckpoint,
  type Checkpoint,
  type EpochRow,
} from "./learning/network/checkpoint.js";
export { loadNetwork, modelHash, saveNetwork } from "./learning/network/model-file.js";
export { countOperations, type Operations } from "./learning/network/operations.js";
export { fitLogistic, type LogisticFit, type NewtonRow } from "./learning/network/logistic.js";
export {
  bagOfWords,
  orderTask,
  orderTokens,
  type OrderTaskOptions,
} from "./learning/network/order-task.js";
export { throughTime, type ThroughTimeRow } from "./learning/network/through-time.js";
export { generate, nextTokens, type GenerateOptions } from "./learning/network/generation.js";
export { backend, type Backend, type BackendName } from "./learning/network/tfjs/backend.js";
export { toTfjs, type TfjsNetwork } from "./learning/network/tfjs/equal-model.js";

export {
  DecisionProcess,
  type Outcome,
  type ProcessDescription,
} from "./learning/reinforcement/decision-process.js";
export { Discrete } from "./learning/reinforcement/space.js";
export {
  Environment,
  type EnvironmentDescription,
  type ResetResult,
  type StepInfo,
  type StepResult,
} from "./learning/reinforcement/environment.js";
export type { Field, GridScene } from "./learning/reinforcement/scene.js";
export { cliffWalking, type CliffWalkingOptions } from "./learning/reinforcement/cliff-walking.js";
export { frozenLake, type FrozenLakeOptions } from "./learning/reinforcement/frozen-lake.js";
export {
  taxi,
  taxiState,
  toTaxiState,
  type TaxiOptions,
  type TaxiState,
} from "./learning/reinforcement/taxi.js";
export { Policy } from "./learning/reinforcement/policy.js";
export { ActionValues } from "./learning/reinforcement/action-values.js";
export { evaluatePolicy, startValue, type Discount } from "./learning/reinforcement/evaluation.js";
export {
  finiteHorizonValues,
  valueIteration,
  type Optimum,
  type OptimumOptions,
} from "./learning/reinforcement/value-iteration.js";
export { shaped, withReward, type RewardRule } from "./learning/reinforcement/shaping.js";
export { policyIteration } from "./learning/reinforcement/policy-iteration.js";
export { overEpisodes, type EpisodeSchedule } from "./learning/reinforcement/schedule.js";
export type { LearningMethod, LearningOptions } from "./learning/reinforcement/options.js";
export {
  learnActionValues,
  learningSteps,
  type LearningResult,
  type LearningStep,
} from "./learning/reinforcement/learning.js";
export { learningRuns, learnRuns } from "./learning/reinforcement/runs.js";
export { deepQLearning, deepQSteps, type DeepResult } from "./learning/reinforcement/deep-q.js";
export type { DeepOptions } from "./learning/reinforcement/deep-options.js";
export { Replay } from "./learning/reinforcement/replay.js";

export {
  programStages,
  stageSource,
  type Figure,
  type ProgramStage,
  type QuotedFigure,
  type StageOptions,
  type StageResult,
} from "./learning/article/program.js";
export {
  importRows,
  missingModule,
  namedOptions,
  overwrittenParameters,
  printedCorpus,
  printedListing,
  type ImportRow,
  type OverwrittenRow,
} from "./learning/article/program-listing.js";
export {
  evaluateAsPrinted,
  isAlpha,
  meanToOthers,
  metricParts,
  preprocessAsPrinted,
  type MetricParts,
} from "./learning/article/program-metric.js";
export {
  pairCorpus,
  smallCorpus,
  splitWords,
  twoSentences,
  type ProbedCorpus,
} from "./learning/article/program-corpora.js";
export {
  similaritiesByEpochs,
  type EpochsOptions,
  type EpochsRow,
} from "./learning/article/program-epochs.js";
export { randomCosines, type RandomCosines } from "./learning/article/program-cosines.js";
export {
  expectedKept,
  printedOptions,
  trainAsPrinted,
  type PrintedTraining,
} from "./learning/article/program-training.js";

export {
  chapterOf,
  checkClaims,
  claimFiles,
  claimOf,
  claims,
  verdictCounts,
  verdicts,
  verdictSides,
  type Claim,
  type ClaimFile,
  type Verdict,
  type VerdictCount,
  type VerdictSide,
} from "./learning/article/claims.js";
export {
  chapterCounts,
  claimHeadings,
  claimRows,
  type ChapterCounts,
  type ClaimRow,
} from "./learning/article/claim-rows.js";

export { parseExecutives, readExecutives, type Executive } from "./learning/article/executives.js";
export { executiveColumnRows, type ColumnRow } from "./learning/article/executive-columns.js";
export {
  fieldNames,
  outcomeNames,
  type StartUpField,
  type StartUpOutcome,
} from "./learning/article/fields.js";
export { startUps, type StartUp } from "./learning/article/start-ups.js";
export {
  flowRows,
  foundingYears,
  lagRows,
  type FlowRow,
  type LagRow,
  type YearRow,
} from "./learning/article/start-up-counts.js";

export { articleSections, courseOrder, type ArticleSection } from "./learning/article/sections.js";
export {
  course,
  courseParts,
  type CourseNotebook,
  type CoursePart,
} from "./learning/article/course.js";
export {
  namedSideBySide,
  relationNames,
  relations,
  terms,
  type Relation,
  type Term as ArticleTerm,
} from "./learning/article/terms.js";
export {
  isPartOf,
  relationOf,
  termChart,
  termOf,
  type TermPair,
} from "./learning/article/terms-chart.js";
export {
  checkProcess,
  exitsOf,
  labelOf,
  type NodeKind,
  type Process,
  type ProcessEdge,
  type ProcessNode,
} from "./learning/article/process.js";
export {
  moneyFirstProcess,
  printedProcess,
  repairedProcess,
} from "./learning/article/process-charts.js";
export { toMermaid } from "./learning/article/process-mermaid.js";
export { parseProcess } from "./learning/article/process-parse.js";
export {
  lintProcess,
  processRules,
  type ProcessFinding,
  type ProcessRule,
} from "./learning/article/process-lint.js";
export {
  closedForm,
  moneyFirstChances,
  printedChances,
  repairedChances,
  toChain,
  type Chances,
  type StartUpChances,
} from "./learning/article/process-chain.js";
export {
  partsAfterWhole,
  phases,
  type Contradiction,
  type Phase,
} from "./learning/article/process-phases.js";
export {
  financedBeforeProduct,
  type FinancedBeforeProduct,
} from "./learning/article/process-financing.js";
export {
  claimsWithEvidence,
  evidenceOf,
  findingOn,
  gatherEvidence,
  type Evidence,
  type Figures,
  type Finding,
} from "./learning/article/evidence.js";

export {
  articleQuestions,
  knowledge,
  type ArticleQuestion,
  type Basis,
  type KnowledgeEntry,
} from "./learning/article/knowledge.js";
export {
  bm25Finder,
  entryText,
  languageOf,
  refusal,
  reply,
  vectorFinder,
  type Finder,
  type Reply,
  type VectorFinderOptions,
} from "./learning/article/answering.js";
export {
  chooseThreshold,
  evaluateFinder,
  judgeRefusal,
  rankQuestions,
  scoreBeyond,
  type FinderScores,
  type QuestionPart,
  type RankedQuestion,
  type RefusalScores,
  type ScoredQuestion,
} from "./learning/article/answering-evaluation.js";
export {
  resourceKinds,
  resources,
  type Resource,
  type ResourceKind,
} from "./learning/article/resources.js";
export {
  installedTools,
  tools,
  type InstalledTool,
  type Tool,
} from "./learning/article/toolkit.js";
export {
  addressOf,
  formatReference,
  missingParts,
  printedReferences,
  referenceOf,
  references,
  toBibtex,
  type PrintedReference,
  type Reference,
} from "./learning/article/references.js";
export { citationsIn, type Citation } from "./learning/article/citations.js";
