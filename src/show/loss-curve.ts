/**
 * The loss while a model trains: a live curve in a notebook, a progress bar in a terminal, nothing in a
 * test. It takes the rows that training hands out, whatever made them. How often the curve is drawn
 * depends on the clock; what stands there at the end does not.
 */
import { check } from "../base/check.js";
import type { Label } from "../base/bilingual.js";
import { chart } from "./chart.js";
import { hasKernel, newDisplay, type LiveDisplay } from "./display.js";
import { curve } from "./marks/curve.js";
import { progress } from "./progress.js";

/** A moment of training. */
export interface LossMoment {
  /** Epochs done. */
  readonly epoch: number;
  readonly loss: number;
  /** Drawn as a second curve where given. */
  readonly validationLoss?: number;
}

/** What a loss curve can be told. */
export interface LossCurveOptions {
  readonly title?: Label;
  /** Epochs planned, for the progress bar. */
  readonly total: number;
  /** What the losses are measured in; "loss J (nats)" if not given. */
  readonly y?: Label;
  /** Dashed lines to compare with, as a bound or a baseline. */
  readonly lines?: readonly { readonly name: Label; readonly loss: number }[];
  /** A logarithmic axis of losses. */
  readonly logarithmic?: boolean;
  /** Shortest time between two drawings; 250 if not given. */
  readonly everyMs?: number;
  /** Where the drawings go; a new display of the kernel if not given. */
  readonly show?: LiveDisplay;
}

/** A loss curve that grows. */
export interface LossCurve {
  /** One more moment: `trainNetwork(…, { onEpoch: watch.add })`. */
  readonly add: (moment: LossMoment) => void;
  /** Draws all of it. */
  readonly finish: () => void;
}

/**
 * Starts to watch a training run.
 *
 * @throws InputError where total is not a number > 0.
 * @example
 * const watch = lossCurve({ total: 2 });
 * [{ epoch: 1, loss: 0.7 }, { epoch: 2, loss: 0.4 }].forEach(watch.add);
 * watch.finish(); // undefined
 */
export function lossCurve(options: LossCurveOptions): LossCurve {
  const {
    total,
    everyMs = 250,
    title = { en: "Loss while training", zh: "训练中的损失" },
  } = options;
  check(Number.isFinite(total) && total > 0, "total", total, "a finite number > 0");
  const show = options.show ?? (hasKernel() ? newDisplay() : undefined);
  if (show === undefined) {
    const bar = progress({ label: title, total });
    return { add: ({ epoch }) => bar.update(epoch), finish: () => bar.finish() };
  }
  const moments: LossMoment[] = [];
  let lastMs = -Infinity;
  const draw = (): void => {
    lastMs = performance.now();
    show(picture(moments, title, options));
  };
  return {
    add(moment) {
      moments.push(moment);
      if (performance.now() - lastMs >= everyMs) draw();
    },
    finish() {
      if (moments.length > 0) draw();
    },
  };
}

function picture(moments: readonly LossMoment[], title: Label, options: LossCurveOptions) {
  const {
    y = { en: "loss J (nats)", zh: "损失 J（纳特）" },
    lines = [],
    logarithmic = false,
  } = options;
  const x = moments.map(({ epoch }) => epoch);
  const judged = moments.filter(({ validationLoss }) => validationLoss !== undefined);
  const validation = curve(
    { en: "validation", zh: "验证" },
    { x: judged.map(({ epoch }) => epoch), y: judged.map((moment) => moment.validationLoss!) },
  );
  const marks = [
    curve({ en: "training", zh: "训练" }, { x, y: moments.map(({ loss }) => loss) }),
    ...(judged.length > 0 ? [validation] : []),
    ...lines.map(({ name, loss }) => curve(name, { x, y: x.map(() => loss), dashed: true })),
  ];
  return chart({ title, x: { en: "epoch", zh: "轮次" }, y: { label: y, logarithmic }, marks });
}
