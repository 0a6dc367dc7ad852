/**
 * Evidence on the trends of section 7: what a gradient tells of the data behind it, what a grouping without labels
 * does not know, and when what was learned elsewhere harms.
 */
import { Random } from "../../../base/random.js";
import { formatNumber } from "../../../show/number.js";
import { dense } from "../../network/dense.js";
import { lossOf } from "../../network/loss.js";
import { Network } from "../../network/network.js";
import { toTensor } from "../../network/tensor.js";
import { kMeans } from "../../statistics/k-means.js";
import { both, toEvidence, type EvidenceOf } from "./evidence.js";

/**
 * Expected excess risk of least squares with noise of variance σ² that sees only some of the inputs, which are
 * standard normal and independent.
 *
 * @param used inputs that the model sees
 * @param cases in the training data, more than used + 1
 * @param missed Σ w² of the inputs that it does not see
 * Formula: missed + (σ² + missed) · used / (cases − used − 1)
 */
export function excessRisk(used: number, cases: number, missed: number, noise = 1): number {
  return missed + ((noise + missed) * used) / (cases - used - 1);
}

/** 71, 72, 73. */
export const outlookEvidence: EvidenceOf = {
  "71": toEvidence({
    measure(seed) {
      const random = new Random(seed);
      const secret = Array.from({ length: 5 }, () => random.normal());
      const network = new Network([dense(4, "tanh"), dense(1)], { inputs: 5, seed, precision: "float64" }); // prettier-ignore
      const z = network.forward([secret]);
      const { gradient } = lossOf("binary-cross-entropy", z, toTensor([1]));
      network.backward({ shape: z.shape, values: gradient });
      // All that leaves the device is the gradient. ∂J/∂W = x ∂J/∂b, so dividing gives x.
      const [weights, bias] = network.parameters;
      const found = secret.map((_, i) => weights!.gradient[4 * i]! / bias!.gradient[0]!);
      return {
        numbers: secret.length,
        error: Math.max(...found.map((x, i) => Math.abs(x - secret[i]!))),
      };
    },
    judge: ({ error }) => (error < 1e-6 ? "wrong" : "ok"),
    say: ({ numbers, error }) =>
      both(
        `the ${numbers} private numbers of one example, read off its gradient: exact to 1e-9 is ${error < 1e-9 ? "true" : "false"}`,
        `由一个样本的梯度读出它的 ${numbers} 个私有数字：精确到 1e-9 ${error < 1e-9 ? "成立" : "不成立"}`,
      ),
  }),
  "72": toEvidence({
    measure(seed) {
      const random = new Random(seed);
      const truth = Array.from({ length: 200 }, (_, i) => i % 2);
      const points = truth.map((group) => [6 * group + random.normal(), random.normal()]);
      let [grouped, named] = [1, 0];
      const tries = 40;
      for (let nth = 0; nth < tries; nth += 1) {
        const { groups } = kMeans(points, 2, { tries: 1, seed: seed + nth });
        const right = truth.filter((group, i) => group === groups[i]).length / truth.length;
        grouped = Math.min(grouped, Math.max(right, 1 - right));
        named += right / tries;
      }
      return { grouped, named };
    },
    judge: ({ grouped, named }) => (grouped < 0.95 ? "wrong" : named > 0.9 ? "ok" : "conditional"),
    say: ({ grouped, named }) =>
      both(
        `two groups are told apart in ${formatNumber(grouped)} of the cases without a label; which is which is right in ${formatNumber(named)} of the runs, a coin's toss`,
        `没有标注，两组分对 ${formatNumber(grouped)}；哪组是哪组只对 ${formatNumber(named)}，如同抛硬币`,
      ),
  }),
  "73": toEvidence({
    measure: () => ({
      scratch: excessRisk(50, 80, 0),
      shared: excessRisk(3, 80, 0),
      foreign: excessRisk(3, 80, 3),
    }),
    judge({ scratch, shared, foreign }) {
      if (shared > scratch) return "wrong";
      return foreign > scratch ? "conditional" : "ok";
    },
    say: ({ scratch, shared, foreign }) =>
      both(
        `eighty cases of fifty inputs, a signal of variance 3 in noise of variance 1: excess risk ${formatNumber(scratch)} from scratch, ${formatNumber(shared)} with the right three directions from elsewhere, ${formatNumber(foreign)} with three wrong ones`,
        `八十个样本、五十个输入，信号方差 3、噪声方差 1：从零开始的超额风险 ${formatNumber(scratch)}，搬来正确的三个方向 ${formatNumber(shared)}，搬来错误的三个 ${formatNumber(foreign)}`,
      ),
  }),
};
