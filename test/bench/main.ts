/**
 * The kernel's and the runner's measurements, the first of `npm run bench`. Contenders take turns in one
 * run and stand as ratios; a peer that is not installed is named and left out. Peers: Debian's python3-ipykernel and
 * jupyter-nbconvert, stock tslab from our own node_modules.
 */
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { ownKernelspec } from "../../src/workbench/protocol/kernelspecs.js";
import { measureKernel, type KernelFigures } from "./kernel.js";
import { measureProcess, type ProcessFigures } from "./notebook.js";
import { interleave, ratios, type Contender } from "./statistics.js";

const rounds = Number(process.env["ROUNDS"] ?? 5);
const root = join(import.meta.dirname, "..", "..");
const ours = join(root, "dist", "cli", "main.js");
const stock = join(root, "node_modules", "tslab", "bin", "tslab");
const python = ["/usr/bin/python3"].find(existsSync);
const jupyter = ["/usr/bin/jupyter"].find(existsSync);
const declareConst = (i: number) => `const value${i}: number = ${i};`;
const declarePython = (i: number) => `value${i} = ${i}`;

/** Our spec, run from dist/ as users run it. */
const ownSpec = {
  argv: ownKernelspec().argv.map((word) =>
    word.replace(join(root, "src"), join(root, "dist")).replace(/main\.ts$/, "main.js"),
  ),
};
const stockSpec = { argv: [process.execPath, stock, "kernel", "--config-path={connection_file}"] };

const jupyterData = await mkdtemp(join(tmpdir(), "tidebook-bench-jupyter-"));
await mkdir(join(jupyterData, "kernels", "stock"), { recursive: true });
await writeFile(
  join(jupyterData, "kernels", "stock", "kernel.json"),
  JSON.stringify({ ...stockSpec, display_name: "stock tslab", language: "typescript" }),
);
const convert = (kernel: string) => [
  jupyter!,
  "nbconvert",
  "--execute",
  "--to",
  "notebook",
  "--output",
  "done",
  `--ExecutePreprocessor.kernel_name=${kernel}`,
  "hundred.ipynb",
];

console.log(
  `Node ${process.version}, ${availableParallelism()} × ${cpus()[0]?.model ?? "?"}, ${rounds} rounds\n`,
);

const kernels: Contender<KernelFigures>[] = [
  { name: "tidebook", measure: () => measureKernel(ownSpec, declareConst) },
  ...(python === undefined
    ? []
    : [
        {
          name: "ipykernel",
          measure: () =>
            measureKernel(
              { argv: [python, "-m", "ipykernel_launcher", "-f", "{connection_file}"] },
              declarePython,
            ),
        },
      ]),
  { name: "stock tslab", measure: () => measureKernel(stockSpec, declareConst) },
];
const typescriptLine = (i: number) => `const a${i}: number = ${i};\na${i} * 2`;
const env = { JUPYTER_DATA_DIR: jupyterData };
const processes: Contender<ProcessFigures>[] = [
  {
    name: "tidebook run",
    measure: () =>
      measureProcess(
        [process.execPath, ours, "run", "hundred.ipynb", "-o", "done.ipynb"],
        "tslab",
        "typescript",
        typescriptLine,
      ),
  },
  {
    name: "tidebook report",
    measure: () =>
      measureProcess(
        [process.execPath, ours, "report", "hundred.ipynb", "-o", "report"],
        "tslab",
        "typescript",
        typescriptLine,
      ),
  },
  ...(jupyter === undefined
    ? []
    : [
        {
          name: "nbconvert + ipykernel",
          measure: () =>
            measureProcess(
              convert("python3"),
              "python3",
              "python",
              (i) => `a${i} = ${i}\na${i} * 2`,
            ),
        },
        {
          name: "nbconvert + stock tslab",
          measure: () =>
            measureProcess(convert("stock"), "stock", "typescript", typescriptLine, env),
        },
      ]),
];
if (python === undefined || jupyter === undefined)
  console.log("left out: python3-ipykernel or jupyter-nbconvert is not installed\n");
try {
  console.log(`${ratios(await interleave(kernels, rounds))}\n`);
  console.log(ratios(await interleave(processes, rounds)));
} finally {
  await rm(jupyterData, { recursive: true, force: true });
}
