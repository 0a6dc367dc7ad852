/**
 * Works on how the course judges: retrieval, intervals, ROC curves, information. Printed as their authors titled
 * them; addresses as commonly cited.
 */
import type { Reference } from "./reference.js";

export const judgement: readonly Reference[] = [
  {
    key: "robertson2009",
    kind: "article",
    authors: ["Robertson, S.", "Zaragoza, H."],
    year: 2009,
    title: "The Probabilistic Relevance Framework: BM25 and Beyond",
    venue: "Foundations and Trends in Information Retrieval 3, pp. 333–389",
    doi: "10.1561/1500000019",
    confirmed: true,
  },
  {
    key: "mcnamee2004",
    kind: "article",
    authors: ["McNamee, P.", "Mayfield, J."],
    year: 2004,
    title: "Character N-Gram Tokenization for European Language Text Retrieval",
    venue: "Information Retrieval 7, pp. 73–97",
    doi: "10.1023/B:INRT.0000009441.78971.be",
    confirmed: false,
  },
  {
    key: "arora2017",
    kind: "proceedings",
    authors: ["Arora, S.", "Liang, Y.", "Ma, T."],
    year: 2017,
    title: "A Simple but Tough-to-Beat Baseline for Sentence Embeddings",
    venue: "International Conference on Learning Representations",
    url: "https://openreview.net/forum?id=SyK00v5xx",
    confirmed: true,
  },
  {
    key: "voorhees1999",
    kind: "proceedings",
    authors: ["Voorhees, E."],
    year: 1999,
    title: "The TREC-8 Question Answering Track Report",
    venue: "Text Retrieval Conference 8, pp. 77–82",
    url: "https://trec.nist.gov/pubs/trec8/papers/qa_report.pdf",
    confirmed: false,
  },
  {
    key: "youden1950",
    kind: "article",
    authors: ["Youden, W."],
    year: 1950,
    title: "Index for rating diagnostic tests",
    venue: "Cancer 3, pp. 32–35",
    doi: "10.1002/1097-0142(1950)3:1<32::AID-CNCR2820030106>3.0.CO;2-3",
    confirmed: false,
  },
  {
    key: "delong1988",
    kind: "article",
    authors: ["DeLong, E.", "DeLong, D.", "Clarke-Pearson, D."],
    year: 1988,
    title:
      "Comparing the areas under two or more correlated receiver operating characteristic curves",
    venue: "Biometrics 44, pp. 837–845",
    doi: "10.2307/2531595",
    confirmed: false,
  },
  {
    key: "wilson1927",
    kind: "article",
    authors: ["Wilson, E."],
    year: 1927,
    title: "Probable inference, the law of succession, and statistical inference",
    venue: "Journal of the American Statistical Association 22, pp. 209–212",
    doi: "10.1080/01621459.1927.10502953",
    confirmed: false,
  },
  {
    key: "shannon1948",
    kind: "article",
    authors: ["Shannon, C."],
    year: 1948,
    title: "A mathematical theory of communication",
    venue: "Bell System Technical Journal 27, pp. 379–423",
    doi: "10.1002/j.1538-7305.1948.tb01338.x",
    confirmed: false,
  },
];
