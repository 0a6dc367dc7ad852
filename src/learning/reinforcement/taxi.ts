/**
 * Taxi (Dietterich 2000): fetch a passenger at one of four places and bring them to another, in a 5 × 5
 * town with walls. Each step costs 1, picking up or setting down where it is not allowed 10; the ride's end
 * brings 20. Numbers as in Gymnasium's `Taxi-v3`: state ((row · 5 + column) · 5 + passenger) · 4 +
 * destination, passenger 4 being in the taxi; 300 of the 500 states can be a start, all equally likely.
 */
import { DecisionProcess, type Outcome } from "./decision-process.js";
import { Environment } from "./environment.js";
import { Grid } from "./grid.js";
import type { GridScene } from "./scene.js";

const grid = new Grid(5, 5);
const places = [
  { name: "R", field: grid.field(0, 0) },
  { name: "G", field: grid.field(0, 4) },
  { name: "Y", field: grid.field(4, 0) },
  { name: "B", field: grid.field(4, 3) },
] as const;
const inTaxi = places.length;
/** Fields with a wall on their right side: the town's map reads |R: | : :G|, | : | : : |, … */
const walled = new Set([
  grid.field(0, 1),
  grid.field(1, 1),
  grid.field(3, 0),
  grid.field(4, 0),
  grid.field(3, 2),
  grid.field(4, 2),
]);
const actionNames = ["down", "up", "right", "left", "pick up", "set down"] as const;

/** A state in its parts. */
export interface TaxiState {
  /** The taxi's field, row by row. */
  readonly taxi: number;
  /** Place of the passenger, 0 … 3 (R, G, Y, B), or 4 in the taxi. */
  readonly passenger: number;
  /** Place to go to, 0 … 3. */
  readonly destination: number;
}

/** The number of a state. */
export function taxiState({ taxi, passenger, destination }: TaxiState): number {
  return (taxi * 5 + passenger) * 4 + destination;
}

/** The parts of a state's number. */
export function toTaxiState(state: number): TaxiState {
  const passenger = Math.floor(state / 4) % 5;
  return { taxi: Math.floor(state / 20), passenger, destination: state % 4 };
}

/** What a caller may choose. */
export interface TaxiOptions {
  /** Steps; 200 if not given, Infinity for none. */
  readonly timeLimit?: number;
  readonly seed?: number;
}

/**
 * Makes a Taxi environment: 500 states, actions 0 down, 1 up, 2 right, 3 left, 4 pick up, 5 set down.
 *
 * @throws InputError for a time limit that is not a whole number ≥ 1.
 * @example
 * taxi().actionSpace.n; // 6
 */
export function taxi(options: TaxiOptions = {}): Environment {
  const states = 500;
  const isTerminal = (state: number) => {
    const { passenger, destination } = toTaxiState(state);
    return passenger === destination;
  };
  const starts = Array.from({ length: states }, (_, state) =>
    !isTerminal(state) && toTaxiState(state).passenger !== inTaxi ? 1 / 300 : 0,
  );
  const process = new DecisionProcess({
    states,
    actions: actionNames.length,
    start: starts,
    isTerminal,
    outcomes: (state, action) => [act(toTaxiState(state), actionNames[action]!)],
  });
  return new Environment({ name: "Taxi", process, actionNames, timeLimit: 200, scene, ...options });
}

function act(state: TaxiState, action: (typeof actionNames)[number]): Outcome {
  const { taxi, passenger, destination } = state;
  const here = places.findIndex(({ field }) => field === taxi);
  const to = (changed: Partial<TaxiState>, reward = -1): Outcome => ({
    probability: 1,
    next: taxiState({ ...state, ...changed }),
    reward,
  });
  if (action === "pick up") {
    return here >= 0 && here === passenger ? to({ passenger: inTaxi }) : to({}, -10);
  }
  if (action === "set down") {
    if (here < 0 || passenger !== inTaxi) return to({}, -10);
    return to({ passenger: here }, here === destination ? 20 : -1);
  }
  const next = grid.move(taxi, action);
  const blocked = { right: walled.has(taxi), left: walled.has(next) && next !== taxi };
  const stays = (action === "right" && blocked.right) || (action === "left" && blocked.left);
  return to({ taxi: stays ? taxi : next });
}

function scene(state: number): GridScene {
  const { taxi, passenger, destination } = toTaxiState(state);
  const rows = Array.from({ length: grid.rows }, (_, row) =>
    Array.from({ length: grid.columns }, (_, column) => {
      const field = grid.field(row, column);
      const place = places.findIndex((each) => each.field === field);
      const ground =
        place === destination ? "#bbf7d0" : place === passenger ? "#fef3c7" : "#f8fafc";
      return { text: places[place]?.name ?? "·", ground, wallRight: walled.has(field) };
    }),
  );
  const where = passenger === inTaxi ? "in the taxi" : `at ${places[passenger]!.name}`;
  const note = `passenger ${where}, to ${places[destination]!.name}`;
  return { rows, agent: { row: grid.row(taxi), column: grid.column(taxi) }, note };
}
