import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findKernelspecs } from "../../../src/workbench/protocol/kernelspecs.js";

let folder: string;
async function install(prefix: string, name: string, text: string): Promise<void> {
  const directory = join(folder, prefix, "kernels", name);
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, "kernel.json"), text);
}
const spec = (display_name: string) =>
  JSON.stringify({ argv: ["run", "{connection_file}"], display_name, language: "x" });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tidebook-specs-"));
  await install("near", "Python3", spec("near"));
  await install("far", "python3", spec("far"));
  await install("far", "broken", "{");
  await install("far", "empty", '{"argv": []}');
  await install("far", "tslab", spec("stock"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("findKernelspecs", () => {
  it("offers our own kernel although nothing is installed", async () => {
    const specs = await findKernelspecs([]);
    expect([...specs.keys()]).toEqual(["tslab"]);
    expect(specs.get("tslab")).toMatchObject({
      display_name: "TypeScript",
      interrupt_mode: "message",
    });
  });

  it("takes the first of two with one name, whatever their case, and leaves broken ones out", async () => {
    const specs = await findKernelspecs([
      join(folder, "near"),
      join(folder, "far"),
      join(folder, "missing"),
    ]);
    expect([...specs.keys()].sort()).toEqual(["python3", "tslab"]);
    expect(specs.get("python3")?.display_name).toBe("near");
    expect(specs.get("tslab")?.display_name).toBe("TypeScript");
  });
});
