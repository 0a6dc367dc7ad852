/** A served folder for a test: Jupyter Server's own tests' tree of notebooks, texts and blobs, behind the routes. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Hono } from "hono";
import { onTestFinished } from "vitest";
import {
  Contents,
  type ContentsOptions,
} from "../../../../src/workbench/server/contents/contents.js";
import type { ContentsModel } from "../../../../src/workbench/server/contents/model.js";
import { contentsRoutes } from "../../../../src/workbench/server/contents/routes.js";
import type { LabEnvironment } from "../../../../src/workbench/server/environment.js";
import { filesRoutes } from "../../../../src/workbench/server/files.js";
import { errorResponse } from "../../../../src/workbench/server/http-error.js";

/** Folder and base name of the tree's files: each is there as .ipynb, .txt and .blob. */
export const tree = [
  ["", "inroot"],
  ["Directory with spaces in", "inspace"],
  ["unicodé", "innonascii"],
  ["foo", "a"],
  ["foo", "b"],
  ["foo", "name with spaces"],
  ["foo", "unicodé"],
  ["foo/bar", "baz"],
  ["ordering", "A"],
  ["ordering", "b"],
  ["ordering", "C"],
  ["å b", "ç d"],
] as const;

export const emptyNotebook =
  '{\n "cells": [],\n "metadata": {},\n "nbformat": 4,\n "nbformat_minor": 5\n}\n';

export interface Served {
  readonly folder: string;
  readonly outside: string;
  readonly data: string;
  readonly trash: string;
  readonly contents: Contents;
  /** Asks and reads JSON. The path's parts are escaped. */
  ask(
    method: string,
    path: string,
    options?: { query?: string; body?: unknown; headers?: Record<string, string> },
  ): Promise<{ status: number; headers: Headers; body: never }>;
  get(path: string, query?: string): Promise<ContentsModel>;
  app: Hono<LabEnvironment>;
}

export async function serve(options: Partial<ContentsOptions> = {}): Promise<Served> {
  const all = await mkdtemp(join(tmpdir(), "tidebook-contents-"));
  onTestFinished(() => rm(all, { recursive: true, force: true, maxRetries: 3 }));
  const [folder, outside, data, trash] = ["root", "outside", "data", "trash"].map((name) =>
    join(all, name),
  ) as [string, string, string, string];
  await mkdir(folder);
  await mkdir(outside);
  const contents = new Contents({
    root: folder,
    dataFolder: data,
    trash: { folder: trash, isFreedesktop: true },
    ...options,
  });
  onTestFinished(() => contents.close());
  const app = new Hono<LabEnvironment>();
  app.route("/api/contents", contentsRoutes(contents));
  app.route("/files", filesRoutes(contents));
  app.onError((error) => errorResponse(error));
  const ask: Served["ask"] = async (method, path, { query, body, headers } = {}) => {
    const address = path.split("/").map(encodeURIComponent).join("/");
    const response = await app.request(
      `http://localhost/api/contents/${address}${query === undefined ? "" : `?${query}`}`,
      {
        method,
        ...(headers !== undefined && { headers }),
        ...(body !== undefined && {
          body: typeof body === "string" ? body : JSON.stringify(body),
        }),
      },
    );
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text === "" ? undefined : JSON.parse(text)) as never,
    };
  };
  const get = async (path: string, query?: string): Promise<ContentsModel> => {
    const { status, body } = await ask("GET", path, query === undefined ? {} : { query });
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
    return body;
  };
  return { folder, outside, data, trash, contents, ask, get, app };
}

/** The same with the tree in it. */
export async function serveTree(options?: Partial<ContentsOptions>): Promise<Served> {
  const served = await serve(options);
  for (const [place, name] of tree) {
    const folder = join(served.folder, place);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, `${name}.ipynb`), emptyNotebook);
    await writeFile(join(folder, `${name}.txt`), `${name} text file`);
    await writeFile(
      join(folder, `${name}.blob`),
      Buffer.concat([Buffer.from(name), Buffer.from([0xff])]),
    );
  }
  return served;
}

/** A path's parts as one. */
export const within = (folder: string, name: string) =>
  folder === "" ? name : `${folder}/${name}`;
