/**
 * The tools that this course itself is made with: for each what it is for, and what is installed, read from the
 * package.json of each package. Their names are the package's own; versions are those of the machine that runs.
 */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Bilingual } from "../../base/bilingual.js";

/** A package that the course uses. */
export interface Tool {
  /** Its name on npm. */
  readonly name: string;
  readonly use: Bilingual;
}

/** The packages, those that notebooks meet first. */
export const tools: readonly Tool[] = [
  { name: "tslab", use: { en: "compiles the cells of a notebook", zh: "编译笔记本的代码单元" } },
  { name: "@tensorflow/tfjs", use: { en: "networks and tensors", zh: "神经网络与张量" } },
  {
    name: "@tensorflow/tfjs-backend-wasm",
    use: { en: "the same, in WebAssembly", zh: "同上，WebAssembly 后端" },
  },
  { name: "plotly.js", use: { en: "charts", zh: "图表" } },
  { name: "danfojs-node", use: { en: "data frames", zh: "数据框" } },
  { name: "katex", use: { en: "formulas", zh: "公式" } },
  { name: "beautiful-mermaid", use: { en: "flow charts", zh: "流程图" } },
  { name: "@saehrimnir/druidjs", use: { en: "maps of word vectors", zh: "词向量的二维图" } },
];

/** What is installed of a package. */
export interface InstalledTool {
  readonly name: string;
  /** Undefined where the package is not installed here. */
  readonly version: string | undefined;
  readonly licence: string | undefined;
  /** Packages that it asks for directly. */
  readonly dependencies: number | undefined;
}

/** As much of a package.json as is read here. */
interface PackageFile {
  readonly version?: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/**
 * What is installed of some packages, where this library would find them.
 *
 * @param names names on npm; those of `tools` if not given
 * @returns one row for each name, without version where it is not installed
 */
export function installedTools(
  names: readonly string[] = tools.map(({ name }) => name),
): InstalledTool[] {
  const require = createRequire(import.meta.url);
  return names.map((name) => {
    // Many packages keep their package.json out of their exports, so it is looked for by its path.
    const paths = (require.resolve.paths(name) ?? []).map((path) =>
      join(path, name, "package.json"),
    );
    const found = paths.find((path) => existsSync(path));
    const file =
      found === undefined ? undefined : (JSON.parse(readFileSync(found, "utf8")) as PackageFile);
    return {
      name,
      version: file?.version,
      licence: file?.license,
      dependencies: file === undefined ? undefined : Object.keys(file.dependencies ?? {}).length,
    };
  });
}
