/**
 * Q-learning with a network in place of the table (Mnih et al. 2015): a small network rates all actions
 * of a state, learns from remembered steps (`replay`), and aims at targets from an older copy of itself,
 * the target network, that stands still for a while. With `double`, the learning network picks the action
 * that the target network rates (van Hasselt et al. 2016). Judged, as all learners here, by
 * `evaluatePolicy`. Left out: images, several environments at once.
 *
 *   y = r + γ Q̂(s', argmax_a' Q(s',a'; θ); θ⁻)        θ⁻ an earlier θ; y = r where the task ended
 *   J = (1/m) Σ H(Q(s,a; θ) − y)                     H(x) = x²/2 for |x| ≤ 1, else |x| − ½ (Huber)
 */
import { check } from "../../base/check.js";
import { Random } from "../../base/random.js";
import { dense } from "../network/dense.js";
import type { RealTensor } from "../network/layer.js";
import { Network } from "../network/network.js";
import { adam, optimizerOf } from "../network/optimizer.js";
import { firstNonFinite, takeRows, type Tensor } from "../network/tensor.js";
import { ActionValues } from "./action-values.js";
import { toDeepOptions, type CompleteDeepOptions, type DeepOptions } from "./deep-options.js";
import type { Environment } from "./environment.js";
import { checkEnds, type LearningResult, type LearningStep } from "./learning.js";
import { Replay } from "./replay.js";

/** What deep Q-learning leaves: besides the values of all states, the network that gives them. */
export interface DeepResult extends LearningResult {
  readonly network: Network;
}

/**
 * Deep Q-learning, one report at a time.
 *
 * @returns a generator of reports that returns network, values and the return of each episode
 * @throws InputError for a bad option, features that differ in length, an environment in which episodes
 *   never end, and where the values become NaN or infinite.
 */
export function* deepQSteps(
  environment: Environment,
  options: DeepOptions = {},
): Generator<LearningStep, DeepResult, void> {
  const settings = toDeepOptions(options);
  checkEnds(environment);
  const random = new Random(settings.seed);
  const walk = environment.walk(random.fork(0));
  const agent = new DeepAgent(walk.states, walk.actions, settings, random.fork(1));
  const returns = new Float64Array(settings.episodes);
  const lengths = new Int32Array(settings.episodes);
  let steps = 0;
  let reported = 0;
  for (let episode = 0; episode < settings.episodes; episode += 1) {
    const [learningRate, epsilon] = [settings.learningRate(episode), settings.epsilon(episode)];
    walk.start();
    for (let over = false; !over; over = walk.terminated || walk.truncated) {
      const state = walk.state;
      const action = agent.act(state, epsilon);
      walk.step(action);
      agent.replay.add(state, action, walk.reward, walk.state, walk.terminated);
      returns[episode]! += walk.reward;
      lengths[episode]! += 1;
      steps += 1;
      if (steps >= settings.warmUp && steps % settings.updateEvery === 0) agent.learn(learningRate);
    }
    const done = episode + 1;
    if (done - reported === settings.reportEvery || done === settings.episodes) {
      const met = returns.subarray(reported, done);
      const meanReturn = met.reduce((a, b) => a + b, 0) / met.length;
      reported = done;
      yield { episode: done, steps, meanReturn, q: agent.values() };
    }
  }
  return { q: agent.values(), returns, lengths, steps, network: agent.network };
}

/**
 * Deep Q-learning to the end. The event loop turns between two reports.
 *
 * @param options those of `DeepOptions`, and `onStep`, called with every report
 * @throws InputError as `deepQSteps`.
 * @example
 * const lake = frozenLake({ slippery: false });
 * const { q } = await deepQLearning(lake, { episodes: 300, epsilon: overEpisodes("linear", 1, 0.05, 200) });
 * evaluatePolicy(lake.process, q.greedy())[0]; // 1
 */
export async function deepQLearning(
  environment: Environment,
  options: DeepOptions & { readonly onStep?: (step: LearningStep) => void | Promise<void> } = {},
): Promise<DeepResult> {
  const { onStep, ...rest } = options;
  const steps = deepQSteps(environment, rest);
  for (;;) {
    const next = steps.next();
    if (next.done === true) return next.value;
    await onStep?.(next.value);
    await new Promise<void>((resolve) => setTimeout(resolve, 0));
  }
}

/** Two networks, a memory and an optimizer: what acts and learns. */
export class DeepAgent {
  readonly network: Network;
  /** Q̂: the network as it was some updates ago. */
  readonly target: Network;
  readonly replay: Replay;
  private readonly features: Tensor;
  private readonly optimizer;
  private readonly places: Int32Array;
  private updates = 0;

  constructor(
    states: number,
    private readonly actions: number,
    private readonly settings: CompleteDeepOptions,
    private readonly random: Random,
  ) {
    this.features = toFeatures(states, settings.features);
    const layers = [...settings.hidden, dense(actions)];
    const inputs = this.features.shape[1]!;
    this.network = new Network(layers, { inputs, seed: settings.seed });
    this.target = new Network(layers, { inputs, seed: settings.seed });
    this.optimizer = optimizerOf(adam(), this.network.parameters);
    this.replay = new Replay(settings.capacity);
    this.places = new Int32Array(settings.batch);
  }

  /** An action that is random with probability ε, else one of the best. */
  act(state: number, epsilon: number): number {
    if (this.random.uniform() < epsilon) return this.random.integer(this.actions);
    const z = this.network.forward(takeRows(this.features, [state]));
    return largest(z.values, 0, this.actions);
  }

  /** One step of Adam on a batch of remembered steps. */
  learn(learningRate: number): void {
    const { network, target, replay, places, actions, settings } = this;
    replay.draw(places, this.random);
    const after = takeRows(
      this.features,
      places.map((place) => replay.nextStates[place]!),
    );
    const rated = target.forward(after).values;
    const picking = settings.double ? network.forward(after).values : rated;
    const z = network.forward(
      takeRows(
        this.features,
        places.map((place) => replay.states[place]!),
      ),
    );
    const gradient: RealTensor = { shape: z.shape, values: new Float32Array(z.values.length) };
    places.forEach((place, i) => {
      const best = largest(picking, i * actions, actions);
      const later = replay.ends[place] === 1 ? 0 : settings.gamma * rated[i * actions + best]!;
      const at = i * actions + replay.actions[place]!;
      const error = z.values[at]! - (replay.rewards[place]! + later);
      gradient.values[at] = Math.max(-1, Math.min(1, error)) / places.length; // ∂J/∂z, H'(x)
    });
    network.backward(gradient);
    this.optimizer.update(learningRate);
    this.updates += 1;
    if (this.updates % settings.refreshEvery === 0) this.refresh();
  }

  /**
   * Q(s, a) of every state.
   *
   * @throws InputError where one is NaN or infinite.
   */
  values(): ActionValues {
    const { values } = this.network.forward(this.features);
    const bad = firstNonFinite(values);
    const where = `Q of state ${Math.floor(bad / this.actions)} after update ${this.updates}`;
    check(bad < 0, where, values[bad], "a finite number", "lower learningRate");
    return new ActionValues(this.actions, Float64Array.from(values));
  }

  /** θ⁻ ← θ, if θ still gives numbers. */
  private refresh(): void {
    this.values();
    this.target.copyFrom(this.network);
  }
}

/** The index of the largest of `count` numbers from `base` on; the first of several. */
function largest(values: ArrayLike<number>, base: number, count: number): number {
  let best = 0;
  for (let i = 1; i < count; i += 1) if (values[base + i]! > values[base + best]!) best = i;
  return best;
}

/** The features of all states, row by row. */
function toFeatures(states: number, features: CompleteDeepOptions["features"]): Tensor {
  const oneHot = (state: number) => Array.from({ length: states }, (_, s) => (s === state ? 1 : 0));
  const rows = Array.from({ length: states }, (_, state) => (features ?? oneHot)(state));
  const width = rows[0]!.length;
  rows.forEach((row, state) => {
    const usable = width > 0 && row.length === width && firstNonFinite(row) < 0;
    const rule = `${Math.max(1, width)} finite numbers, as many as for state 0`;
    check(usable, `features of state ${state}`, Array.from(row), rule);
  });
  const values = Float32Array.from(rows.flatMap((row) => Array.from(row)));
  return { shape: [states, width], values };
}
