/**
 * Slows down whoever guesses tokens. A made token cannot be guessed, one that a person chose might be. After
 * some wrong ones all tokens from everywhere are looked at one after the other, a few a second, the right one
 * too: it waits, and is not locked out. Visits with a cookie never come here.
 */

/** How guesses are slowed. */
export interface AttemptLimits {
  /** So many wrong tokens are answered at once. */
  readonly freeFailures: number;
  /** A wrong token is forgotten after this time. */
  readonly forgetMs: number;
  /** The pause before each further token is looked at. */
  readonly pauseMs: number;
  /** More than so many at a time do not wait but are turned away. */
  readonly waiting: number;
}

const usual: AttemptLimits = { freeFailures: 30, forgetMs: 60_000, pauseMs: 100, waiting: 50 };

export class Attempts {
  readonly #limits: AttemptLimits;
  #failures: number[] = [];
  #waiting = 0;
  #turn: Promise<void> = Promise.resolve();

  constructor(limits: AttemptLimits = usual) {
    this.#limits = limits;
  }

  /** Whether `isRight`, when it may be told; "too many" where too many ask. */
  async check(isRight: () => boolean): Promise<boolean | "too many"> {
    if (this.#recentFailures() >= this.#limits.freeFailures) {
      if (this.#waiting >= this.#limits.waiting) return "too many";
      await this.#wait();
    }
    const right = isRight();
    if (!right) this.#failures.push(Date.now());
    return right;
  }

  async #wait(): Promise<void> {
    this.#waiting++;
    const before = this.#turn;
    this.#turn = before.then(
      () => new Promise((resolve) => setTimeout(resolve, this.#limits.pauseMs).unref()),
    );
    await this.#turn;
    this.#waiting--;
  }

  #recentFailures(): number {
    const since = Date.now() - this.#limits.forgetMs;
    this.#failures = this.#failures
      .filter((time) => time > since)
      .slice(-this.#limits.freeFailures);
    return this.#failures.length;
  }
}
