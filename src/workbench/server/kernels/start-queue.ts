/**
 * How many kernels may start at once: each needs a processor for a second, so twenty at once would all
 * come late. First come, first served; what is not urgent (the warm kernel) waits until nobody else does.
 */
import { availableParallelism } from "node:os";

export class StartQueue {
  readonly #most: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(most: number = Math.max(1, availableParallelism())) {
    this.#most = most;
  }

  /** True when a start would not take time from another. */
  get idle(): boolean {
    return this.#running === 0 && this.#waiting.length === 0;
  }

  /** Resolves with what to call when the start is over. */
  async enter(): Promise<() => void> {
    if (this.#running >= this.#most) await new Promise<void>((go) => this.#waiting.push(go));
    else this.#running += 1;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const next = this.#waiting.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    };
  }
}
