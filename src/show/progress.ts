/**
 * How far long work has come: one display that is overwritten, at most a few times a second, with rate and time
 * left. In a terminal it is one line that is written over; elsewhere it says nothing. What it prints are times, so its cell is `tidebook.volatile`.
 */
import { check } from "../base/check.js";
import { inLanguage, type Label } from "../base/bilingual.js";
import { hasKernel, newDisplay, type LiveDisplay } from "./display.js";
import { escapeHtml } from "../base/html.js";
import { formatNumber } from "./number.js";
import { toPicture, type Picture } from "./picture.js";

/** A moment of long work. */
export interface ProgressState {
  readonly label?: Label;
  /** Units done, from 0 to `total`. */
  readonly done: number;
  readonly total: number;
  readonly elapsedMs: number;
}

/** What a progress display can be told. */
export interface ProgressOptions {
  readonly label?: Label;
  readonly total: number;
  /** Shortest time between two pictures; 200 if not given. */
  readonly everyMs?: number;
  /** Milliseconds from some start; the clock of the process if not given. */
  readonly nowMs?: () => number;
  /** Where the pictures go; a new display of the kernel if not given. */
  readonly show?: LiveDisplay;
}

/** A progress display under way. */
export interface Progress {
  /** Says how many units are done. Cheap: most calls draw nothing. */
  update(done: number): void;
  /** Draws the end. */
  finish(): void;
}

/**
 * One moment of progress as a picture.
 *
 * @returns text/html (a `progress` element) and text/plain
 * @throws InputError where total is not a finite number > 0 or done not a finite number.
 * @example
 * const state = { label: "train", done: 5, total: 10, elapsedMs: 1000 };
 * progressPicture(state)["text/plain"]; // "train ██████████░░░░░░░░░░ 50 %, 5 of 10, 5/s, 1.0 s left"
 */
export function progressPicture({ label = "", done, total, elapsedMs }: ProgressState): Picture {
  check(Number.isFinite(total) && total > 0, "total", total, "a finite number > 0");
  check(Number.isFinite(done), "done", done, "a finite number");
  const share = Math.max(0, Math.min(1, done / total));
  const rate = elapsedMs > 0 ? (done * 1000) / elapsedMs : 0;
  const left = rate > 0 ? `${duration((total - done) / rate)} left` : "";
  const took = duration(elapsedMs / 1000);
  const facts = [
    `${Math.floor(share * 100)} %`,
    `${formatNumber(done, 1)} of ${formatNumber(total, 1)}`,
    ...(rate > 0 ? [`${formatNumber(rate >= 100 ? Math.round(rate) : rate, 1)}/s`] : []),
    ...(share === 1 ? [took] : left === "" ? [] : [left]),
  ].join(", ");
  const name = inLanguage(label);
  const full = Math.round(share * 20);
  const bar = "█".repeat(full) + "░".repeat(20 - full);
  const caption = escapeHtml(name === "" ? "progress" : name);
  return toPicture({
    "text/html": `<label>${caption} <progress value="${share.toFixed(4)}" max="1"></progress> ${escapeHtml(facts)}</label>`,
    "text/plain": `${name === "" ? "" : `${name} `}${bar} ${facts}`,
  });
}

/** One line of the terminal, written over. */
const terminalLine: LiveDisplay = (value) => {
  process.stderr.write(`\r\u001b[2K${String((value as Picture)["text/plain"])}`);
};

/** Seconds as one looks at a clock: 6.0 s, 12 min, 3.5 h. */
function duration(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return seconds < 3600 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

/**
 * Starts a progress display.
 *
 * @throws InputError where total is not a finite number > 0.
 */
export function progress(options: ProgressOptions): Progress {
  const { label = "", total, everyMs = 200, nowMs = () => performance.now() } = options;
  check(Number.isFinite(total) && total > 0, "total", total, "a finite number > 0");
  const inTerminal = options.show === undefined && !hasKernel() && process.stderr.isTTY;
  const silent: LiveDisplay = () => undefined;
  const elsewhere = inTerminal ? terminalLine : silent;
  const show = options.show ?? (hasKernel() ? newDisplay() : elsewhere);
  const startMs = nowMs();
  let lastMs = -Infinity;
  let finished = false;
  const draw = (done: number): void => {
    lastMs = nowMs();
    show(progressPicture({ label, done, total, elapsedMs: lastMs - startMs }));
  };
  return {
    update(done) {
      if (!finished && nowMs() - lastMs >= everyMs) draw(done);
    },
    finish() {
      if (finished) return;
      finished = true;
      draw(total);
      if (inTerminal) process.stderr.write("\n");
    },
  };
}
