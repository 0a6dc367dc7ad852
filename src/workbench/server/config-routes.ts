/**
 * `/api/config/:section`: small settings that pages keep with the server (GET, PUT, PATCH), one JSON file for
 * each section in the person's data folder. A PATCH merges level by level, null removes. JupyterLab's own
 * settings are others (`/lab/api/settings`).
 */
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Hono, type Context } from "hono";
import { quote } from "../../base/check.js";
import { writeFileAtomically } from "../../base/file.js";
import type { LabEnvironment } from "./environment.js";
import { HttpError } from "./http-error.js";
import { isObject, readJsonObject } from "./json-body.js";

type Section = Record<string, unknown>;

/** The sections in a folder, to be mounted at `/api/config`. */
export function configRoutes(folder: string): Hono<LabEnvironment> {
  const app = new Hono<LabEnvironment>();
  // Writes come one after the other: each PATCH builds on the last.
  let writing: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = writing.then(work);
    writing = done.catch(() => {});
    return done;
  };
  const pathOf = (c: Context) =>
    join(folder, `${toSectionName(c.req.param("section") ?? "")}.json`);

  app.get("/:section", async (c) => c.json(await readSection(pathOf(c))));
  app.put("/:section", async (c) => {
    const path = pathOf(c);
    const section = merged({}, await readJsonObject(c));
    await inTurn(() => writeSection(path, section));
    return c.body(null, 204);
  });
  app.patch("/:section", async (c) => {
    const path = pathOf(c);
    const changes = await readJsonObject(c);
    return c.json(
      await inTurn(async () => {
        const section = merged(await readSection(path), changes);
        await writeSection(path, section);
        return section;
      }),
    );
  });
  return app;
}

function toSectionName(name: string): string {
  if (/^\w{1,100}$/.test(name)) return name;
  throw new HttpError(
    404,
    `section of the configuration: ${quote(name)}; expected at most 100 letters, digits and "_"`,
  );
}

async function readSection(path: string): Promise<Section> {
  try {
    const value: unknown = JSON.parse(await readFile(path, "utf8"));
    return isObject(value) ? value : {};
  } catch (error) {
    // A file that is not there, or that somebody has broken, holds no settings.
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === "ENOENT")
      return {};
    throw error;
  }
}

async function writeSection(path: string, section: Section): Promise<void> {
  await mkdir(join(path, ".."), { recursive: true });
  await writeFileAtomically(path, `${JSON.stringify(section, null, 2)}\n`);
}

/** The settings after the changes: objects are merged, null removes, everything else replaces. */
export function merged(settings: Section, changes: Section): Section {
  const result = new Map(Object.entries(settings));
  for (const [name, change] of Object.entries(changes)) {
    const old = result.get(name);
    if (change === null) result.delete(name);
    else result.set(name, isObject(change) ? merged(isObject(old) ? old : {}, change) : change);
  }
  return Object.fromEntries(result);
}
