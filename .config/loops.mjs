// Compiles the AssemblyScript loops of src/learning/wasm/ and writes each as a TypeScript constant (base64)
// beside its caller. So the binary travels with the code wherever that goes: dist/, the packed package, tsx,
// vitest. The written files are not in git. Run alone by `node .config/loops.mjs`.
import { Buffer } from "node:buffer";
import { readFileSync, existsSync, writeFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { word2vecKernels } from "./word2vec-kernels.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** For memory that threads share. */
const shared = ["--enable", "threads", "--sharedMemory", "--initialMemory", "1"].concat([
  "--maximumMemory",
  "65536",
]);

/** The loop of word2vec, with and without relaxed SIMD. */
const word2vec = (name, relaxed) => ({
  entry: "learning/wasm/word2vec.ts",
  to: `learning/embedding/loop/${name}-binary.ts`,
  flags: relaxed ? [...shared, "--enable", "relaxed-simd"] : shared,
  made: { "src/learning/wasm/word2vec-kernels.ts": word2vecKernels({ relaxed }) },
});

/** Entries in src/, the files that hold their binaries, flags beside those of all, sources made here. */
const binaries = [
  { entry: "learning/wasm/network.ts", to: "learning/network/tfjs/loops-binary.ts" },
  {
    entry: "learning/wasm/nearest.ts",
    to: "learning/embedding/search/nearest-binary.ts",
    flags: shared,
  },
  { entry: "learning/wasm/tokens.ts", to: "learning/text/token-binary.ts" },
  word2vec("loop", false),
  word2vec("loop-relaxed", true),
];

/** The files that compileLoops writes, by full path. */
export const writtenFiles = binaries.map(({ to }) => join(root, "src", to));

/** A compiled entry, as bytes. */
export async function compile(entry, flags = [], made = {}) {
  const { default: asc } = await import("assemblyscript/asc");
  let binary;
  const { error, stderr } = await asc.main(
    // No runtime, no data segment: the module works in memory that belongs to somebody else.
    [
      entry,
      "--outFile",
      "loops.wasm",
      "-O3",
      "--runtime",
      "stub",
      "--importMemory",
      "--noAssert",
    ].concat(["--use", "abort=", "--enable", "simd"], flags),
    {
      readFile: (name, base) => {
        const path = join(base ?? "", name);
        const text = made[path.split(sep).join("/")];
        if (text !== undefined) return text;
        const full = existsSync(path) ? path : join(root, path);
        return existsSync(full) ? readFileSync(full, "utf8") : null;
      },
      writeFile: (_name, contents) => {
        binary = contents;
      },
      listFiles: () => [],
    },
  );
  if (error) throw new Error(`${entry}: ${error.message}\n${stderr.toString()}`);
  return binary;
}

/** Compiles all; a file is written only when it changes. */
export async function compileLoops() {
  for (const { entry, to, flags, made } of binaries) {
    const binary = await compile(`src/${entry}`, flags, made);
    const text = [
      "/** Compiled from src/learning/wasm by .config/loops.mjs; not in git. */",
      `export const binary =\n  "${Buffer.from(binary).toString("base64")}";\n`,
    ].join("\n");
    const path = join(root, "src", to);
    if (!existsSync(path) || readFileSync(path, "utf8") !== text) writeFileSync(path, text);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await compileLoops();
