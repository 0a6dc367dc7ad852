import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Random } from "../../../src/base/random.js";
import {
  readCheckpoint,
  writeCheckpoint,
  type Checkpoint,
  type EpochRow,
} from "../../../src/learning/network/checkpoint.js";
import { dense } from "../../../src/learning/network/dense.js";
import type { Learner } from "../../../src/learning/network/learner.js";
import { Network } from "../../../src/learning/network/network.js";
import { adam, momentum, sgd } from "../../../src/learning/network/optimizer.js";
import {
  DivergenceError,
  trainingSteps,
  trainNetwork,
  type NetworkStep,
  type TrainNetworkOptions,
} from "../../../src/learning/network/train.js";

const xor = {
  x: [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ],
  y: [0, 1, 1, 0],
};

/** m points in the plane; the answer is 1 inside the unit circle. */
function circle(m: number, seed = 1) {
  const random = new Random(seed);
  const x = Array.from({ length: m }, () => [random.normal(), random.normal()]);
  return { x, y: x.map(([a, b]) => (a! * a! + b! * b! < 1 ? 1 : 0)) };
}

const mlp = (seed = 3, precision: "float32" | "float64" = "float32") =>
  new Network([dense(8, "tanh"), dense(1)], { inputs: 2, seed, precision });

const weightsOf = (network: Network) => network.parameters.map(({ values }) => [...values]);

const bce = { loss: "binary-cross-entropy" } as const;

async function drain(network: Network, options: TrainNetworkOptions, data = circle(50)) {
  const steps: NetworkStep[] = [];
  const result = await trainNetwork(network, data, {
    ...options,
    onStep: (step) => void steps.push(step),
  });
  return { steps, result };
}

describe("the training loop", () => {
  it("takes a logistic model on XOR no lower than ln 2 and a network below 0.01", async () => {
    const line = new Network([dense(1)], { inputs: 2, seed: 3, precision: "float64" });
    const options = { ...bce, epochs: 3000, batchSize: 4 };
    const plain = await trainNetwork(line, xor, { ...options, optimizer: sgd(), learningRate: 1 });
    expect(plain.history.at(-1)!.loss).toBeCloseTo(Math.LN2, 14);
    const deep = await trainNetwork(mlp(), xor, { ...options, epochs: 400, learningRate: 0.05 });
    expect(deep.history.at(-1)!.loss).toBeLessThan(0.01);
    expect(deep.history.at(-1)!.loss).toBeGreaterThan(0);
  });

  it("gives one row per epoch and one step per batch", async () => {
    const { steps, result } = await drain(mlp(), { ...bce, epochs: 3, batchSize: 20 });
    expect(steps.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(steps.map(({ epoch }) => epoch.toFixed(2))).toEqual(
      "0.33 0.67 1.00 1.33 1.67 2.00 2.33 2.67 3.00".split(" "),
    );
    expect(result.history.map(({ epoch, step }) => [epoch, step])).toEqual([
      [1, 3],
      [2, 6],
      [3, 9],
    ]);
    const [a, b, c] = steps;
    // Batches of 20, 20 and 10 rows: a mean over examples, not over batches.
    const mean = (a!.loss * 20 + b!.loss * 20 + c!.loss * 10) / 50;
    expect(result.history[0]!.loss).toBeCloseTo(mean, 12);
    expect(steps.map(({ row }) => row)).toEqual(
      [0, 0, 1, 0, 0, 2, 0, 0, 3].map((n) => result.history[n - 1]),
    );
  });

  it("reads every row once an epoch, in an order of its own, the same for the same seed", async () => {
    const seen: number[][] = [];
    const learner: Learner = {
      architecture: "spy",
      gradient({ x }) {
        seen.push([...x.values]);
        return { loss: 1, gradientNorm: 1 };
      },
      update() {},
      undo() {},
      loss: () => 1,
      nonFinite: () => undefined,
      state: () => [],
      restore() {},
    };
    const data = { x: [[1], [2], [3], [4], [5], [6], [7]], y: [1, 2, 3, 4, 5, 6, 7] };
    const run = async (options: object) => {
      seen.length = 0;
      const spy = { learner: () => learner };
      await trainNetwork(spy, data, { loss: "squared-error", batchSize: 3, epochs: 2, ...options });
      return [seen.slice(0, 3).flat(), seen.slice(3).flat()] as const;
    };
    const [first, second] = await run({ seed: 5 });
    expect([...first].sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect([...second].sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(first).not.toEqual(second);
    expect(await run({ seed: 5 })).toEqual([first, second]);
    expect(await run({ seed: 6 })).not.toEqual([first, second]);
    expect(await run({ shuffle: false })).toEqual([data.y, data.y]);
  });

  it("is the same bytes for the same seed", async () => {
    const [a, b] = [mlp(), mlp()];
    const options = { ...bce, epochs: 4, batchSize: 8, validation: 0.2, seed: 9 };
    const first = await trainNetwork(a, circle(60), options);
    const second = await trainNetwork(b, circle(60), options);
    expect(second).toEqual(first);
    expect(weightsOf(b)).toEqual(weightsOf(a));
  });

  it("puts validation rows aside and never trains on them", async () => {
    const data = {
      x: Array.from({ length: 20 }, (_, i) => [i]),
      y: Array.from({ length: 20 }, () => 1),
    };
    const trained = new Set<number>();
    const judged: number[][] = [];
    const learner: Learner = {
      architecture: "spy",
      gradient({ x }) {
        x.values.forEach((value) => trained.add(value));
        return { loss: 1, gradientNorm: 1 };
      },
      update() {},
      undo() {},
      loss({ x }) {
        judged.push([...x.values]);
        return 0.5;
      },
      nonFinite: () => undefined,
      state: () => [],
      restore() {},
    };
    const { history } = await trainNetwork({ learner: () => learner }, data, {
      ...{ loss: "squared-error", validation: 0.25, epochs: 3, batchSize: 4 },
    });
    expect(trained.size).toBe(15);
    expect(judged).toHaveLength(3);
    expect(judged[0]).toHaveLength(5);
    expect(judged[0]!.some((row) => trained.has(row))).toBe(false);
    expect(history.map(({ validationLoss }) => validationLoss)).toEqual([0.5, 0.5, 0.5]);
  });

  it("stops after `patience` epochs without a better validation loss and goes back to the best", async () => {
    const network = new Network([dense(40, "tanh"), dense(1)], { inputs: 2, seed: 1 });
    const noisy: { x: number[][]; y: number[] } = circle(40);
    noisy.y = noisy.y.map((y, i) => (i % 4 === 0 ? 1 - y : y)); // a quarter is wrong: it overfits
    const best: { row: EpochRow; weights: number[][] }[] = [];
    const result = await trainNetwork(network, noisy, {
      ...{ ...bce, epochs: 500, batchSize: 8, learningRate: 0.02, validation: 0.3, patience: 10 },
      onEpoch: (row) => void best.push({ row, weights: weightsOf(network) }),
    });
    const losses = result.history.map(({ validationLoss }) => validationLoss!);
    const lowest = losses.indexOf(Math.min(...losses));
    expect(result.stopped).toBe("patience");
    expect(result.epoch).toBe(lowest + 1);
    expect(result.history).toHaveLength(lowest + 1 + 10);
    expect(weightsOf(network)).toEqual(best[lowest]!.weights);
  });

  for (const schedule of ["linear", "exponential", "cosine"] as const) {
    it(`lets the learning rate fall along the ${schedule} schedule from its first to its final value`, async () => {
      const { steps } = await drain(mlp(), {
        ...{ ...bce, epochs: 2, batchSize: 10, schedule },
        ...{ learningRate: 0.1, finalLearningRate: 0.001 },
      });
      const rates = steps.map(({ learningRate }) => learningRate);
      const middle = { linear: 0.0505, exponential: 0.01, cosine: 0.0505 }[schedule];
      expect(rates[0]).toBe(0.1);
      expect(rates.at(-1)).toBeCloseTo(0.001, 15);
      expect((rates[4]! + rates[5]!) / 2).toBeCloseTo(middle, 2);
      expect(rates).toEqual([...rates].sort((a, b) => b - a));
    });
  }

  it("shortens a gradient to clipNorm and leaves shorter ones", async () => {
    const move = async (clipNorm: number) => {
      const network = new Network([dense(1)], { inputs: 1, precision: "float64" });
      network.parameters[0]!.values.set([0]);
      const options = { loss: "squared-error", optimizer: sgd(), epochs: 1, clipNorm } as const;
      const { history } = await trainNetwork(
        network,
        { x: [[3]], y: [2] },
        { ...options, learningRate: 1 },
      );
      return { norm: history[0]!.gradientNorm, moved: weightsOf(network).flat() };
    };
    // J = (3w + b − 2)²: ∂J/∂w = −12, ∂J/∂b = −4, norm √160
    expect((await move(100)).moved).toEqual([12, 4]);
    const { norm, moved } = await move(1);
    expect(norm).toBeCloseTo(Math.sqrt(160), 12);
    expect(moved[0]).toBeCloseTo(12 / Math.sqrt(160), 12);
    expect(moved[1]).toBeCloseTo(4 / Math.sqrt(160), 12);
  });

  it("waits for the promises of its callbacks and lets the event loop turn", async () => {
    const order: string[] = [];
    let turned = false;
    setTimeout(() => (turned = true), 0);
    await trainNetwork(mlp(), circle(16), {
      ...{ ...bce, epochs: 1, batchSize: 8 },
      async onStep({ step }) {
        await new Promise((resolve) => setTimeout(resolve, 15));
        order.push(`step ${step}`);
      },
      onEpoch: ({ epoch }) => void order.push(`epoch ${epoch}`),
    });
    expect(order).toEqual(["step 1", "step 2", "epoch 1"]);
    expect(turned).toBe(true);
  });
});

describe("a checkpoint", () => {
  const runs: [string, Partial<TrainNetworkOptions>][] = [
    [
      "Adam in float32 with a schedule",
      { optimizer: adam(), schedule: "cosine", finalLearningRate: 1e-4 },
    ],
    ["momentum with clipping", { optimizer: momentum(), clipNorm: 0.1 }],
    ["patience and validation", { validation: 0.25, patience: 2, learningRate: 0.2 }],
  ];
  for (const [name, more] of runs) {
    for (const stop of [1, 5, 9]) {
      it(`goes on bit for bit after step ${stop}, with ${name}`, async () => {
        const options = { ...bce, epochs: 6, batchSize: 10, seed: 4, ...more };
        const whole = mlp();
        const expected = await trainNetwork(whole, circle(40), options);
        let kept: Checkpoint | undefined;
        for await (const step of trainingSteps(mlp(), circle(40), options)) {
          if (step.step === stop) {
            kept = await step.checkpoint();
            break;
          }
        }
        const folder = await mkdtemp(join(tmpdir(), "tidebook-checkpoint-"));
        try {
          await writeCheckpoint(join(folder, "run"), kept!);
          const network = mlp(99);
          const resume = await readCheckpoint(join(folder, "run"));
          const result = await trainNetwork(network, circle(40), { ...options, resume });
          expect(result).toEqual(expected);
          expect(weightsOf(network)).toEqual(weightsOf(whole));
        } finally {
          await rm(folder, { recursive: true });
        }
      });
    }
  }

  it("can go on for more epochs than were planned, if the learning rate is constant", async () => {
    const options = { ...bce, batchSize: 10, epochs: 2 };
    let kept: Checkpoint | undefined;
    const network = mlp();
    await trainNetwork(network, circle(40), {
      ...options,
      async onEpoch(row, step) {
        if (row.epoch === 2) kept = await step.checkpoint();
      },
    });
    const whole = mlp();
    const expected = await trainNetwork(whole, circle(40), { ...options, epochs: 5 });
    const resumed = { ...options, epochs: 5, resume: kept! };
    expect(await trainNetwork(network, circle(40), resumed)).toEqual(expected);
    expect(weightsOf(network)).toEqual(weightsOf(whole));
  });

  it("of another model, of other options or of other data is refused", async () => {
    const options = { ...bce, batchSize: 10, epochs: 1 };
    let resume: Checkpoint | undefined;
    await trainNetwork(mlp(), circle(40), {
      ...options,
      onStep: async (step) => void (resume ??= await step.checkpoint()),
    });
    const other = new Network([dense(9, "tanh"), dense(1)], { inputs: 2 });
    await expect(trainNetwork(other, circle(40), { ...options, resume: resume! })).rejects.toThrow(
      'checkpoint of another model: "2 → dense 8 tanh → dense 1 linear, float32"; expected 2 → dense 9 tanh → dense 1 linear, float32',
    );
    const wrong =
      /^checkpoint of another run: "[0-9a-f]{12}"; expected [0-9a-f]{12}, the hash of these options and data$/;
    const seeded = { ...options, seed: 2, resume: resume! };
    await expect(trainNetwork(mlp(), circle(40), seeded)).rejects.toThrow(wrong);
    await expect(
      trainNetwork(mlp(), circle(40, 2), { ...options, resume: resume! }),
    ).rejects.toThrow(wrong);
  });

  it("in a file that is missing, foreign or damaged is refused", async () => {
    const folder = await mkdtemp(join(tmpdir(), "tidebook-checkpoint-"));
    try {
      const path = join(folder, "run");
      const refusal = (rule: string) =>
        `checkpoint: ${JSON.stringify(path).slice(0, 79)}`.slice(0, 40) && rule;
      await expect(readCheckpoint(path)).rejects.toThrow(
        refusal("expected a file that can be read"),
      );
      await writeFile(path, "{}\n");
      await expect(readCheckpoint(path)).rejects.toThrow(
        "expected a file that writeCheckpoint wrote",
      );
      await writeFile(path, "");
      await expect(readCheckpoint(path)).rejects.toThrow(
        "expected a file that writeCheckpoint wrote",
      );
      for await (const step of trainingSteps(mlp(), circle(10), bce)) {
        await writeCheckpoint(path, await step.checkpoint());
        break;
      }
      const bytes = await readFile(path);
      bytes[bytes.length - 3]! ^= 1;
      await writeFile(path, bytes);
      await expect(readCheckpoint(path)).rejects.toThrow(
        "expected numbers with the SHA-256 of its first line; the file is damaged",
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe("bad input to the training loop", () => {
  const refuses = (data: object, options: object, text: string, network = mlp()) =>
    expect(
      trainNetwork(network, { ...xor, ...data }, { ...bce, ...options } as TrainNetworkOptions),
    ).rejects.toThrow(text);

  it("is refused where data are empty, uneven or not finite", async () => {
    await refuses(
      { x: [], y: [] },
      {},
      "x of the training data: [0]; expected at least one example",
    );
    await refuses({ y: [0, 1] }, {}, "rows of y of the training data: 2; expected 4, those of x");
    await refuses(
      { x: [[0, 0], [0]], y: [0, 1] },
      {},
      "length of a row: 1; expected 2, the length of the first",
    );
    await refuses(
      {
        x: [
          [0, 0],
          [0, NaN],
          [1, 0],
          [1, 1],
        ],
      },
      {},
      "x of the training data, row 1: NaN; expected finite numbers; training did not begin: step 1 was not taken",
    );
    await refuses(
      { y: [0, 1, Infinity, 0] },
      {},
      "y of the training data, row 2: Infinity; expected finite numbers; training did not begin: step 1 was not taken",
    );
  });

  it("is refused where a value is none of what it should be", async () => {
    const refused = (run: Promise<unknown>, text: string) => expect(run).rejects.toThrow(text);
    await refused(
      trainNetwork(mlp(), undefined as never, bce),
      "training data: undefined; expected an object with x and y",
    );
    await refused(
      trainNetwork(mlp(), xor, undefined as never),
      "options: undefined; expected at least a loss",
    );
    await refused(
      trainNetwork(null as never, xor, bce),
      "model: null; expected a Network, or what toTfjs returns",
    );
    await refuses({ y: undefined }, {}, "nested rows: undefined; expected arrays of numbers");
    await refuses({ x: [["a", "b"]], y: [1] }, {}, 'number in a row: "a"; expected a number');
    const x = { shape: [4, 2], values: new Float64Array(3) };
    await refuses({ x }, {}, "numbers of a tensor: 3; expected 8, as its shape [4, 2] says");
    await refuses({}, { shuffle: "yes" }, 'shuffle: "yes"; expected true or false');
    const slow = { optimizer: { kind: "momentum", momentum: 5 } };
    await refuses({}, slow, "momentum: 5; expected a number in [0, 1)");
  });

  it("is refused where shapes do not fit", async () => {
    await refuses(
      { x: [[1], [1], [1], [1]] },
      {},
      "shape of x: [4,1]; expected [m, 2], as the first layer reads it",
    );
    await refuses(
      {
        y: [
          [0, 1],
          [1, 0],
          [1, 0],
          [0, 1],
        ],
      },
      {},
      "shape of y: [4,2]; expected [4]",
    );
    const two = new Network([dense(2)], { inputs: 2 });
    await refuses({}, {}, "outputs of the network: 2; expected 1 for binary cross-entropy", two);
    await refuses(
      {},
      { loss: "categorical-cross-entropy" },
      "outputs of the network: 1; expected one per class, at least 2",
    );
    await refuses(
      {},
      { loss: "squared-error" },
      "shape of y: [4]; expected [4, 2], that of the outputs",
      two,
    );
  });

  it("is refused where a label is outside its range", async () => {
    await refuses({ y: [0, 1, 2, 0] }, { shuffle: false }, "y[2]: 2; expected a number in [0, 1]");
    const three = new Network([dense(3)], { inputs: 2 });
    const options = { loss: "categorical-cross-entropy", shuffle: false };
    await refuses({ y: [0, 1, 3, 0] }, options, "y[2]: 3; expected a label from 0 to 2", three);
    await refuses({ y: [0, 1, -1, 0] }, options, "y[2]: -1; expected a label from 0 to 2", three);
    await refuses({ y: [0, 1, 0.5, 0] }, options, "y[2]: 0.5; expected a label from 0 to 2", three);
  });

  it("is refused where an option is out of its range or has another name", async () => {
    await refuses(
      {},
      { loss: "hinge" },
      'loss: "hinge"; expected "binary-cross-entropy", "categorical-cross-entropy", "squared-error"',
    );
    await refuses({}, { epochs: 0 }, "epochs: 0; expected a whole number ≥ 1");
    await refuses({}, { batchSize: 2.5 }, "batchSize: 2.5; expected a whole number ≥ 1");
    await refuses({}, { learningRate: 0 }, "learningRate: 0; expected a finite number > 0");
    await refuses({}, { learningRate: NaN }, "learningRate: NaN; expected a finite number > 0");
    await refuses(
      {},
      { schedule: "step" },
      'schedule: "step"; expected "constant", "linear", "exponential", "cosine"',
    );
    await refuses({}, { clipNorm: -1 }, "clipNorm: -1; expected a number > 0");
    await refuses({}, { validation: 1 }, "validation: 1; expected a share in [0, 1)");
    await refuses(
      {},
      { patience: 3 },
      "validation: 0; expected a share > 0; patience needs rows to judge by",
    );
    await refuses(
      {},
      { patience: 0.5, validation: 0.5 },
      "patience: 0.5; expected a whole number ≥ 1",
    );
    await refuses({}, { seed: 0.5 }, "seed: 0.5; expected a safe integer");
    await refuses({}, { lr: 1 }, 'option: "lr"; expected one of loss, optimizer, learningRate');
    await refuses({}, { onStep: 1 }, "onStep: 1; expected a function");
    await refuses({}, { onEpoch: 1 }, "onEpoch: 1; expected a function");
    await refuses(
      { x: [[1, 1]], y: [1] },
      { validation: 0.5 },
      'validation: "1 of 1 rows"; expected a row left to train on',
    );
    await refuses(
      {},
      { optimizer: { kind: "lion" } },
      'optimizer: {"kind":"lion"}; expected what sgd, momentum or adam returns',
    );
  });
});

describe("training that runs into NaN", () => {
  const catchOf = async (run: Promise<unknown>) => {
    try {
      await run;
    } catch (error) {
      return error as DivergenceError;
    }
    throw new Error("it went on");
  };

  it("says step and tensor of an infinite weight and keeps the weights from before", async () => {
    const network = mlp(3, "float32");
    const kept: number[][][] = [];
    const options = { ...bce, optimizer: sgd(), learningRate: 1e300, epochs: 9, batchSize: 2 };
    const error = await catchOf(
      trainNetwork(network, xor, { ...options, onStep: () => void kept.push(weightsOf(network)) }),
    );
    expect(error).toBeInstanceOf(DivergenceError);
    expect(error.message).toMatch(
      /^loss J in step 2: NaN; expected a finite number; dense-1\/W holds (?:NaN|-?Infinity): lower learningRate or set clipNorm; the weights from before step 1 are kept$/,
    );
    expect([error.step, error.tensor]).toEqual([2, "dense-1/W"]);
    expect(weightsOf(network)).toEqual(weightsOf(mlp(3, "float32")));
  });

  it("looks at the weights after the last step of an epoch too", async () => {
    const network = mlp();
    const options = { ...bce, optimizer: sgd(), learningRate: 1e300, epochs: 1, batchSize: 4 };
    const error = await catchOf(trainNetwork(network, xor, options));
    expect(error.message).toMatch(
      /^dense-1\/W after step 1: -?Infinity; expected finite numbers; lower learningRate or set clipNorm; the weights from before step 1 are kept$/,
    );
    expect(weightsOf(network)).toEqual(weightsOf(mlp()));
  });

  it("says step and tensor of a gradient that is not finite and takes no step", async () => {
    const network = mlp();
    const { backward } = network;
    let passes = 0;
    network.backward = (gradient) => {
      const dx = backward.call(network, gradient);
      passes += 1;
      if (passes === 3) network.parameters[2]!.gradient[1] = NaN;
      return dx;
    };
    const kept: number[][][] = [];
    const error = await catchOf(
      trainNetwork(network, xor, { ...bce, onStep: () => void kept.push(weightsOf(network)) }),
    );
    expect(error.message).toBe(
      "gradient of dense-2/W in step 3: NaN; expected finite numbers; the weights from before this step are kept",
    );
    expect([error.step, error.tensor]).toEqual([3, "dense-2/W"]);
    expect(weightsOf(network)).toEqual(kept[1]);
  });

  it("says so where the loss overflows though all weights are finite", async () => {
    const network = new Network([dense(1)], { inputs: 1, precision: "float64" });
    const error = await catchOf(
      trainNetwork(network, { x: [[1e200]], y: [1] }, { loss: "squared-error" }),
    );
    expect(error.message).toBe(
      "loss J in step 1: Infinity; expected a finite number; the weights are too large: lower learningRate or set clipNorm; no step was taken",
    );
    expect(error.tensor).toBe("J");
  });
});
