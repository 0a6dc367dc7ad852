/**
 * A step's addresses by slot. Some slots are handed in at each step (inputs, targets, weights), the others
 * are places in the backend's one scratch, which all models share: a step leaves nothing there.
 */
import type { Memory } from "../memory.js";

export class Workspace {
  /** Slot → address, valid during a step. */
  readonly at: number[] = [];
  private readonly places: (number | undefined)[] = [];
  private size = 0;
  private base = -1;

  constructor(readonly memory: Memory) {}

  /** A slot whose address is set at each step. */
  given(): number {
    this.places.push(undefined);
    return this.at.push(0) - 1;
  }

  /** A slot of `count` floats (or int32s) in the scratch. */
  floats(count: number): number {
    this.places.push(this.size);
    this.size += (4 * count + 15) & ~15;
    return this.at.push(0) - 1;
  }

  /** A slot that holds these integers, in a small block of its own. */
  integers(values: readonly number[]): number {
    const slot = this.floats(values.length);
    this.constants.push([slot, values]);
    return slot;
  }
  private readonly constants: [number, readonly number[]][] = [];

  /** Before each step: the scratch may have moved, and another model may have used it. */
  open(): void {
    const base = this.memory.workspace(this.size + 16);
    if (base !== this.base) {
      this.base = base;
      const start = (base + 15) & ~15;
      this.places.forEach((place, slot) => {
        if (place !== undefined) this.at[slot] = start + place;
      });
    }
    for (const [slot, values] of this.constants) this.memory.setIntegers(this.at[slot]!, values);
  }
}
