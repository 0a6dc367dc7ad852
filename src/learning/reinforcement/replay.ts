/**
 * A memory of the last steps, from which deep Q-learning draws its batches: drawn at random, they are far
 * less alike than the steps of one episode, and each is used many times (Lin 1992). A ring of typed
 * arrays; when it is full, the oldest step is overwritten. Left out: priorities.
 */
import { check } from "../../base/check.js";
import type { Random } from "../../base/random.js";

/** The last `capacity` steps. */
export class Replay {
  readonly states: Int32Array;
  readonly actions: Int32Array;
  readonly rewards: Float64Array;
  /** The state after the step. */
  readonly nextStates: Int32Array;
  /** 1 where the task ended with the step. A time limit is no end. */
  readonly ends: Uint8Array;
  /** Steps in memory. */
  size = 0;
  private oldest = 0;

  /** @throws InputError where the capacity is not a whole number ≥ 1. */
  constructor(readonly capacity: number) {
    const usable = Number.isSafeInteger(capacity) && capacity >= 1;
    check(usable, "capacity", capacity, "a whole number ≥ 1");
    this.states = new Int32Array(capacity);
    this.actions = new Int32Array(capacity);
    this.rewards = new Float64Array(capacity);
    this.nextStates = new Int32Array(capacity);
    this.ends = new Uint8Array(capacity);
  }

  /** Remembers a step. */
  add(state: number, action: number, reward: number, nextState: number, isEnd: boolean): void {
    const place = this.size < this.capacity ? this.size : this.oldest;
    if (this.size < this.capacity) this.size += 1;
    else this.oldest = (this.oldest + 1) % this.capacity;
    this.states[place] = state;
    this.actions[place] = action;
    this.rewards[place] = reward;
    this.nextStates[place] = nextState;
    this.ends[place] = isEnd ? 1 : 0;
  }

  /**
   * Draws places of remembered steps, each equally likely, one possibly more than once.
   *
   * @param places is filled
   * @throws InputError where nothing is remembered yet.
   */
  draw(places: Int32Array, random: Random): void {
    check(this.size > 0, "steps in memory", 0, "at least 1");
    for (let i = 0; i < places.length; i += 1) places[i] = random.integer(this.size);
  }
}
