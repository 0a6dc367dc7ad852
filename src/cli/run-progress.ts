/**
 * Progress of notebooks under way: a bar for each on a terminal, redrawn in place; plain lines elsewhere.
 * Writes to stderr, so that stdout stays for results. The lines themselves are made by a pure function.
 */
import type { Progress } from "../workbench/runner/execute.js";

/** How far one notebook is. */
export interface Bar {
  readonly path: string;
  readonly done: number;
  readonly total: number;
  /** The cell that runs, from 1; undefined while the kernel starts. */
  readonly cell: number | undefined;
  readonly elapsedMs: number;
}

/** One bar as a line of at most `columns` characters. */
export function barLine({ path, done, total, cell, elapsedMs }: Bar, columns: number): string {
  const width = 20;
  const full = total === 0 ? 0 : Math.floor((done / total) * width);
  const bar = "█".repeat(full) + "░".repeat(width - full);
  const where =
    cell === undefined ? "starting the kernel" : `${done}/${total} cells, at cell ${cell}`;
  const rest = ` ${bar} ${where}, ${(elapsedMs / 1000).toFixed(1)} s`;
  const room = Math.max(8, columns - rest.length - 1);
  const name = path.length <= room ? path : `…${path.slice(-(room - 1))}`;
  return (name + rest).slice(0, Math.max(0, columns - 1));
}

export interface ProgressView {
  start(path: string): void;
  update(path: string, progress: Progress): void;
  /** Removes the notebook's bar. */
  end(path: string): void;
  /** Writes lines that stay. */
  say(text: string): void;
}

type Sink = Pick<NodeJS.WriteStream, "write"> & {
  readonly isTTY?: boolean;
  readonly columns?: number;
};

const redrawMs = 100;

/** Bars where `sink` is a terminal, else lines. */
export function progressView(sink: Sink): ProgressView {
  return sink.isTTY === true && process.env["TERM"] !== "dumb" ? bars(sink) : lines(sink);
}

function lines(sink: Sink): ProgressView {
  return {
    start: (path) => void sink.write(`${path}: starting the kernel\n`),
    update(path, progress) {
      if (progress.step === "kernel")
        sink.write(
          `${path}: running ${progress.total} cell${progress.total === 1 ? "" : "s"} on ${progress.kernel}\n`,
        );
      if (progress.step === "note") sink.write(`note: ${progress.text}\n`);
    },
    end: () => {},
    say: (text) => void sink.write(`${text}\n`),
  };
}

function bars(sink: Sink): ProgressView {
  const running = new Map<
    string,
    { began: number; done: number; total: number; cell: number | undefined }
  >();
  let drawn = 0;
  let timer: NodeJS.Timeout | undefined;
  const erase = () => {
    if (drawn > 0) sink.write(`\x1b[${drawn}A\x1b[J`);
    drawn = 0;
  };
  const draw = () => {
    erase();
    const now = performance.now();
    const columns = sink.columns ?? 80;
    const shown = [...running].map(([path, { began, ...bar }]) =>
      barLine({ path, ...bar, elapsedMs: now - began }, columns),
    );
    if (shown.length > 0) sink.write(`${shown.join("\n")}\n`);
    drawn = shown.length;
  };
  return {
    start(path) {
      running.set(path, { began: performance.now(), done: 0, total: 0, cell: undefined });
      timer ??= setInterval(draw, redrawMs).unref();
      draw();
    },
    update(path, progress) {
      const bar = running.get(path);
      if (bar === undefined) return;
      if (progress.step === "note") return this.say(`note: ${progress.text}`);
      bar.total = progress.total;
      if (progress.step !== "kernel")
        Object.assign(bar, { done: progress.done, cell: progress.cell });
    },
    end(path) {
      running.delete(path);
      draw();
      if (running.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    },
    say(text) {
      erase();
      sink.write(`${text}\n`);
      draw();
    },
  };
}
