/**
 * Evidence on statements of form: can the article's formulas be typeset, does its list of resources name a thing
 * twice? KaTeX is loaded when it is asked.
 */
import { resources } from "../resources.js";
import { both, toEvidence, type EvidenceOf } from "./evidence.js";

/** The three formulas of section 4.2, as printed, without their environment. */
const derived = [
  String.raw`J(\theta) = -\frac{1}{m} \sum_{i=1}^{m} \left( y^{(i)} \log(a^{(i)}) + (1 - y^{(i)}) \log(1 - a^{(i)}) \right)`,
  String.raw`Q(s, a) = r(s, a) + \gamma \max_{a'} Q(s', a')`,
  String.raw`\text{word2vec} = \frac{\sum_{t=1}^{T} c(w_t) \cdot \text{softmax}(W^{T} \cdot h_{t-1}))}{\| \sum_{t=1}^{T} c(w_t) \cdot \text{softmax}(W^{T} \cdot h_{t-1}) \|}`,
];

/** The formula of section 4.3.5. */
const result = String.raw`\text{相似度} = \text{cosine_similarity}(\text{vec}("man"), \text{vec}("woman"))`;

/** How many formulas cannot be set. */
async function broken(formulas: readonly string[]): Promise<number> {
  const { default: katex } = await import("katex");
  return formulas.filter((tex) => {
    try {
      katex.renderToString(tex, { strict: "ignore" });
      return false;
    } catch {
      return true;
    }
  }).length;
}

/** F4, 78. */
export const formEvidence: EvidenceOf = {
  F4: toEvidence({
    measure: async () => ({
      printed: await broken([result]),
      escaped: await broken([result.replaceAll("_", String.raw`\_`)]),
      derived: await broken(derived),
    }),
    judge: ({ printed }) => (printed > 0 ? "wrong" : "ok"),
    say: ({ printed, escaped, derived: others }) =>
      both(
        `errors of KaTeX: ${printed} in the formula as printed, ${escaped} with the underscore escaped, ${others} in the three of section 4.2`,
        `KaTeX 报错：照印的公式 ${printed} 个，下划线转义后 ${escaped} 个，4.2 节的三个公式 ${others} 个`,
      ),
  }),
  "78": toEvidence({
    measure() {
      const titles = resources.map(({ printed }) => printed);
      const again = titles.filter((title, i) => titles.indexOf(title) < i);
      return { items: titles.length, again: again.length, titles: new Set(again).size };
    },
    judge: ({ again }) => (again > 0 ? "slip" : "ok"),
    say: ({ items, again, titles }) =>
      both(
        `of the ${items} items of section 8, ${again} repeat an earlier one; works that are listed more than once: ${titles}`,
        `第 8 节的 ${items} 项中，${again} 项与前面重复；不止一次列出的作品：${titles} 部`,
      ),
  }),
};
