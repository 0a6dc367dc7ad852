/**
 * FrozenLake: across the ice from S to G, without falling into a hole H. Reaching G brings 1, everything
 * else 0; a hole ends the episode. On slippery ice a move goes astray with probability 2/3. Maps, numbers
 * and time limits (100 steps on 4 × 4, 200 on 8 × 8) as in Gymnasium's `FrozenLake-v1`. The time limit
 * changes the optimum: from .8235 to .7442 on the small lake.
 */
import { check } from "../../base/check.js";
import { DecisionProcess } from "./decision-process.js";
import { Environment } from "./environment.js";
import { Grid, possibleDirections } from "./grid.js";
import type { GridScene } from "./scene.js";

const maps = {
  "4x4": ["SFFF", "FHFH", "FFFH", "HFFG"],
  "8x8": [
    "SFFFFFFF",
    "FFFFFFFF",
    "FFFHFFFF",
    "FFFFFHFF",
    "FFFHFFFF",
    "FHHFFFHF",
    "FHFFHFHF",
    "FFFHFFFG",
  ],
} as const;

const directions = ["left", "down", "right", "up"] as const;

/** What a caller may choose. */
export interface FrozenLakeOptions {
  /** One of Gymnasium's two maps, or rows of S (start), F (ice), H (hole) and G (goal). */
  readonly map?: keyof typeof maps | readonly string[];
  readonly slippery?: boolean;
  /** Steps; 100 where the map has at most 16 fields, else 200. Infinity for none. */
  readonly timeLimit?: number;
  readonly seed?: number;
}

/**
 * Makes a FrozenLake environment: one state per field, actions 0 left, 1 down, 2 right, 3 up.
 *
 * @throws InputError for a map that is none, or a time limit that is not a whole number ≥ 1.
 * @example
 * frozenLake({ map: "8x8" }).observationSpace.n; // 64
 */
export function frozenLake(options: FrozenLakeOptions = {}): Environment {
  const { map = "4x4", slippery = true, ...rest } = options;
  const lines = toLines(map);
  const grid = new Grid(lines.length, lines[0]!.length);
  const ground = lines.join("");
  const process = new DecisionProcess({
    states: ground.length,
    actions: directions.length,
    start: startsOf(ground),
    isTerminal: (state) => ground[state] === "G" || ground[state] === "H",
    outcomes: (state, action) => {
      const possible = possibleDirections(directions[action]!, slippery);
      return possible.map((direction) => {
        const next = grid.move(state, direction);
        return { probability: 1 / possible.length, next, reward: ground[next] === "G" ? 1 : 0 };
      });
    },
  });
  return new Environment({
    name: `FrozenLake ${grid.rows} × ${grid.columns}${slippery ? "" : ", not slippery"}`,
    process,
    actionNames: directions,
    timeLimit: ground.length <= 16 ? 100 : 200,
    scene: (state) => scene(grid, ground, state),
    ...rest,
  });
}

function toLines(map: keyof typeof maps | readonly string[]): readonly string[] {
  if (typeof map === "string") {
    check(Object.hasOwn(maps, map), "map", map, '"4x4", "8x8" or rows of S, F, H and G');
    return maps[map];
  }
  const width = map[0]?.length ?? 0;
  const even = width > 0 && map.every((line) => line.length === width && /^[SFHG]+$/.test(line));
  check(even, "map", map, "rows of one length, of S, F, H and G");
  const ground = map.join("");
  check(ground.includes("S") && ground.includes("G"), "map", map, "at least one S and one G");
  return map;
}

/** Episodes start on an S, all equally likely. */
function startsOf(ground: string): number[] {
  const count = [...ground].filter((letter) => letter === "S").length;
  return [...ground].map((letter) => (letter === "S" ? 1 / count : 0));
}

const colours: Record<string, string> = { S: "#fef3c7", F: "#e0f2fe", H: "#64748b", G: "#bbf7d0" };

function scene(grid: Grid, ground: string, state: number): GridScene {
  const rows = Array.from({ length: grid.rows }, (_, row) =>
    Array.from({ length: grid.columns }, (_, column) => {
      const text = ground[grid.field(row, column)]!;
      return { text, ground: colours[text]! };
    }),
  );
  return { rows, agent: { row: grid.row(state), column: grid.column(state) } };
}
