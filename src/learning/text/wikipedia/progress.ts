/** How far the reading of a dump has come: counts, rates and the time left, for a bar or a log. */

/** A moment of reading. */
export interface WikipediaProgress {
  /** Bytes of the file read so far, packed as they are. */
  readonly bytesRead: number;
  /** Bytes of the file. */
  readonly bytesTotal: number;
  /** Pages seen, redirects and other namespaces included. */
  readonly pages: number;
  /** Pages that were handed on. */
  readonly articles: number;
  readonly elapsedMs: number;
  /** Pages seen per second since the start. */
  readonly pagesPerSecond: number;
  /** Seconds to the end at the rate so far; undefined as long as there is none. */
  readonly secondsLeft: number | undefined;
}

/** Counts while a dump is read, and tells of it at most every `everyMs`. */
export class ProgressCount {
  pages = 0;
  articles = 0;
  bytesRead = 0;
  bytesTotal = 0;
  readonly #startMs = performance.now();
  #lastMs = -Infinity;
  readonly #tell: ((progress: WikipediaProgress) => void) | undefined;
  readonly #everyMs: number;

  constructor(tell: ((progress: WikipediaProgress) => void) | undefined, everyMs = 200) {
    this.#tell = tell;
    this.#everyMs = everyMs;
  }

  /** Tells where it stands, if the last time is long enough ago or this is the end. */
  update(isEnd = false): void {
    const nowMs = performance.now();
    if (this.#tell === undefined || (!isEnd && nowMs - this.#lastMs < this.#everyMs)) return;
    this.#lastMs = nowMs;
    const { pages, articles, bytesRead, bytesTotal } = this;
    const elapsedMs = nowMs - this.#startMs;
    const secondsLeft =
      bytesRead === 0 ? undefined : (elapsedMs / 1000) * (bytesTotal / bytesRead - 1);
    this.#tell({
      bytesRead,
      bytesTotal,
      pages,
      articles,
      elapsedMs,
      pagesPerSecond: elapsedMs > 0 ? (pages * 1000) / elapsedMs : 0,
      secondsLeft,
    });
  }
}
