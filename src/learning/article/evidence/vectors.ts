/**
 * Evidence on word vectors (sections 3.3, 4.2.3 and 4.3.3): what the printed formula gives if one takes it at its
 * word, what softmax normalises, what CBOW averages, and what one vector does with two senses.
 */
import { Random } from "../../../base/random.js";
import { formatNumber } from "../../../show/number.js";
import { forward, step, type CbowModel } from "../../embedding/cbow.js";
import { cosine } from "../../embedding/cosine.js";
import { softmax } from "../../network/activation.js";
import { elman } from "../../network/recurrent.js";
import { Network } from "../../network/network.js";
import { trueContexts, type Grammar } from "../../text/grammar.js";
import { both, toEvidence, type EvidenceOf } from "./evidence.js";

const lengthOf = (values: ArrayLike<number>): number => Math.hypot(...Array.from(values));

/** A model of random numbers. */
function randomModel(words: number, dimension: number, random: Random): CbowModel {
  const draw = () => Float64Array.from({ length: words * dimension }, () => random.normal());
  return { words, dimension, input: draw(), output: draw() };
}

/** Two topics; the bank stands in both, the shore and the branch each in one. */
const banks: Grammar = {
  scenes: [
    {
      weight: 1,
      slots: [
        { bank: 1, shore: 1 },
        { water: 2, boat: 1 },
        { flows: 1, floats: 1 },
      ],
    },
    {
      weight: 1,
      slots: [
        { bank: 1, branch: 1 },
        { money: 2, clerk: 1 },
        { lends: 1, pays: 1 },
      ],
    },
  ],
};

/** 25, 33, 34, 35, 37. */
export const vectorsEvidence: EvidenceOf = {
  "25": toEvidence({
    measure() {
      const { words, rows } = trueContexts(banks, 5);
      const of = (word: string) => rows[words.indexOf(word)]!;
      return {
        shore: cosine(of("bank"), of("shore")),
        branch: cosine(of("bank"), of("branch")),
        senses: cosine(of("shore"), of("branch")),
      };
    },
    judge: ({ shore, branch }) => (Math.min(shore, branch) > 0.99 ? "wrong" : "ok"),
    say: ({ shore, branch, senses }) =>
      both(
        `true contexts of bank: cosine ${formatNumber(shore)} with shore and ${formatNumber(branch)} with branch, which have ${formatNumber(senses)} with each other`,
        `bank 的真实上下文：与 shore 的余弦 ${formatNumber(shore)}，与 branch ${formatNumber(branch)}，而后两者之间 ${formatNumber(senses)}`,
      ),
  }),
  "33": toEvidence({
    measure(seed) {
      const random = new Random(seed);
      const words = 6;
      // Σ_t c_t softmax(Wᵀ h_{t−1}), divided by its length; c_t as a number, as the formula multiplies it.
      const sum = new Float64Array(words);
      for (let t = 0; t < 20; t += 1) {
        const p = softmax(Array.from({ length: words }, () => random.normal()));
        const c = 1 + random.integer(4);
        p.forEach((value, k) => (sum[k]! += c * value));
      }
      const printed = sum.map((value) => value / lengthOf(sum));
      return { words, vectors: printed.length / words, length: lengthOf(printed) };
    },
    judge: ({ words, vectors }) => (vectors < words ? "wrong" : "ok"),
    say: ({ words, vectors, length }) =>
      both(
        `the printed expression over twenty places of a text of ${words} words gives ${vectors} vector, of length ${formatNumber(length)}; word2vec gives ${2 * words}`,
        `照印的式子在 ${words} 个词的文本上取二十个位置，得到 ${vectors} 个向量，长度 ${formatNumber(length)}；word2vec 有 ${2 * words} 个`,
      ),
  }),
  "34": toEvidence({
    measure(seed) {
      const model = randomModel(6, 4, new Random(seed));
      const guess = (context: number[]) => forward(model, { context, target: 4, noise: [5] }).loss;
      const reader = new Network([elman(4)], { inputs: 1, seed, precision: "float64" });
      const last = (order: number[]) => reader.forward([order.map((word) => [word])]).values;
      const [one, other] = [last([0, 1, 2, 3]), last([3, 2, 1, 0])];
      return {
        cbow: Math.abs(guess([0, 1, 2, 3]) - guess([3, 2, 1, 0])),
        recurrent: lengthOf(one.map((value, i) => value - other[i]!)),
      };
    },
    judge: ({ cbow, recurrent }) => (cbow < 1e-12 && recurrent > 1e-3 ? "wrong" : "ok"),
    say: ({ cbow, recurrent }) =>
      both(
        `context read backwards: word2vec's loss moves by less than 1e-12, ${cbow < 1e-12 ? "true" : "false"}; a recurrent network's last state by ${formatNumber(recurrent)}`,
        `上下文倒着读：word2vec 的损失变动小于 1e-12，${cbow < 1e-12 ? "成立" : "不成立"}；循环网络的末状态变动 ${formatNumber(recurrent)}`,
      ),
  }),
  "35": toEvidence({
    measure() {
      const p = softmax([1, 0, -1]);
      return { sum: p.reduce((total, value) => total + value, 0), length: lengthOf(p) };
    },
    judge: ({ length }) => (Math.abs(length - 1) < 1e-9 ? "ok" : "wrong"),
    say: ({ sum, length }) =>
      both(
        `softmax of 1, 0, −1: sum ${formatNumber(sum)}, length ${formatNumber(length)}`,
        `1、0、−1 的 softmax：和 ${formatNumber(sum)}，长度 ${formatNumber(length)}`,
      ),
  }),
  "37": toEvidence({
    measure(seed) {
      const model = randomModel(6, 4, new Random(seed));
      const example = { context: [0, 1, 2], target: 4, noise: [5] };
      const { h, loss } = forward(model, example);
      const mean = Array.from({ length: 4 }, (_, k) => {
        return [0, 1, 2].reduce((sum, word) => sum + model.input[word * 4 + k]! / 3, 0);
      });
      for (let nth = 0; nth < 20; nth += 1) step(model, example, 0.1);
      return {
        apart: lengthOf(h.map((value, k) => value - mean[k]!)),
        before: loss,
        after: forward(model, example).loss,
      };
    },
    judge: ({ apart, before, after }) => (apart < 1e-12 && after < before ? "ok" : "wrong"),
    say: ({ apart, before, after }) =>
      both(
        `h is the mean of the context vectors: ${apart < 1e-12 ? "true" : "false"}; what is learned is the guess: loss ${formatNumber(before)} → ${formatNumber(after)} in twenty steps`,
        `h 是上下文向量的平均：${apart < 1e-12 ? "成立" : "不成立"}；学到的是预测：二十步内损失 ${formatNumber(before)} → ${formatNumber(after)}`,
      ),
  }),
};
