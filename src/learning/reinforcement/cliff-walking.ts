/**
 * Cliff walking, Example 6.6 of Sutton & Barto (2018): from the lower left corner of a 4 × 12 grid to the
 * lower right one, along a cliff. Each step costs 1, a fall 100 and the way back to the start; falling does
 * not end the episode. Numbers as in Gymnasium's `CliffWalking-v1`: states row by row, actions clockwise.
 */
import { DecisionProcess } from "./decision-process.js";
import { Environment } from "./environment.js";
import { Grid, possibleDirections } from "./grid.js";
import type { GridScene } from "./scene.js";

const grid = new Grid(4, 12);
const start = grid.field(3, 0);
const goal = grid.field(3, 11);
const directions = ["up", "right", "down", "left"] as const;

function isCliff(field: number): boolean {
  return field > start && field < goal;
}

/** What a caller may choose. */
export interface CliffWalkingOptions {
  /** A move may go sideways, with probability 1/3 to each side. */
  readonly slippery?: boolean;
  readonly timeLimit?: number;
  readonly seed?: number;
}

/**
 * Makes a cliff walking environment: 48 states, actions 0 up, 1 right, 2 down, 3 left; no time limit
 * unless one is given. The best return from the start is −13, the book's safe path has −17.
 *
 * @throws InputError for a time limit that is not a whole number ≥ 1.
 * @example
 * cliffWalking().reset().observation; // 36
 */
export function cliffWalking(options: CliffWalkingOptions = {}): Environment {
  const { slippery = false, ...rest } = options;
  const process = new DecisionProcess({
    states: grid.rows * grid.columns,
    actions: directions.length,
    start,
    isTerminal: (state) => state === goal,
    outcomes: (state, action) => {
      const possible = possibleDirections(directions[action]!, slippery);
      return possible.map((direction) => {
        const field = grid.move(state, direction);
        const fell = isCliff(field);
        const probability = 1 / possible.length;
        return { probability, next: fell ? start : field, reward: fell ? -100 : -1 };
      });
    },
  });
  return new Environment({
    name: "cliff walking",
    process,
    actionNames: directions,
    scene,
    ...rest,
  });
}

function scene(state: number): GridScene {
  const rows = Array.from({ length: grid.rows }, (_, row) =>
    Array.from({ length: grid.columns }, (_, column) => {
      const field = grid.field(row, column);
      if (isCliff(field)) return { text: "C", ground: "#cbd5e1" };
      if (field === start) return { text: "S", ground: "#fef3c7" };
      return field === goal ? { text: "G", ground: "#bbf7d0" } : { text: "·" };
    }),
  );
  return { rows, agent: { row: grid.row(state), column: grid.column(state) } };
}
