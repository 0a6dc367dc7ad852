/**
 * The served folder as Jupyter's contents interface knows it: read, save, create, copy, rename, delete,
 * checkpoints, trust. Knows nothing of HTTP but the status of its errors; `routes.ts` puts it behind
 * addresses. Writes to one file wait for each other; every write is whole or not at all.
 */
import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { quote } from "../../../base/check.js";
import type { Json } from "../../../base/mime.js";
import { HttpError } from "../http-error.js";
import { Arranging } from "./arranging.js";
import { Checkpoints, type CheckpointModel } from "./checkpoints.js";
import { toHttpError } from "./failure.js";
import { withFreePlace } from "./free-place.js";
import { Leftovers } from "./leftovers.js";
import { toModel, type ContentsModel, type ContentsType } from "./model.js";
import { notebookText, readNotebookText } from "./notebook-content.js";
import { readBytes } from "./open-file.js";
import { Queues } from "./queue.js";
import { read, toText, type ReadOptions } from "./reading.js";
import { Root, type Place } from "./root.js";
import { checkUnchanged, prepareNotebook, toBytes, writePrepared } from "./saving.js";
import { Signatures } from "./signatures.js";
import { trashOf, type Trash } from "./trash.js";
import { Uploads } from "./uploads.js";

export interface ContentsOptions {
  /** The served folder. */
  readonly root: string;
  /** Also serve what starts with a dot. */
  readonly allowHidden?: boolean;
  /** Where the trusted notebooks' signatures are kept. */
  readonly dataFolder: string;
  /** Where deleted files go; null deletes them. Default: the person's trash, where there is one. */
  readonly trash?: Trash | null;
  /** The largest folder that is copied, in bytes. */
  readonly copyLimitBytes?: number;
}

/** What a client sends to save. Fields that it leaves out are filled in where there is no file yet. */
export interface SaveRequest {
  readonly type?: ContentsType | undefined;
  readonly format?: unknown;
  readonly content?: unknown;
  readonly chunk?: number | undefined;
  /** The hash of what is to be replaced: otherwise nothing is written (412). */
  readonly replaces?: string | undefined;
}

export class Contents {
  private readonly root: Root;
  private readonly signatures: Signatures;
  private readonly checkpoints: Checkpoints;
  private readonly uploads = new Uploads();
  private readonly queues = new Queues();
  private readonly leftovers = new Leftovers();
  private readonly arranging: Arranging;
  /** The served folder, behind every link. */
  readonly folder: string;
  /** Is what starts with a dot served? */
  readonly allowHidden: boolean;
  /** Do deleted files go to a trash? JupyterLab's question before it deletes says which. */
  readonly deletesToTrash: boolean;

  constructor(options: ContentsOptions) {
    this.allowHidden = options.allowHidden ?? false;
    this.root = new Root(options.root, this.allowHidden);
    this.folder = this.root.folder;
    this.signatures = new Signatures(options.dataFolder);
    this.checkpoints = new Checkpoints(this.root);
    const trash = options.trash === undefined ? trashOf() : (options.trash ?? undefined);
    this.deletesToTrash = trash !== undefined;
    const copyLimitBytes = options.copyLimitBytes ?? 500 * 2 ** 20;
    this.arranging = new Arranging(this.root, this.queues, this.checkpoints, trash, copyLimitBytes);
  }

  async get(path: string, options: Partial<ReadOptions> = {}): Promise<ContentsModel> {
    const { root, signatures, allowHidden } = this;
    return await read({ root, signatures, allowHidden }, path, {
      content: true,
      hash: false,
      ...options,
    });
  }

  /** What is there: for routes whose meaning depends on it. Hidden and foreign places are nothing. */
  async kind(path: string): Promise<"file" | "folder" | undefined> {
    return await this.root.kind(path);
  }

  /** Is this notebook, as its file says it, trusted? */
  async isTrusted(text: string): Promise<boolean> {
    return await this.signatures.has(() => text);
  }

  /** The place on disk of something served: for a kernel's folder, downloads, reports. */
  async locate(path: string): Promise<Place> {
    return await this.root.existing(path);
  }

  /**
   * Writes a file, a notebook or a folder.
   *
   * @returns its model without content, and whether it is new
   */
  async save(
    path: string,
    request: SaveRequest,
  ): Promise<{ model: ContentsModel; isNew: boolean }> {
    const place = await this.root.writable(path);
    if (place.path === "") throw new HttpError(400, "Cannot save the served folder itself");
    void this.leftovers.sweep(dirname(place.file));
    return await this.queues.run(place.file, async () => {
      const old = await stat(place.file).catch(() => undefined);
      const isNew = old?.isFile() !== true;
      const { chunk, replaces } = request;
      if (replaces !== undefined && !isNew) await checkUnchanged(place, replaces);
      if (chunk !== undefined) return { model: await this.upload(place, chunk, request), isNew };
      const complete = isNew ? withDefaults(place, request) : request;
      return { model: await this.write(place, complete), isNew };
    });
  }

  /** Makes an empty notebook, file or folder with a free name in a folder. */
  async create(
    folder: string,
    request: { readonly type?: ContentsType | undefined; readonly ext?: string | undefined } = {},
  ): Promise<ContentsModel> {
    const { ext = "" } = request;
    if (ext.includes("/")) throw new HttpError(400, `ext: ${quote(ext)}; expected no "/"`);
    const type = request.type ?? (ext === ".ipynb" ? "notebook" : "file");
    const [name, insert] =
      type === "directory"
        ? ["Untitled Folder", " "]
        : type === "notebook"
          ? ["Untitled.ipynb", ""]
          : [`untitled${ext}`, ""];
    return await withFreePlace(this.root, this.queues, folder, name, insert, async (place) =>
      this.write(place, withDefaults(place, { type })),
    );
  }

  /** Copies a file or folder into a folder, or to a path whose folder is there. */
  async copy(from: string, to: string): Promise<ContentsModel> {
    return await this.arranging.copy(from, to);
  }

  /** Gives a file or folder another path. */
  async rename(from: string, to: string): Promise<ContentsModel> {
    return await this.arranging.rename(from, to);
  }

  /** Deletes a file or folder: into the trash, where there is one; else only folders that are empty. */
  async delete(path: string): Promise<void> {
    await this.arranging.delete(path);
  }

  async listCheckpoints(path: string): Promise<CheckpointModel[]> {
    return await this.checkpoints.list(await this.root.writable(path));
  }

  async createCheckpoint(path: string): Promise<CheckpointModel> {
    return await this.checkpoints.create(await this.root.existing(path));
  }

  async restoreCheckpoint(path: string, id: string): Promise<void> {
    const place = await this.root.writable(path);
    await this.queues.run(place.file, () => this.checkpoints.restore(place, id));
  }

  async deleteCheckpoint(path: string, id: string): Promise<void> {
    await this.checkpoints.delete(await this.root.writable(path), id);
  }

  /** Trusts a notebook as it is on disk: its person has looked at it. */
  async trust(path: string): Promise<void> {
    const place = await this.root.existing(path);
    const { bytes } = await readBytes(place);
    const { notebook } = readNotebookText(toText(bytes, place.path), place.path);
    await this.signatures.add(notebookText(notebook, place.path));
  }

  /** Removes what unfinished uploads left. */
  async close(): Promise<void> {
    await this.uploads.close();
  }

  private async write(place: Place, request: SaveRequest): Promise<ContentsModel> {
    const { type, content, format } = request;
    if (type === undefined) throw new HttpError(400, "No file type provided");
    if (type === "directory") return await makeFolderAt(place);
    if (content === undefined) throw new HttpError(400, "No file content provided");
    if (type === "file") return await writePrepared(place, { bytes: toBytes(content, format) });
    const model = await writePrepared(
      place,
      prepareNotebook(content as Json, place.path, this.signatures),
    );
    // A notebook always has one; that it cannot be written does not undo what was saved.
    if ((await this.checkpoints.list(place)).length === 0)
      await this.checkpoints.create(place).catch(() => {});
    return model;
  }

  private async upload(place: Place, chunk: number, request: SaveRequest): Promise<ContentsModel> {
    const { type, content, format } = request;
    if (type === undefined) throw new HttpError(400, "No file type provided");
    if (type !== "file")
      throw new HttpError(400, `File type "${type}" is not supported for large file transfer`);
    if (content === undefined) throw new HttpError(400, "No file content provided");
    return await this.uploads.take(place, chunk, toBytes(content, format));
  }
}

/** A request for something new, completed: the type by its name, empty content. */
function withDefaults(place: Place, request: SaveRequest): SaveRequest {
  const type = request.type ?? (place.name.endsWith(".ipynb") ? "notebook" : "file");
  if (request.content !== undefined || type === "directory") return { ...request, type };
  return type === "notebook"
    ? { ...request, type, content: { cells: [], metadata: {}, nbformat: 4, nbformat_minor: 5 } }
    : { ...request, type, content: "", format: "text" };
}

async function makeFolderAt(place: Place): Promise<ContentsModel> {
  const old = await stat(place.file).catch(() => undefined);
  if (old !== undefined && !old.isDirectory())
    throw new HttpError(400, `Not a directory: ${place.path}`);
  try {
    if (old === undefined) await mkdir(place.file);
    return await toModel(place, await stat(place.file));
  } catch (error) {
    throw toHttpError(error, place.path);
  }
}
