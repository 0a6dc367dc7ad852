/**
 * A rectangle of fields, numbered row by row, and the moves on it: the ground of cliff walking, FrozenLake
 * and Taxi. A move against the edge stays where it is. On slippery ground a move goes where it is meant
 * to go, or to either side of that, each with probability 1/3.
 */

/** The four moves. */
export type Direction = "up" | "right" | "down" | "left";

const clockwise: readonly Direction[] = ["up", "right", "down", "left"];

/** A rectangle of fields 0 … rows · columns − 1. */
export class Grid {
  constructor(
    readonly rows: number,
    readonly columns: number,
  ) {}

  row(field: number): number {
    return Math.floor(field / this.columns);
  }

  column(field: number): number {
    return field % this.columns;
  }

  field(row: number, column: number): number {
    return row * this.columns + column;
  }

  /** The field one step away, or the same one at the edge. */
  move(field: number, direction: Direction): number {
    const row = this.row(field) + { up: -1, right: 0, down: 1, left: 0 }[direction];
    const column = this.column(field) + { up: 0, right: 1, down: 0, left: -1 }[direction];
    const inside = row >= 0 && row < this.rows && column >= 0 && column < this.columns;
    return inside ? this.field(row, column) : field;
  }
}

/** The directions that a move may really take, all equally likely. */
export function possibleDirections(direction: Direction, slippery: boolean): Direction[] {
  if (!slippery) return [direction];
  const at = clockwise.indexOf(direction);
  return [3, 0, 1].map((turn) => clockwise[(at + turn) % 4]!);
}
