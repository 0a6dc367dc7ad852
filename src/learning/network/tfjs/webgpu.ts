/**
 * WebGPU in Node: the npm package `webgpu` brings the browser's interface, `@tensorflow/tfjs-backend-webgpu` the
 * kernels. Neither is a dependency; a machine without a graphics processor is not asked for them. What the
 * attempt put on `globalThis` is taken away again when it fails.
 */
import { existsSync, readdirSync } from "node:fs";

/** What the attempt needs to know of a machine; tests hand in their own. */
export interface Machine {
  readonly platform: string;
  /** Names in a folder; none where there is no such folder. */
  list(folder: string): readonly string[];
  /** Imports a package; rejects where it is not installed. */
  load(name: string): Promise<object>;
}

export const thisMachine: Machine = {
  platform: process.platform,
  list: (folder) => (existsSync(folder) ? readdirSync(folder) : []),
  load: (name) => import(name) as Promise<object>,
};

/** Whether the operating system shows a graphics processor; only Linux is asked, the others have one. */
export function seesGpu({ platform, list }: Machine): boolean {
  if (platform !== "linux") return true;
  return (
    list("/dev/dri").some((node) => node.startsWith("renderD")) || list("/dev").includes("nvidia0")
  );
}

/**
 * Puts WebGPU on `globalThis`, registers tfjs's backend and lets `start` use it.
 * @throws Error with the reason where a part is missing or does not work
 */
export async function openWebgpu(machine: Machine, start: () => Promise<void>): Promise<void> {
  if (!seesGpu(machine)) throw new Error("no graphics processor");
  const load = async (name: string) => {
    try {
      return await machine.load(name);
    } catch (error) {
      throw new Error(`package ${name} is not there`, { cause: error });
    }
  };
  const { create, globals } = (await load("webgpu")) as {
    create(flags: string[]): object;
    globals: object;
  };
  const world = globalThis as Record<string, unknown>;
  const added = Object.keys(globals).filter((name) => !(name in world));
  const hadNavigator = world["navigator"] !== undefined;
  if (!hadNavigator)
    Object.defineProperty(world, "navigator", { value: {}, configurable: true, writable: true });
  const navigator = world["navigator"] as { gpu?: unknown };
  try {
    for (const name of added) world[name] = globals[name as never];
    Object.defineProperty(navigator, "gpu", { value: create([]), configurable: true });
    await load("@tensorflow/tfjs-backend-webgpu");
    await start();
  } catch (error) {
    for (const name of added) delete world[name];
    delete navigator.gpu;
    if (!hadNavigator) delete world["navigator"];
    throw error;
  }
}
