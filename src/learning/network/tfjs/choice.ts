/**
 * Which backend: a table of candidates in order, each tried by a probe that is handed in, so that every
 * machine's case can be tested on one. The first that opens is taken; why the others were not is kept.
 */
import { check, complaint, InputError } from "../../../base/check.js";

/** From the fastest to the one that always works. */
const backendNames = ["native", "webgpu", "wasm", "cpu"] as const;

export type BackendName = (typeof backendNames)[number];

/** Opens one backend and says in a few words what it is; throws with the reason where it cannot. */
export type Probe = () => Promise<string>;

export interface Choice {
  readonly name: BackendName;
  /** One line: what was taken and why the ones before it were not. */
  readonly reason: string;
}

/** An error's first line, short enough to stand in a line with others. */
export function because(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const line = (text.split("\n", 1)[0] ?? "").trim().replace(/[.:;]+$/, "");
  return line.length <= 120 ? line : `${line.slice(0, 119)}…`;
}

/** The wished name, from an option or an environment variable; undefined where nothing is wished. */
export function toWish(received: string | undefined, source: string): BackendName | undefined {
  if (received === undefined || received === "" || received === "auto") return undefined;
  const name = backendNames.find((each) => each === received);
  check(name !== undefined, source, received, '"native", "webgpu", "wasm", "cpu" or "auto"');
  return name;
}

/**
 * Tries the candidates in order, or the wished one alone.
 * @throws InputError where the wished one does not open.
 */
export async function choose(
  probes: Readonly<Record<BackendName, Probe>>,
  wish?: BackendName,
): Promise<Choice> {
  const refused: string[] = [];
  for (const name of wish === undefined ? backendNames : [wish]) {
    try {
      const what = await probes[name]();
      return { name, reason: [`${name}: ${what}`, ...refused].join("; ") };
    } catch (error) {
      refused.push(`not ${name}: ${because(error)}`);
    }
  }
  throw new InputError(
    complaint("backend", wish ?? "auto", "one that opens on this machine", refused.join("; ")),
  );
}
