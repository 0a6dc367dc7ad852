/**
 * The progress of a download or a conversion: one line that is written over on a terminal, a plain line now and
 * then elsewhere (a log of a night's download should show that it moves). Goes to stderr.
 */

/** A moment of the work, in bytes. */
export interface Flow {
  readonly label: string;
  readonly bytes: number;
  readonly total: number | undefined;
  /** Bytes at the start of this run, for the rate. */
  readonly from: number;
  readonly elapsedMs: number;
  /** More to say, such as a count. */
  readonly note?: string;
}

/** One moment as a line of at most `columns` characters. */
export function flowLine(flow: Flow, columns: number): string {
  const { label, bytes, total, from, elapsedMs, note } = flow;
  const width = 20;
  const share = total === undefined || total === 0 ? undefined : Math.min(1, bytes / total);
  const rate = elapsedMs > 0 ? ((bytes - from) * 1000) / elapsedMs : 0;
  const full = Math.floor((share ?? 0) * width);
  const bar = share === undefined ? [] : ["█".repeat(full) + "░".repeat(width - full)];
  const percent = share === undefined ? [] : [`${Math.floor(share * 100)} %`];
  const left = total === undefined || rate === 0 ? [] : [`${time((total - bytes) / rate)} left`];
  const amount = total === undefined ? size(bytes) : `${size(bytes)} of ${size(total)}`;
  const speed = rate === 0 ? [] : [`${size(rate)}/s`];
  const facts = [...percent, amount, ...speed, ...left, ...(note === undefined ? [] : [note])];
  const line = [label, ...bar, facts.join(", ")].join(" ");
  return line.length < columns ? line : `${line.slice(0, Math.max(0, columns - 2))}…`;
}

/** Bytes for a person: 512 B, 1.5 MB, 21.0 GB (thousands, as disks and networks count). */
export function size(bytes: number): string {
  if (bytes < 1000) return `${Math.round(bytes)} B`;
  const units = ["kB", "MB", "GB", "TB"];
  const step = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
  return `${(bytes / 1000 ** step).toFixed(1)} ${units[step - 1]}`;
}

function time(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

type Sink = Pick<NodeJS.WriteStream, "write"> & {
  readonly isTTY?: boolean;
  readonly columns?: number;
};

/** Where progress is shown. */
export interface FlowView {
  /** Shows a moment; most calls draw nothing. */
  update(flow: Omit<Flow, "elapsedMs">): void;
  /** Writes a line that stays. */
  say(text: string): void;
  /** Removes the line. */
  end(): void;
}

/** A line where `sink` is a terminal, else a plain line every half minute. */
export function flowView(sink: Sink): FlowView {
  const isTerminal = sink.isTTY === true && process.env["TERM"] !== "dumb";
  const everyMs = isTerminal ? 100 : 30_000;
  let label = "";
  let beganMs = 0;
  let drawnMs = 0;
  const clear = (): void => void (isTerminal && sink.write("\r\u001b[2K"));
  return {
    update(flow) {
      const nowMs = performance.now();
      if (flow.label !== label) {
        ({ label } = flow);
        beganMs = nowMs;
        drawnMs = isTerminal ? -Infinity : nowMs;
      }
      if (nowMs - drawnMs < everyMs) return;
      drawnMs = nowMs;
      const line = flowLine({ ...flow, elapsedMs: nowMs - beganMs }, sink.columns ?? 80);
      clear();
      sink.write(isTerminal ? line : `${line}\n`);
    },
    say(text) {
      clear();
      sink.write(`${text}\n`);
    },
    end: clear,
  };
}
