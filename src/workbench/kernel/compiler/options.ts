/**
 * The compiler options of a notebook: ours, with what the project's own tsconfig.json says about checking
 * and about finding modules. What it says about emitting (module, outDir, target, isolatedModules …) has
 * no meaning for cells and is left out, and so are `noUnusedLocals` and its like: a cell is never finished.
 */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

import { nodeTypes, toCompilerPath } from "./installation.js";
import { ts } from "./typescript.js";

/** Options of a tsconfig.json that hold for cells. */
const respected = [
  "strict",
  "alwaysStrict",
  "strictBindCallApply",
  "strictFunctionTypes",
  "strictNullChecks",
  "strictPropertyInitialization",
  "noImplicitAny",
  "noImplicitThis",
  "useUnknownInCatchVariables",
  "noUncheckedIndexedAccess",
  "exactOptionalPropertyTypes",
  "noPropertyAccessFromIndexSignature",
  "noFallthroughCasesInSwitch",
  "noImplicitOverride",
  "noImplicitReturns",
  "allowUnreachableCode",
  "allowUnusedLabels",
  "keyofStringsOnly",
  "lib",
  "paths",
  "baseUrl",
  "pathsBasePath",
  "customConditions",
  "allowSyntheticDefaultImports",
  "experimentalDecorators",
  "emitDecoratorMetadata",
  "useDefineForClassFields",
  "checkJs",
] as const;

export interface NotebookOptions {
  readonly options: ts.CompilerOptions;
  /** The tsconfig.json that was respected. */
  readonly project?: string;
  /** What is wrong with that file. */
  readonly complaints: readonly string[];
}

/** The options for cells that run in `cwd`. */
export function notebookOptions(cwd: string, strict: boolean): NotebookOptions {
  const project = findProject(cwd);
  const own = project === undefined ? { options: {}, complaints: [] } : readProject(project);
  return {
    options: { ...ourOptions(cwd, strict), ...own.options },
    ...(project === undefined ? {} : { project }),
    complaints: own.complaints,
  };
}

/** The options where no tsconfig.json has a say: also those of the snapshot. */
function ourOptions(cwd: string, strict: boolean): ts.CompilerOptions {
  return {
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2023.d.ts"],
    types: ["node"],
    typeRoots: [toCompilerPath(dirname(nodeTypes))],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    customConditions: ["node"],
    allowImportingTsExtensions: true,
    resolveJsonModule: true,
    esModuleInterop: true,
    allowJs: true,
    checkJs: false,
    strict,
    experimentalDecorators: true,
    skipLibCheck: true,
    declaration: true,
    sourceMap: true,
    noImplicitUseStrict: true,
    newLine: ts.NewLineKind.LineFeed,
    // One root for every file on the disk, so that modules above the notebook's folder are welcome.
    rootDir:
      ts.sys.resolvePath(toCompilerPath(join(cwd, "/"))).match(/^(?:[a-z]:)?\//i)?.[0] ?? "/",
    outDir: "outDir",
  };
}

/** The nearest tsconfig.json from `cwd` upwards, up to the folder that holds the package or the repository. */
function findProject(cwd: string): string | undefined {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const file = join(folder, "tsconfig.json");
    if (existsSync(file)) return file;
    const edge = ["package.json", ".git"].some((name) => existsSync(join(folder, name)));
    if (edge || dirname(folder) === folder) return undefined;
  }
}

function readProject(file: string): { options: ts.CompilerOptions; complaints: string[] } {
  const read = ts.readConfigFile(file, (path) => ts.sys.readFile(path));
  const parsed = ts.parseJsonConfigFileContent(
    read.config ?? {},
    { ...ts.sys, readDirectory: () => [] },
    dirname(file),
    undefined,
    file,
  );
  const noFiles = new Set([18002, 18003]);
  const complaints = [...(read.error === undefined ? [] : [read.error]), ...parsed.errors]
    .filter((error) => !noFiles.has(error.code))
    .map((error) => `${file}: ${ts.flattenDiagnosticMessageText(error.messageText, "\n")}`);
  const options = Object.fromEntries(
    respected
      .filter((name) => parsed.options[name] !== undefined)
      .map((name) => [name, parsed.options[name]]),
  );
  return { options, complaints };
}
