/**
 * Workspaces: which documents stood where, so that a page comes back as it was left. A workspace is JSON that
 * only the app understands, kept in a file per name and served folder. An unknown one is empty, as JupyterLab
 * expects; one that cannot be read is empty too, since it is no person's work.
 */
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Hono } from "hono";
import { quote } from "../../../base/check.js";
import { writeFileAtomically } from "../../../base/file.js";
import type { LabEnvironment } from "../environment.js";
import { HttpError } from "../http-error.js";
import { readJson } from "../json-body.js";

export interface Workspace {
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: { readonly id: string } & Readonly<Record<string, unknown>>;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function isWorkspace(value: unknown): value is Workspace {
  return (
    isObject(value) &&
    isObject(value["data"]) &&
    isObject(value["metadata"]) &&
    typeof value["metadata"]["id"] === "string"
  );
}

const digest = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 32);
const ending = ".jupyterlab-workspace";

export class Workspaces {
  readonly #folder: string;

  /**
   * @param folder where the workspaces of all served folders lie
   * @param root the served folder
   */
  constructor(folder: string, root: string) {
    this.#folder = join(folder, digest(root));
  }

  async list(): Promise<Workspace[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const found = await Promise.all(
      names.filter((name) => name.endsWith(ending)).map((name) => this.#read(name)),
    );
    return found
      .filter((each) => each !== undefined)
      .sort((a, b) => (a.metadata.id < b.metadata.id ? -1 : 1));
  }

  async get(id: string): Promise<Workspace> {
    return (await this.#read(this.#name(id))) ?? { data: {}, metadata: { id } };
  }

  /** @throws HttpError 400 for what is no workspace, or that of another name */
  async set(id: string, workspace: unknown): Promise<void> {
    if (!isWorkspace(workspace))
      throw new HttpError(
        400,
        `workspace ${quote(id)}: ${quote(workspace)}; expected data and metadata`,
      );
    const named = workspace.metadata.id;
    if (named !== id)
      throw new HttpError(
        400,
        `workspace ${quote(id)}: its metadata name ${quote(named)}; expected the same`,
      );
    await mkdir(this.#folder, { recursive: true });
    await writeFileAtomically(join(this.#folder, this.#name(id)), JSON.stringify(workspace));
  }

  /** @throws HttpError 404 for one that is not there */
  async remove(id: string): Promise<void> {
    try {
      await rm(join(this.#folder, this.#name(id)));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      throw new HttpError(404, `no such workspace: ${quote(id)}`);
    }
  }

  /** Any text may be a name, so files are named by its digest. */
  #name(id: string): string {
    return `${digest(id)}${ending}`;
  }

  async #read(name: string): Promise<Workspace | undefined> {
    const path = join(this.#folder, name);
    try {
      const value: unknown = JSON.parse(await readFile(path, "utf8"));
      if (!isWorkspace(value)) return undefined;
      const { birthtime, mtime } = await stat(path);
      const times = { created: birthtime.toISOString(), last_modified: mtime.toISOString() };
      return { data: value.data, metadata: { ...value.metadata, ...times } };
    } catch {
      return undefined;
    }
  }
}

/** To be mounted at `/workspaces`. */
export function workspaceRoutes(workspaces: Workspaces): Hono<LabEnvironment> {
  const list = new Hono<LabEnvironment>().get("/", async (c) => {
    const values = await workspaces.list();
    return c.json({ workspaces: { ids: values.map(({ metadata }) => metadata.id), values } });
  });
  return list
    .get("/:id{.+}", async (c) => c.json(await workspaces.get(c.req.param("id"))))
    .put("/:id{.+}", async (c) => {
      await workspaces.set(c.req.param("id"), await readJson(c));
      return c.body(null, 204);
    })
    .delete("/:id{.+}", async (c) => {
      await workspaces.remove(c.req.param("id"));
      return c.body(null, 204);
    });
}
