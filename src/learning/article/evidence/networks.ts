/**
 * Evidence on networks (sections 3.2.2 to 4.2.1): small models on data whose truth is known, each trained in well
 * under a second, against convex models that have an exact answer.
 */
import { Random } from "../../../base/random.js";
import { formatNumber } from "../../../show/number.js";
import { sigmoid } from "../../embedding/cbow.js";
import { someRows } from "../../network/dataset.js";
import { dense } from "../../network/dense.js";
import { embedding } from "../../network/embedding.js";
import { networkGradientError, networkGradientRows } from "../../network/gradient.js";
import { fitLogistic } from "../../network/logistic.js";
import { lossOf } from "../../network/loss.js";
import { Network } from "../../network/network.js";
import { sgd } from "../../network/optimizer.js";
import { bagOfWords, orderTask } from "../../network/order-task.js";
import { elman } from "../../network/recurrent.js";
import { toTensor, type Nested } from "../../network/tensor.js";
import { trainNetwork } from "../../network/train.js";
import { both, toEvidence, type EvidenceOf } from "./evidence.js";

/** Points and answers 0 or 1. */
interface Cases {
  readonly x: number[][];
  readonly y: number[];
}

/** Points of the plane with answers that follow a score. */
function draw(count: number, random: Random, score: (a: number, b: number) => number): Cases {
  const x = Array.from({ length: count }, () => [random.normal(), random.normal()]);
  const y = x.map(([a, b]) => (random.uniform() < sigmoid(score(a!, b!)) ? 1 : 0));
  return { x, y };
}

/** Share of right answers of a score. */
function accuracy({ x, y }: Cases, score: (point: number[]) => number): number {
  return x.filter((point, i) => (score(point) > 0 ? 1 : 0) === y[i]).length / x.length;
}

/** How much better a network does on new cases than logistic regression. */
async function advantage(seed: number, score: (a: number, b: number) => number): Promise<number> {
  const random = new Random(seed);
  const [cases, judge] = [draw(400, random, score), draw(4000, random, score)];
  const { weights, bias } = fitLogistic(cases);
  const network = new Network([dense(8, "tanh"), dense(1)], { inputs: 2, seed });
  const options = { loss: "binary-cross-entropy", epochs: 60, learningRate: 0.02 } as const;
  await trainNetwork(network, cases, { ...options, seed });
  const z = network.forward(judge.x).values;
  const straight = accuracy(judge, ([a, b]) => weights[0]! * a! + weights[1]! * b! + bias);
  const bent = judge.y.filter((y, i) => (z[i]! > 0 ? 1 : 0) === y).length / judge.y.length;
  return bent - straight;
}

const xor: Cases = { x: [[0, 0], [0, 1], [1, 0], [1, 1]], y: [0, 1, 1, 0] }; // prettier-ignore

/** J at the end of training a small network on XOR. */
async function xorLoss(seed: number): Promise<number> {
  const network = new Network([dense(2, "tanh"), dense(1)], { inputs: 2, seed });
  const options = { loss: "binary-cross-entropy", epochs: 800, learningRate: 0.05 } as const;
  const { history } = await trainNetwork(network, xor, { ...options, batchSize: 4 });
  return history.at(-1)!.loss;
}

/** J at the end of gradient descent on logistic regression, from start weights by seed. */
async function lineLoss(cases: Cases, seed: number): Promise<number> {
  const line = new Network([dense(1)], { inputs: 2, seed, precision: "float64" });
  const { history } = await trainNetwork(line, cases, {
    loss: "binary-cross-entropy",
    optimizer: sgd(),
    learningRate: 4, // prettier-ignore
    epochs: 300,
    batchSize: cases.x.length,
    shuffle: false, // prettier-ignore
  });
  return history.at(-1)!.loss;
}

/** |f(x+h) − 2 f(x) + f(x−h)|, which is 0 for every h where f is linear. */
function bend(network: Network): number {
  const f = (...points: Nested[]) => Array.from(network.forward(points).values);
  const [before, at, after] = f([-1, 0.5], [0.5, 0], [2, -0.5]);
  return Math.abs(before! - 2 * at! + after!);
}

const range = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);

/** 20, 23, 27, 28, 30, 31. */
export const networksEvidence: EvidenceOf = {
  "20": toEvidence({
    measure(seed) {
      const random = new Random(seed);
      const [seen, fresh] = [draw(200, random, () => 0), draw(2000, random, () => 0)];
      const nearest = ([a, b]: number[]): number => {
        const distances = seen.x.map(([c, d]) => (a! - c!) ** 2 + (b! - d!) ** 2);
        return seen.y[distances.indexOf(Math.min(...distances))]! - 0.5;
      };
      return { seen: accuracy(seen, nearest), fresh: accuracy(fresh, nearest) };
    },
    judge: ({ seen, fresh }) => (seen - fresh > 0.2 ? "wrong" : "ok"),
    say: ({ seen, fresh }) =>
      both(
        `answers are coin flips; the nearest neighbour is right in ${formatNumber(seen)} of the cases that it was trained on, and in ${formatNumber(fresh)} of new ones`,
        `答案是抛硬币；最近邻在训练过的样本上正确率 ${formatNumber(seen)}，在新样本上 ${formatNumber(fresh)}`,
      ),
  }),
  "23": toEvidence({
    measure: async (seed) => ({
      straight: await advantage(seed, (a, b) => 1.5 * a - 2 * b + 0.3),
      bent: await advantage(seed, (a, b) => 6 * a * b),
    }),
    judge: ({ straight, bent }) => (bent < 0.1 ? "wrong" : straight > 0.03 ? "ok" : "conditional"),
    say: ({ straight, bent }) =>
      both(
        `accuracy of a network minus that of logistic regression: ${formatNumber(straight)} where the truth is linear, ${formatNumber(bent)} where it is a product`,
        `网络与逻辑回归的正确率之差：真相为线性时 ${formatNumber(straight)}，为乘积时 ${formatNumber(bent)}`,
      ),
  }),
  "27": toEvidence({
    measure(seed) {
      const options = { inputs: 2, seed, precision: "float64" } as const;
      return {
        plain: bend(new Network([dense(6), dense(6), dense(1)], options)),
        active: bend(new Network([dense(6, "tanh"), dense(6, "tanh"), dense(1)], options)),
      };
    },
    judge: ({ plain, active }) => (plain > 1e-9 ? "ok" : active > 1e-9 ? "conditional" : "wrong"),
    say: ({ plain, active }) =>
      both(
        `second difference of three layers: below 1e-9 is ${plain < 1e-9 ? "true" : "false"} without activation, ${formatNumber(active)} with tanh`,
        `三层的二阶差分：无激活时小于 1e-9 ${plain < 1e-9 ? "成立" : "不成立"}，用 tanh 时 ${formatNumber(active)}`,
      ),
  }),
  "28": toEvidence({
    async measure(seed) {
      const cases = draw(400, new Random(seed), (a, b) => 1.5 * a - 2 * b + 0.3);
      const lowest = fitLogistic(cases).loss;
      const convex: number[] = [];
      for (const nth of [0, 1, 2]) convex.push((await lineLoss(cases, seed + nth)) - lowest);
      const network: number[] = [];
      for (let nth = 0; nth < 10; nth += 1) network.push(await xorLoss(seed + nth));
      return { convex: Math.max(...convex), spread: range(network), best: Math.min(...network) };
    },
    judge: ({ convex, spread }) => (convex > 1e-4 ? "wrong" : spread > 0.05 ? "conditional" : "ok"),
    say: ({ convex, spread, best }) =>
      both(
        `logistic regression, three starts: within 1e-4 of the minimum is ${convex < 1e-4 ? "true" : "false"}; a network on XOR, ten starts: the best J is ${formatNumber(best)}, the worst lies ${formatNumber(spread)} higher`,
        `逻辑回归三个起点：与最小值相差 1e-4 以内 ${convex < 1e-4 ? "成立" : "不成立"}；异或上的网络十个起点：最好的 J 是 ${formatNumber(best)}，最差的高出 ${formatNumber(spread)}`,
      ),
  }),
  "30": toEvidence({
    async measure(seed) {
      const all = orderTask({ count: 400, shortest: 6, longest: 10 }, new Random(seed));
      const counts = bagOfWords(all.x, 3);
      const letters = Array.from({ length: 400 }, (_, i) => [
        counts.values[3 * i + 1]!,
        counts.values[3 * i + 2]!,
      ]);
      const { loss } = fitLogistic({ x: letters, y: Array.from(all.y.values) });
      const order = new Random(seed).shuffle(Array.from({ length: 400 }, (_, i) => i));
      const part = (rows: number[]) => someRows(all, Int32Array.from(rows));
      const [training, test] = [part(order.slice(100)), part(order.slice(0, 100))];
      const network = new Network([embedding(3, 4), elman(12), dense(1)], { seed });
      const options = { loss: "binary-cross-entropy", learningRate: 0.01, epochs: 25 } as const;
      await trainNetwork(network, training, { ...options, seed });
      const z = network.forward(test.x).values;
      const right = Array.from(test.y.values).filter((y, i) => (z[i]! > 0 ? 1 : 0) === y).length;
      return { counts: loss - Math.LN2, recurrent: right / 100 };
    },
    judge: ({ counts, recurrent }) =>
      Math.abs(counts) < 1e-9 && recurrent > 0.9 ? "ok" : "unsupported",
    say: ({ counts, recurrent }) =>
      both(
        `which letter comes first? Counts of letters stay at ln 2, a coin's loss: ${Math.abs(counts) < 1e-9 ? "true" : "false"}; a recurrent network is right in ${formatNumber(recurrent)} of new cases`,
        `哪个字母在前？字母计数的损失停在 ln 2（抛硬币）：${Math.abs(counts) < 1e-9 ? "成立" : "不成立"}；循环网络在新样本上正确率 ${formatNumber(recurrent)}`,
      ),
  }),
  "31": toEvidence({
    measure(seed) {
      const { x, y } = draw(50, new Random(seed), (a, b) => a - b);
      const network = new Network([dense(4, "tanh"), dense(1)], { inputs: 2, seed, precision: "float64" }); // prettier-ignore
      const a = Array.from(network.forward(x).values, sigmoid);
      const likelihood = a.reduce((product, p, i) => product * (y[i] === 1 ? p : 1 - p), 1);
      const [points, answers] = [toTensor(x), toTensor(y)];
      const { loss } = lossOf("binary-cross-entropy", network.forward(points), answers);
      const terms = a.map((p, i) => y[i]! * Math.log(p) + (1 - y[i]!) * Math.log(1 - p));
      const printed = -terms.reduce((sum, term) => sum + term, 0) / y.length;
      const rows = networkGradientRows(network, "binary-cross-entropy", points, answers);
      return {
        formula: Math.max(Math.abs(printed - loss), Math.abs(-Math.log(likelihood) / 50 - loss)),
        gradient: networkGradientError(rows),
      };
    },
    judge: ({ formula, gradient }) => (formula < 1e-9 && gradient < 1e-6 ? "ok" : "wrong"),
    say: ({ formula, gradient }) =>
      both(
        `the printed formula, the library's loss and the likelihood's logarithm agree to 1e-9: ${formula < 1e-9 ? "true" : "false"}; (a − y)/m passes the gradient check at 1e-6: ${gradient < 1e-6 ? "true" : "false"}`,
        `照印的公式、库的损失与似然的对数相差不到 1e-9：${formula < 1e-9 ? "成立" : "不成立"}；(a − y)/m 通过 1e-6 的梯度检验：${gradient < 1e-6 ? "成立" : "不成立"}`,
      ),
  }),
};
