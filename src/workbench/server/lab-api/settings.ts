/**
 * The settings of JupyterLab's plugins: a schema of each from the bundle, with a few defaults of ours, and
 * what the person has changed, as the text that they wrote (JSON with comments). One file per plugin in the
 * person's data folder; a file that became unreadable is told with the setting and counts as empty.
 */
import { readFileSync } from "node:fs";
import { mkdir, readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import json5 from "json5";
import { quote } from "../../../base/check.js";
import { fileReason, writeFileAtomically } from "../../../base/file.js";
import { HttpError } from "../http-error.js";
import { ourDefaults } from "./defaults.js";

/** A plugin's settings in the form of JupyterLab's server. */
export interface Setting {
  /** `@jupyterlab/package:plugin`. */
  readonly id: string;
  /** The person's text; `{}` where there is none. */
  readonly raw: string;
  readonly schema: Schema;
  /** The person's values. */
  readonly settings: Record<string, unknown>;
  readonly version: string;
  readonly created: string | null;
  readonly last_modified: string | null;
  /** Why the person's file could not be used. */
  readonly warning?: string;
}

type Schema = Record<string, unknown> & {
  properties?: Record<string, { default?: unknown } & Record<string, unknown>>;
};

interface Known {
  readonly id: string;
  readonly schema: Schema;
  readonly version: string;
}

export class Settings {
  readonly #folder: string;
  readonly #known: ReadonlyMap<string, Known>;
  readonly #validators = new Map<string, ValidateFunction>();
  // Schemas of JupyterLab hold words of its own (its menus, its toolbars), which say nothing of values.
  readonly #ajv = new Ajv({ strict: false, validateFormats: false, logger: false });

  /**
   * @param appFolder the bundle, with `schemas.json`
   * @param folder where the person's files lie or will lie
   */
  constructor(appFolder: string, folder: string) {
    this.#folder = folder;
    const schemas = JSON.parse(readFileSync(join(appFolder, "schemas.json"), "utf8")) as Known[];
    this.#known = new Map(schemas.map((each) => [each.id, withOurDefaults(each)]));
  }

  /** The names of all plugins that have settings. */
  get ids(): readonly string[] {
    return [...this.#known.keys()];
  }

  /** All settings. */
  async list(): Promise<Setting[]> {
    return Promise.all(this.ids.map((id) => this.get(id)));
  }

  /** @throws HttpError 404 for a plugin that has none */
  async get(id: string): Promise<Setting> {
    const known = this.#find(id);
    const path = this.#path(known);
    const empty = { ...known, raw: "{}", settings: {}, created: null, last_modified: null };
    let raw: string;
    let times: { created: string; last_modified: string };
    try {
      raw = await readFile(path, "utf8");
      const { birthtime, mtime } = await stat(path);
      times = { created: birthtime.toISOString(), last_modified: mtime.toISOString() };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return empty;
      return { ...empty, warning: `cannot read ${JSON.stringify(path)}: ${fileReason(error)}` };
    }
    try {
      return { ...known, raw, settings: this.#parse(known, raw), ...times };
    } catch (error) {
      // The file stays as it is until the person changes this setting.
      return {
        ...empty,
        ...times,
        warning: `${JSON.stringify(path)}: ${(error as Error).message}`,
      };
    }
  }

  /**
   * Keeps the person's text.
   *
   * @throws HttpError 404 for a plugin without settings, 400 for a text that is no JSON5 or against the schema
   */
  async set(id: string, raw: string): Promise<void> {
    const known = this.#find(id);
    this.#parse(known, raw);
    const path = this.#path(known);
    await mkdir(dirname(path), { recursive: true });
    await writeFileAtomically(path, raw);
  }

  #find(id: string): Known {
    const known = this.#known.get(id);
    if (known === undefined)
      throw new HttpError(404, `settings of ${quote(id)}: unknown; expected a plugin of the lab`);
    return known;
  }

  /** Names come from the bundle, never from a request. */
  #path({ id }: Known): string {
    const [name, plugin] = id.split(":");
    return join(this.#folder, ...name!.split("/"), `${plugin}.jupyterlab-settings`);
  }

  #parse({ id, schema }: Known, raw: string): Record<string, unknown> {
    let value: unknown;
    try {
      value = json5.parse(raw.trim() === "" ? "{}" : raw);
    } catch (error) {
      throw new HttpError(400, `settings of ${quote(id)}: ${(error as Error).message}`, null, {
        cause: error,
      });
    }
    if (typeof value !== "object" || value === null || Array.isArray(value))
      throw new HttpError(400, `settings of ${quote(id)}: ${quote(value)}; expected an object`);
    const validate = this.#validators.get(id) ?? this.#ajv.compile(schema);
    this.#validators.set(id, validate);
    if (!validate(value)) {
      const { instancePath, message } = validate.errors![0]!;
      throw new HttpError(400, `settings of ${quote(id)}: ${instancePath || "/"} ${message}`);
    }
    return value as Record<string, unknown>;
  }
}

function withOurDefaults(known: Known): Known {
  const defaults = ourDefaults[known.id];
  if (defaults === undefined) return known;
  const properties = { ...known.schema.properties };
  for (const [name, value] of Object.entries(defaults)) {
    properties[name] = { ...properties[name], default: value };
  }
  return { ...known, schema: { ...known.schema, properties } };
}
