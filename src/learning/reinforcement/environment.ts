/**
 * An environment with the interface of Gymnasium (reset, step, spaces, time limit, render), played on a
 * `DecisionProcess`. Cliff walking, FrozenLake and Taxi are a description each; a later one is a call of
 * `new Environment({ name, process })`. Learners do not go through `step` but through `walk`, which makes
 * no objects. Left out: wrappers and vectorised environments.
 * Source: the API page of Gymnasium (Farama Foundation), version 1.
 */
import { check } from "../../base/check.js";
import { jupyterDisplay, type Displayable, type MimeBundle } from "../../base/mime.js";
import { Random } from "../../base/random.js";
import type { DecisionProcess } from "./decision-process.js";
import { drawScene, writeScene, type GridScene } from "./scene.js";
import { Discrete } from "./space.js";
import { ProcessWalk } from "./walk.js";

/** What an environment is made of; only a name and a process are needed. */
export interface EnvironmentDescription {
  readonly name: string;
  readonly process: DecisionProcess;
  /** What the actions are called, in order; "action 0", … if not given. */
  readonly actionNames?: readonly string[];
  /** Steps after which an episode is cut off (truncated); never, if not given. */
  readonly timeLimit?: number;
  /** What a state looks like. */
  readonly scene?: (state: number) => GridScene;
  /** Seed of the draws before the first `reset({ seed })`. */
  readonly seed?: number;
}

/** What is known besides the observation. */
export interface StepInfo {
  /** Probability of what happened. */
  readonly probability: number;
}

/** What `reset` returns. */
export interface ResetResult {
  readonly observation: number;
  readonly info: StepInfo;
}

/** What `step` returns. */
export interface StepResult extends ResetResult {
  readonly reward: number;
  /** The task has ended: nothing follows this state. */
  readonly terminated: boolean;
  /** The time limit has cut the episode off: the state would have a future. */
  readonly truncated: boolean;
}

/**
 * A task with an agent in it.
 *
 * @example
 * const lake = frozenLake({ slippery: false });
 * lake.reset({ seed: 7 }).observation; // 0
 * lake.step(2).observation; // 1
 */
export class Environment implements Displayable {
  readonly name: string;
  /** All probabilities of the task: what dynamic programming and exact evaluation read. */
  readonly process: DecisionProcess;
  readonly observationSpace: Discrete;
  readonly actionSpace: Discrete;
  readonly actionNames: readonly string[];
  /** Steps after which an episode is cut off; Infinity where there is no limit. */
  readonly timeLimit: number;
  private readonly scene: ((state: number) => GridScene) | undefined;
  private current: ProcessWalk;
  private phase: "not started" | "running" | "over" = "not started";
  private lastAction: number | undefined;

  constructor(description: EnvironmentDescription) {
    const { name, process, timeLimit = Infinity, seed = 1 } = description;
    const limited = timeLimit === Infinity || (Number.isSafeInteger(timeLimit) && timeLimit >= 1);
    check(limited, "timeLimit", timeLimit, "a whole number ≥ 1");
    this.actionNames =
      description.actionNames ?? Array.from({ length: process.actions }, (_, a) => `action ${a}`);
    const named = this.actionNames.length;
    check(named === process.actions, "actionNames", named, `${process.actions}, one per action`);
    this.name = name;
    this.process = process;
    this.observationSpace = new Discrete(process.states);
    this.actionSpace = new Discrete(process.actions);
    this.timeLimit = timeLimit;
    this.scene = description.scene;
    this.current = this.walk(new Random(seed));
  }

  /** A way through the same task for a learner: fast, unchecked, with its own draws. */
  walk(random: Random): ProcessWalk {
    return new ProcessWalk(this.process, random, this.timeLimit);
  }

  /**
   * Starts an episode. With a seed, all later draws start afresh from it; without, they go on.
   *
   * @throws InputError where the seed is not a safe integer.
   */
  reset(options: { readonly seed?: number } = {}): ResetResult {
    if (options.seed !== undefined) this.current = this.walk(new Random(options.seed));
    this.current.start();
    this.phase = "running";
    this.lastAction = undefined;
    return { observation: this.current.state, info: { probability: this.current.probability } };
  }

  /**
   * Does one action.
   *
   * @param action 0 … actions − 1
   * @throws InputError before the first `reset`, after the end of an episode, and for an unknown action.
   */
  step(action: number): StepResult {
    const { phase, current } = this;
    check(phase === "running", "step", `episode ${phase}`, "a running episode", "call reset()");
    check(this.actionSpace.contains(action), "action", action, this.actionRule());
    current.step(action);
    this.lastAction = action;
    const { state: observation, reward, terminated, truncated, probability } = current;
    if (terminated || truncated) this.phase = "over";
    return { observation, reward, terminated, truncated, info: { probability } };
  }

  /**
   * The state as a picture.
   *
   * @param mode "text" for lines of characters with the agent in brackets, "svg" for an SVG document
   * @throws InputError before the first `reset` and for another mode.
   */
  render(mode: "text" | "svg" = "text"): string {
    check(mode === "text" || mode === "svg", "render mode", mode, '"text" or "svg"');
    const started = this.phase !== "not started";
    check(started, "render", "episode not started", "an episode", "call reset()");
    const name = this.lastAction === undefined ? undefined : this.actionNames[this.lastAction];
    const scene = this.scene?.(this.current.state) ?? {
      rows: [[{ text: `state ${this.current.state}` }]],
    };
    const caption = [this.name, ...(name === undefined ? [] : [`last action: ${name}`])].join(
      " · ",
    );
    return mode === "text" ? writeScene(scene, caption) : drawScene(scene, caption);
  }

  [jupyterDisplay](): MimeBundle {
    if (this.phase === "not started") return { "text/plain": `${this.name}, not started` };
    return { "image/svg+xml": this.render("svg"), "text/plain": this.render("text") };
  }

  private actionRule(): string {
    return `0 … ${this.actionSpace.n - 1} (${this.actionNames.join(", ")})`;
  }
}
