/** WebGPU on machines that this one is not. */
import { describe, expect, it } from "vitest";
import { openWebgpu, seesGpu, type Machine } from "../../../../src/learning/network/tfjs/webgpu.js";

/** A machine with these device files and packages. */
function machine(
  platform: string,
  files: Record<string, string[]>,
  packages: Record<string, object>,
): Machine & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    platform,
    asked,
    list: (folder) => files[folder] ?? [],
    async load(name) {
      asked.push(name);
      if (packages[name] === undefined) throw new Error(`Cannot find package '${name}'`);
      return packages[name];
    },
  };
}

const gpu = {};
const bindings = { create: () => gpu, globals: { GPUMark: 1 } };
const both = { webgpu: bindings, "@tensorflow/tfjs-backend-webgpu": {} };
const render = { "/dev/dri": ["card0", "renderD128"] };
const world = globalThis as Record<string, unknown>;
const gpuSeen = () => (world["navigator"] as { gpu?: unknown } | undefined)?.gpu;

describe("WebGPU", () => {
  for (const [platform, files, sees] of [
    ["linux", {}, false],
    ["linux", { "/dev/dri": ["card0"] }, false],
    ["linux", render, true],
    ["linux", { "/dev": ["null", "nvidia0"] }, true],
    ["darwin", {}, true],
    ["win32", {}, true],
  ] as const) {
    it(`is ${sees ? "tried" : "left out"} on ${platform} with ${JSON.stringify(files)}`, () => {
      expect(seesGpu(machine(platform, files as never, {}))).toBe(sees);
    });
  }

  it("asks for no package where there is no graphics processor", async () => {
    const bare = machine("linux", {}, both);
    await expect(openWebgpu(bare, async () => {})).rejects.toThrow("no graphics processor");
    expect(bare.asked).toEqual([]);
  });

  it("names the package that is missing", async () => {
    await expect(openWebgpu(machine("linux", render, {}), async () => {})).rejects.toThrow(
      "package webgpu is not there",
    );
    await expect(
      openWebgpu(machine("linux", render, { webgpu: bindings }), async () => {}),
    ).rejects.toThrow("package @tensorflow/tfjs-backend-webgpu is not there");
    expect([gpuSeen(), "GPUMark" in globalThis]).toEqual([undefined, false]);
  });

  it("leaves nothing behind when the driver fails", async () => {
    const before = world["navigator"];
    await expect(
      openWebgpu(machine("linux", render, both), async () => {
        throw new Error("no adapter");
      }),
    ).rejects.toThrow("no adapter");
    expect([world["navigator"], "GPUMark" in globalThis]).toEqual([before, false]);
  });

  it("stands on globalThis while tfjs starts on it", async () => {
    const had = world["navigator"] !== undefined;
    try {
      let seen: unknown;
      await openWebgpu(machine("linux", render, both), async () => {
        seen = gpuSeen();
      });
      expect(seen).toBe(gpu);
      expect("GPUMark" in globalThis).toBe(true);
    } finally {
      delete world["GPUMark"];
      delete (world["navigator"] as { gpu?: unknown }).gpu;
      if (!had) delete world["navigator"];
    }
  });
});
