// Compiles the AssemblyScript loops of src/learning/wasm/ and writes each as a TypeScript constant (base64)
// beside its caller. So the binary travels with the code wherever that goes: dist/, the packed package, tsx,
// vitest. The written files are not in git. Run alone by `node .config/loops.mjs`.
import { Buffer } from "node:buffer";
import { readFileSync, existsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Entry in src/ → the file that holds its binary. */
const binaries = {
  "learning/wasm/network.ts": "learning/network/tfjs/loops-binary.ts",
  "learning/wasm/nearest.ts": "learning/embedding/nearest-binary.ts",
};

/** What an entry wants beside the flags of all: memory that threads share, for one. */
const threads = ["--enable", "threads", "--sharedMemory", "--initialMemory", "1"].concat([
  "--maximumMemory",
  "65536",
]);
const ownFlags = { "learning/wasm/nearest.ts": threads };

/** The files that compileLoops writes, by full path. */
export const writtenFiles = Object.values(binaries).map((file) => join(root, "src", file));

/** A compiled entry, as bytes. */
export async function compile(entry, flags = []) {
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
  for (const [entry, to] of Object.entries(binaries)) {
    const binary = await compile(`src/${entry}`, ownFlags[entry]);
    const text = [
      "/** Compiled from src/learning/wasm by .config/loops.mjs; not in git. */",
      `export const binary =\n  "${Buffer.from(binary).toString("base64")}";\n`,
    ].join("\n");
    const path = join(root, "src", to);
    if (!existsSync(path) || readFileSync(path, "utf8") !== text) writeFileSync(path, text);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await compileLoops();
