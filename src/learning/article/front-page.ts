/**
 * The two lists of the front notebook as Markdown, in either language: the contents of the course, with minutes,
 * and the map from the article's sections to notebooks and files of the library. They stand in the notebook as
 * text, so that its links are there before anything runs; `.config/front-page.mjs` writes them, a test compares.
 */
import { inLanguage, type Bilingual, type Language } from "../../base/bilingual.js";
import { course, courseParts, type CourseNotebook, type CoursePart } from "./course.js";
import { articleSections, frontNotebook, type ArticleSection } from "./sections.js";

const words = {
  contents: { en: "Contents", zh: "目录" },
  minutes: { en: "minutes", zh: "分钟" },
  needs: { en: "Needs", zh: "需要" },
  preparation: { en: "In preparation", zh: "准备中" },
  section: { en: "section of the article", zh: "文章的章节" },
  notebook: { en: "notebook", zh: "笔记本" },
  library: { en: "in `src/learning`", zh: "`src/learning` 中" },
} satisfies Record<string, Bilingual>;

/** A link to a notebook beside the front one. */
const link = (text: string, name: string): string => `[${text}](${name}.ipynb)`;

/**
 * The contents: every notebook but the front one, by the parts of the course, with its first section, its minutes
 * and what it teaches; then the sections that have no notebook yet.
 */
export function contentsMarkdown(language: Language = "en"): string {
  const say = (label: Bilingual): string => inLanguage(label, language);
  const parts = Object.keys(courseParts) as CoursePart[];
  const later = course.filter(({ name }) => name !== frontNotebook);
  const lines = parts.flatMap((part) => [
    "",
    `**${say(courseParts[part])}**`,
    "",
    ...later.filter((notebook) => notebook.part === part).map((each) => line(each, language)),
  ]);
  const missing = articleSections.filter(({ notebooks }) => notebooks.length === 0);
  const preparation = missing.map(({ number, title }) => `- ${number} · ${say(title)}`);
  const rest =
    missing.length === 0 ? [] : ["", `**${say(words.preparation)}**`, "", ...preparation];
  return [`## ${say(words.contents)}`, ...lines, ...rest].join("\n");
}

function line(
  { name, title, sections, minutes, teaches, needs }: CourseNotebook,
  language: Language,
) {
  const say = (label: Bilingual): string => inLanguage(label, language);
  const [comma, stop] = language === "zh" ? ["，", "。"] : [", ", "."];
  const space = language === "zh" ? "" : " ";
  const before = needs.map((need) => link(need, need)).join(comma);
  const asks = needs.length === 0 ? "" : `${space}${say(words.needs)} ${before}${stop}`;
  const about = `${comma}${minutes} ${say(words.minutes)}${stop}${space}`;
  return `- ${sections[0]} · ${link(say(title), name)}${about}${say(teaches)}${asks}`;
}

/** The map: a row for each section of the article, with its notebooks and the files that prove it. */
export function mapMarkdown(language: Language = "en"): string {
  const say = (label: Bilingual): string => inLanguage(label, language);
  const row = ({ number, title, notebooks, sources }: ArticleSection): string => {
    const links = notebooks.map((name) => link(name, name)).join(", ");
    const files = sources.map((file) => `\`${file}\``).join(", ");
    const cells = [`${number} ${say(title)}`, links || say(words.preparation), files || "–"];
    return `| ${cells.join(" | ")} |`;
  };
  const head = `| ${say(words.section)} | ${say(words.notebook)} | ${say(words.library)} |`;
  return [head, "|---|---|---|", ...articleSections.map(row)].join("\n");
}
