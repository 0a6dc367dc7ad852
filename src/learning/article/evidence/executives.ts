/**
 * Evidence on section 1 and on the fields of start-ups, from the confirmed rows of datasets/executives.csv.
 * Start-ups are counted, not rows; who is in the data is decided by fame, and no figure here undoes that.
 */
import { formatNumber } from "../../../show/number.js";
import { wilsonInterval } from "../../statistics/wilson.js";
import { readExecutives } from "../executives.js";
import { startUps, type StartUp } from "../start-ups.js";
import { both, toEvidence, type EvidenceOf } from "./evidence.js";

async function confirmed(): Promise<{ persons: number; companies: readonly StartUp[] }> {
  const rows = (await readExecutives()).filter((row) => row.confirmed);
  return { persons: rows.length, companies: startUps(rows) };
}

/** 1, 8, 9, 13. */
export const executivesEvidence: EvidenceOf = {
  "1": toEvidence({
    async measure() {
      const { persons, companies } = await confirmed();
      const dated = companies.flatMap(({ foundedYear }) => foundedYear ?? []);
      const recent = dated.filter((year) => year >= 2023).length;
      return { persons, companies: companies.length, dated: dated.length, recent };
    },
    judge: ({ companies, recent }) => (companies >= 20 && recent >= 5 ? "ok" : "unsupported"),
    say: ({ persons, companies, dated, recent }) =>
      both(
        `${persons} departures into ${companies} start-ups; ${recent} of the ${dated} with a known year were founded in 2023 or later`,
        `${persons} 次离职，${companies} 家创业公司；已知年份的 ${dated} 家中 ${recent} 家成立于 2023 年或以后`,
      ),
  }),
  "8": toEvidence({
    async measure() {
      const { companies } = await confirmed();
      const sums = companies.flatMap(({ notableFundingUsdM }) => notableFundingUsdM ?? []);
      const thousand = sums.filter((sum) => sum >= 1000).length;
      return { known: sums.length, thousand, largest: Math.max(...sums) };
    },
    judge: ({ thousand }) => (thousand > 0 ? "ok" : "unsupported"),
    say: ({ known, thousand, largest }) =>
      both(
        `sums are known of ${known} start-ups; ${thousand} raised a thousand million US dollars or more, the largest sum is ${formatNumber(largest)} million`,
        `已知 ${known} 家的融资额；${thousand} 家达到十亿美元以上，最大一笔 ${formatNumber(largest)} 百万美元`,
      ),
  }),
  "9": toEvidence({
    async measure() {
      const { companies } = await confirmed();
      const count = (...wanted: readonly string[]): number =>
        companies.filter(({ outcome }) => outcome !== null && wanted.includes(outcome)).length;
      return { absorbed: count("acquired", "acqui-hired"), closed: count("closed") };
    },
    judge: ({ absorbed, closed }) => (absorbed > closed ? "unsupported" : "ok"),
    say: ({ absorbed, closed }) =>
      both(
        `of ${absorbed + closed} start-ups seen to end, ${absorbed} went into another company: less variety, not more`,
        `见到终局的 ${absorbed + closed} 家中，${absorbed} 家并入别的公司：多样性减少而非增加`,
      ),
  }),
  "13": toEvidence({
    async measure() {
      const { companies } = await confirmed();
      const found = companies.filter(({ field }) => /reinforcement/i.test(field)).length;
      const { lower: low, upper: high } = wilsonInterval(found, companies.length);
      return { found, companies: companies.length, low, high };
    },
    judge: ({ low, high }) => (low > 0.5 ? "ok" : high < 0.5 ? "unsupported" : "vague"),
    say: ({ found, companies, high }) =>
      both(
        `${found} of ${companies} start-ups name reinforcement learning as their field; "usually" would be more than half, the interval ends at ${formatNumber(high)}`,
        `${companies} 家中有 ${found} 家以强化学习为领域；“通常”应过半，而区间上限为 ${formatNumber(high)}`,
      ),
  }),
};
