/**
 * One after the other: work on one file waits for the work on it that came before, so that two writers
 * never see each other's half. Other files go on. Left out: other programs, against which only atomic
 * replacement helps.
 */
export class Queues {
  private readonly last = new Map<string, Promise<unknown>>();

  /** Runs `work` when all earlier work with this key is done, whether or not it failed. */
  async run<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.last.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    const settled = mine.catch(() => {});
    this.last.set(key, settled);
    try {
      return await mine;
    } finally {
      if (this.last.get(key) === settled) this.last.delete(key);
    }
  }

  /**
   * Runs `work` when all earlier work with any of these keys is done. They are taken in one order, so that no
   * two wait for each other.
   */
  async runAll<Result>(keys: readonly string[], work: () => Promise<Result>): Promise<Result> {
    const [first, ...others] = [...new Set(keys)].sort();
    if (first === undefined) return await work();
    return await this.run(first, () => this.runAll(others, work));
  }
}
