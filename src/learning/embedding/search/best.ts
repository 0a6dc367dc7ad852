/**
 * The best few of many scores, kept in a heap whose first entry is the worst: one comparison for each of the
 * others. Equal scores: the earlier place is the better one.
 */

/** A place and its score. */
export interface Scored {
  readonly place: number;
  readonly score: number;
}

/** Is the first the worse of two? */
function isWorse(a: Scored, b: Scored): boolean {
  return a.score < b.score || (a.score === b.score && a.place > b.place);
}

/** Best first: falling scores, equal ones by place. */
export function byScore(a: Scored, b: Scored): number {
  return b.score - a.score || a.place - b.place;
}

/** Collects the best `room` of all that is offered. */
export class Best {
  private readonly heap: Scored[] = [];

  constructor(private readonly room: number) {}

  /** Takes note of a score, which is a number and not NaN. */
  offer(place: number, score: number): void {
    const { heap, room } = this;
    const worst = heap[0];
    if (heap.length < room) {
      heap.push({ place, score });
      this.rise(heap.length - 1);
    } else if (
      worst !== undefined &&
      (score > worst.score || (score === worst.score && place < worst.place))
    ) {
      heap[0] = { place, score };
      this.sink();
    }
  }

  /** What was kept, best first. */
  sorted(): Scored[] {
    return [...this.heap].sort(byScore);
  }

  private rise(at: number): void {
    const { heap } = this;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isWorse(heap[at] as Scored, heap[parent] as Scored)) return;
      this.swap(at, parent);
      at = parent;
    }
  }

  private sink(): void {
    const { heap } = this;
    for (let at = 0; ;) {
      let child = 2 * at + 1;
      if (child >= heap.length) return;
      const other = child + 1;
      if (other < heap.length && isWorse(heap[other] as Scored, heap[child] as Scored))
        child = other;
      if (!isWorse(heap[child] as Scored, heap[at] as Scored)) return;
      this.swap(at, child);
      at = child;
    }
  }

  private swap(a: number, b: number): void {
    const { heap } = this;
    const kept = heap[a] as Scored;
    heap[a] = heap[b] as Scored;
    heap[b] = kept;
  }
}
