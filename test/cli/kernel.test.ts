/** `tidebook kernel`: writes, lists and removes the kernelspec, and spares foreign ones. */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tidebook-kernelspec-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function kernel(...words: string[]): Promise<Ran> {
  const { FORCE_COLOR: _force, NO_COLOR: _none, ...rest } = process.env;
  const env = { ...rest, JUPYTER_DATA_DIR: folder, JUPYTER_PATH: "" };
  return new Promise((resolve) => {
    execFile(process.execPath, [main, "kernel", ...words], { env }, (problem, stdout, stderr) =>
      resolve({ code: problem === null ? 0 : Number(problem.code), stdout, stderr }),
    );
  });
}

describe("tidebook kernel", () => {
  it("install writes a spec that Jupyter can start, with logos, and may be repeated", async () => {
    const place = join(folder, "kernels", "tslab");
    const { code, stdout } = await kernel("install", "--user");
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `kernelspec "tslab" written to ${place}\n`,
    });
    expect((await readdir(place)).sort()).toEqual([
      "kernel.json",
      "logo-32x32.png",
      "logo-64x64.png",
      "logo-svg.svg",
    ]);
    const spec = JSON.parse(await readFile(join(place, "kernel.json"), "utf8"));
    expect(spec).toMatchObject({
      display_name: "TypeScript",
      language: "typescript",
      interrupt_mode: "message",
    });
    expect(spec.argv[0]).toBe(process.execPath);
    expect(spec.argv.at(-1)).toBe("{connection_file}");
    expect((await kernel("install")).code).toBe(0);
    expect(await readdir(join(folder, "kernels"))).toEqual(["tslab"]);
  });

  it("install takes a prefix, a name and --no-strict", async () => {
    const { code } = await kernel(
      "install",
      "--prefix",
      folder,
      "--name",
      "ts-loose",
      "--no-strict",
    );
    expect(code).toBe(0);
    const spec = JSON.parse(
      await readFile(
        join(folder, "share", "jupyter", "kernels", "ts-loose", "kernel.json"),
        "utf8",
      ),
    );
    expect(spec.argv.at(-1)).toBe("--no-strict");
  });

  it("install does not overwrite a foreign spec without --replace", async () => {
    const place = join(folder, "kernels", "tslab");
    await mkdir(place, { recursive: true });
    await writeFile(join(place, "kernel.json"), '{ "argv": ["tslab"], "display_name": "theirs" }');
    const refused = await kernel("install");
    expect(refused.code).toBe(2);
    expect(refused.stderr).toBe(
      `tidebook: kernelspec "tslab": ${place} was written by another program; expected ours or none; add --replace to overwrite it, or choose another --name\n`,
    );
    expect(await readFile(join(place, "kernel.json"), "utf8")).toContain("theirs");
    expect((await kernel("uninstall")).stderr).toContain(
      "is written by another program; expected one that tidebook wrote",
    );
    expect((await kernel("install", "--replace")).code).toBe(0);
  });

  it.each([
    [
      ["install", "--name", "../up"],
      'kernelspec name: "../up"; expected letters, digits, ".", "_" or "-"',
    ],
    [
      ["install", "--user", "--prefix", "x"],
      "--user and --prefix: both given; expected one of them",
    ],
    [["uninstall", "--name", "nobody"], "is not there; expected one that tidebook wrote"],
  ])("%j is refused", async (words, text) => {
    const { code, stderr } = await kernel(...words);
    expect(code).toBe(2);
    expect(stderr).toContain(text);
  });

  it("a place that cannot be written is named", async () => {
    await writeFile(join(folder, "kernels"), "a file");
    const { code, stderr } = await kernel("install");
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^tidebook: kernelspec folder: .*tslab cannot be written \(.*\); expected a writable folder\n$/,
    );
  });

  it("uninstall removes ours, list names what there is", async () => {
    await kernel("install", "--name", "mine");
    expect((await kernel("list")).stdout).toMatch(/^tslab +TypeScript[^]*^mine +TypeScript/m);
    expect((await kernel("uninstall", "--name", "mine")).code).toBe(0);
    expect(await readdir(join(folder, "kernels"))).toEqual([]);
  });
});
