/**
 * How often a kernel that dies is started again by itself: as in Jupyter five times in a row; one that has
 * lived for ten seconds begins a new row. Pure but for the clock it is given.
 */

const stableMs = 10_000;

export class RestartPolicy {
  readonly #limit: number;
  readonly #now: () => number;
  #startedAt: number;
  #inARow = 0;

  constructor(limit = 5, now: () => number = Date.now) {
    this.#limit = limit;
    this.#now = now;
    this.#startedAt = now();
  }

  get limit(): number {
    return this.#limit;
  }

  /** A run of the kernel is ready, or a person asked for a new one. */
  started(byPerson = false): void {
    this.#startedAt = this.#now();
    if (byPerson) this.#inARow = 0;
  }

  /** The kernel died; true where it is started again. */
  died(): boolean {
    if (this.#now() - this.#startedAt >= stableMs) this.#inARow = 0;
    // Until the next run is ready it has not lived.
    this.#startedAt = Infinity;
    if (this.#inARow >= this.#limit) return false;
    this.#inARow += 1;
    return true;
  }
}
