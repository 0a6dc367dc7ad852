/**
 * Work on the parts of a stream side by side, results in the order of the parts. Only some parts are under
 * way at a time, so that memory stays bounded whoever is slower. Left out: who does the work.
 */

/**
 * The results of `work` on each part, in order; where the parts fail, all results before come first.
 *
 * @param ahead how many parts are read and under way at most, ≥ 1
 */
export async function* inOrder<Part, Result>(
  parts: AsyncIterable<Part>,
  work: (part: Part) => Promise<Result>,
  ahead: number,
): AsyncGenerator<Result> {
  const iterator = parts[Symbol.asyncIterator]();
  const underWay: Promise<Result>[] = [];
  let ended = false;
  try {
    for (;;) {
      while (!ended && underWay.length < ahead) {
        let result: Promise<Result>;
        try {
          const next = await iterator.next();
          ended = next.done === true;
          if (next.done === true) break;
          result = work(next.value);
        } catch (error) {
          // What came before is still handed on.
          ended = true;
          result = Promise.reject(error as Error);
        }
        result.catch(() => undefined); // it is awaited below, later perhaps than it fails
        underWay.push(result);
      }
      const first = underWay.shift();
      if (first === undefined) return;
      yield await first;
    }
  } finally {
    await iterator.return?.();
  }
}
