/**
 * Work on the parts of a stream side by side, results in the order of the parts. Only some parts are under
 * way at a time, so that memory stays bounded whoever is slower. Left out: who does the work.
 */

/**
 * The results of `work` on each part, in order.
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
        const next = await iterator.next();
        if (next.done === true) ended = true;
        else {
          const result = work(next.value);
          result.catch(() => undefined); // it is awaited below, later perhaps than it fails
          underWay.push(result);
        }
      }
      const first = underWay.shift();
      if (first === undefined) return;
      yield await first;
    }
  } finally {
    await iterator.return?.();
  }
}
