/**
 * Evidence on the flow chart of section 2.6: its faults, what becomes of one who follows it, and where section 3.2
 * tells it in another order. The probability 0.6 is an example; no verdict depends on it.
 */
import { formatNumber } from "../../../show/number.js";
import { printedChances, toChain } from "../process-chain.js";
import { printedProcess, repairedProcess } from "../process-charts.js";
import { lintProcess } from "../process-lint.js";
import { partsAfterWhole } from "../process-phases.js";
import { both, toEvidence, type EvidenceOf } from "./evidence.js";

/** 14, 19. */
export const processEvidence: EvidenceOf = {
  "14": toEvidence({
    measure() {
      const chain = toChain(printedProcess, printedChances({ p: 0.6 }));
      return {
        faults: lintProcess(printedProcess).length,
        stuck: chain.probability("A", "E"),
        repaired: lintProcess(repairedProcess).length,
      };
    },
    judge: ({ faults }) => (faults > 0 ? "wrong" : "ok"),
    say: ({ faults, stuck, repaired }) =>
      both(
        `${faults} faults in the printed chart, ${repaired} in the repaired one; with a feasible idea in six of ten cases, ${formatNumber(stuck)} of all start-ups re-evaluate for ever`,
        `印出的图有 ${faults} 处缺陷，修正后 ${repaired} 处；若十次有六次可行，${formatNumber(stuck)} 的公司永远停在重新评估`,
      ),
  }),
  "19": toEvidence({
    measure() {
      const all = partsAfterWhole(printedProcess);
      const team = all.filter(({ section, part }) => section === "3.2.1" && part === "D");
      return { team: team.length, all: all.length };
    },
    judge: ({ team }) => (team > 0 ? "inconsistent" : "ok"),
    say: ({ team, all }) =>
      both(
        `${all} activities are part of a phase in section 3.2 and a later step in the chart, the team ${team === 0 ? "not " : ""}among them`,
        `有 ${all} 项活动在 3.2 节属于某阶段，在图中却是其后的步骤，组建团队${team === 0 ? "不" : ""}在其中`,
      ),
  }),
};
