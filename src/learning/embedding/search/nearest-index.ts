/**
 * The search for the most similar words among many: float32 rows of length 1 in one shared memory, a WebAssembly
 * loop (SIMD) in each thread, questions that wait answered in one pass over the rows. The loop finds candidates;
 * they are scored again in float64 by `exactScore`, and if others might be better than the last of them, more are
 * asked for. So the answers are those of nearest.ts, bit for bit, with any number of threads.
 * Left out: approximate search; each pass reads all rows.
 */
import { byScore, type Scored } from "./best.js";
import { fillMemory, readHeaps, writePass, type Filled } from "./nearest-memory.js";
import { forget, runOnThreads, threadCount } from "./nearest-pool.js";
import { heapBytes, heapEntry, heapHead, maxDirections, type Order } from "./nearest-protocol.js";
import { answers, nearest, scoresOf } from "./nearest.js";
import type { CompleteQuestion, Neighbour } from "./question.js";
import type { VectorRows } from "./rows.js";

/** Multiplications below which threads are not worth it: some milliseconds. */
const littleWork = 4_000_000;

/** Candidates beyond those that are wanted, so that a second pass is rare. */
const spare = 16;

interface Waiting {
  readonly question: CompleteQuestion;
  /** Candidates that each thread keeps. */
  room: number;
  readonly resolve: (answers: Neighbour[]) => void;
  readonly reject: (error: unknown) => void;
}

const forgotten = new FinalizationRegistry<number>(forget);

export class NearestIndex {
  /** Rows that the loop looked at, over all passes: the proof that it ran. */
  rowsSearched = 0;
  private filled: Promise<Filled> | undefined;
  private waiting: Waiting[] = [];
  private isRunning = false;
  private readonly error: number;

  /**
   * @param threads as many as cores if not given
   * @param leastWork multiplications from which the threads are asked
   */
  constructor(
    private readonly rows: VectorRows,
    private readonly threads = threadCount(),
    private readonly leastWork = littleWork,
  ) {
    // A cosine of two rounded rows, summed in float32 in four lanes: dimension/4 + 8 roundings, and as much again.
    this.error = (rows.dimension / 4 + 8) * 2 ** -23;
  }

  /** The answers to each question: those of `nearest`. */
  nearest(questions: readonly CompleteQuestion[]): Promise<Neighbour[][]> {
    const { size, dimension } = this.rows;
    const directions = questions.reduce((sum, each) => sum + each.directions.length, 0);
    const isLittle = directions * size * dimension < this.leastWork;
    const all = questions.map((question) => {
      const room = question.count + question.without.size + spare;
      if (isLittle || !isForThreads(question, room)) return nearest(this.rows, question);
      return new Promise<Neighbour[]>((resolve, reject) => {
        this.waiting.push({ question, room, resolve, reject });
      });
    });
    void this.work();
    return Promise.all(all);
  }

  /** Gives back the memory. */
  close(): void {
    void this.filled?.then(({ id }) => forget(id)).catch(() => {});
    this.filled = undefined;
  }

  /** Answers what waits, pass by pass. */
  private async work(): Promise<void> {
    if (this.isRunning) return;
    this.isRunning = true;
    try {
      await Promise.resolve(); // questions that are asked in the same breath go together
      while (this.waiting.length > 0) {
        const pass = this.take();
        try {
          await this.answer(pass);
        } catch (error) {
          for (const { reject } of pass) reject(error);
        }
      }
    } finally {
      this.isRunning = false;
    }
  }

  /** As many questions as fit into one pass. */
  private take(): Waiting[] {
    let directions = 0;
    let bytes = 0;
    const many = this.waiting.findIndex(({ question, room }) => {
      directions += question.directions.length;
      bytes += heapHead + room * heapEntry;
      return directions > maxDirections || bytes > heapBytes;
    });
    return this.waiting.splice(0, many < 0 ? this.waiting.length : many);
  }

  private async answer(pass: readonly Waiting[]): Promise<void> {
    this.filled ??= this.fill();
    const filled = await this.filled.catch((error: unknown) => {
      this.filled = undefined;
      throw error;
    });
    writePass(filled, pass);
    const directionCount = pass.reduce((sum, { question }) => sum + question.directions.length, 0);
    const among = Math.max(...pass.map(({ question }) => question.among as number));
    const orders = this.orders(filled, "search", directionCount, pass.length, among);
    for (const rows of await runOnThreads(orders)) this.rowsSearched += rows;
    let heap = 0;
    for (const each of pass) {
      const { bound, places } = readHeaps(filled, heap, each.room);
      heap += heapHead + each.room * heapEntry;
      this.settle(each, places, bound);
    }
  }

  /** Answers a question from its candidates, or lets it wait for another pass with more of them. */
  private settle(asked: Waiting, places: readonly number[], bound: number): void {
    const { question, room, resolve } = asked;
    const scores = scoresOf(this.rows, question, places);
    const allowed = scores.filter(({ place }) => !question.without.has(place)).sort(byScore);
    const last: Scored | undefined = allowed[question.count - 1];
    const slack = question.method === "3CosAdd" ? this.error : 0;
    if (bound === -Infinity || (last !== undefined && last.score > bound + slack)) {
      resolve(answers(this.rows, question, allowed));
    } else if (isForThreads(question, room * 16)) {
      this.waiting.push({ ...asked, room: room * 16 });
    } else {
      resolve(nearest(this.rows, question));
    }
  }

  /** Copies the rows into shared memory and lets the threads scale them. */
  private async fill(): Promise<Filled> {
    const filled = fillMemory(this.rows, this.threads);
    forgotten.register(this, filled.id);
    await runOnThreads(this.orders(filled, "normalise", 0, 0, this.rows.size));
    return filled;
  }

  private orders(
    { id, memory, layout }: Filled,
    kind: "normalise" | "search",
    directionCount: number,
    questionCount: number,
    among: number,
  ): Order[] {
    new Int32Array(memory.buffer, 0, 1)[0] = 0;
    const { error } = this;
    const shared = { kind, id, memory, layout, directionCount, questionCount, among, error };
    return Array.from({ length: this.threads }, (_, thread) => ({ ...shared, thread }));
  }
}

/** Whether the loop can answer it: else every row is looked at here. */
function isForThreads({ among, directions }: CompleteQuestion, room: number): boolean {
  const fits = heapHead + room * heapEntry <= heapBytes;
  return typeof among === "number" && directions.length <= maxDirections && fits;
}
