/**
 * The unfinished file of a download: the bytes so far (`NAME.part`) and, beside it, which file on the server
 * they belong to (`NAME.part.json`), so that a later try goes on where this one stopped, and only with the
 * same file. Left out: the network.
 */
import { open, readFile, rename, rm, stat, writeFile, type FileHandle } from "node:fs/promises";
import { InputError, quote } from "../../../base/check.js";
import { fileReason } from "../../../base/file.js";

/** What tells a file on a server from a later one under the same name. */
export interface Identity {
  readonly url: string;
  readonly etag?: string;
  readonly lastModified?: string;
}

/** An unfinished file; open between `openPart` and `close`. */
export class PartFile {
  readonly path: string;
  readonly #final: string;
  readonly #handle: FileHandle;
  /** Bytes so far. */
  size: number;
  /** Where they come from; undefined where there are none or nothing is known. */
  identity: Identity | undefined;

  private constructor(final: string, handle: FileHandle, size: number, identity?: Identity) {
    this.#final = final;
    this.path = `${final}.part`;
    this.#handle = handle;
    this.size = size;
    this.identity = identity;
  }

  /** Opens the unfinished file for `final`, or makes an empty one. What came from another URL is dropped. */
  static async open(final: string, url: string): Promise<PartFile> {
    const path = `${final}.part`;
    try {
      const handle = await open(path, "a+");
      const { size } = await handle.stat();
      const identity = await readIdentity(`${path}.json`);
      const part = new PartFile(final, handle, size, identity);
      if (identity?.url !== url) await part.restart(undefined);
      return part;
    } catch (error) {
      throw cannotWrite(path, error);
    }
  }

  /** Adds bytes at the end. */
  async append(bytes: Uint8Array): Promise<void> {
    try {
      await this.#handle.appendFile(bytes);
    } catch (error) {
      // A full disk may have taken a part of them.
      this.size = (await this.#handle.stat()).size;
      throw cannotWrite(this.path, error, "what came is kept and the next run goes on with it");
    }
    this.size += bytes.length;
  }

  /** Drops all bytes; what comes now is the file `identity`. */
  async restart(identity: Identity | undefined): Promise<void> {
    try {
      await this.#handle.truncate(0);
      this.size = 0;
      this.identity = identity;
      await rm(`${this.path}.json`, { force: true });
      if (identity !== undefined) await writeFile(`${this.path}.json`, JSON.stringify(identity));
    } catch (error) {
      throw cannotWrite(this.path, error);
    }
  }

  async close(): Promise<void> {
    await this.#handle.close().catch(() => undefined);
    // An empty part helps nobody.
    if (this.size === 0) await this.#remove();
  }

  /** Gives the finished file its name. */
  async finish(): Promise<void> {
    try {
      await this.#handle.sync();
      await this.#handle.close();
      await rename(this.path, this.#final);
      await rm(`${this.path}.json`, { force: true });
    } catch (error) {
      throw cannotWrite(this.#final, error);
    }
  }

  /** Puts a wrong file aside; returns where it lies now. */
  async putAside(): Promise<string> {
    const aside = `${this.#final}.bad`;
    await this.#handle.close();
    await rename(this.path, aside);
    await rm(`${this.path}.json`, { force: true });
    return aside;
  }

  async #remove(): Promise<void> {
    const left = await stat(this.path).catch(() => undefined);
    if (left?.size === 0) await rm(this.path, { force: true });
    await rm(`${this.path}.json`, { force: true });
  }
}

async function readIdentity(path: string): Promise<Identity | undefined> {
  try {
    const read = JSON.parse(await readFile(path, "utf8")) as Partial<Identity>;
    return typeof read.url === "string" ? (read as Identity) : undefined;
  } catch {
    return undefined;
  }
}

function cannotWrite(path: string, error: unknown, remedy?: string): InputError {
  const more = remedy === undefined ? "" : `; ${remedy}`;
  return new InputError(`cannot write ${quote(path)}: ${fileReason(error)}${more}`, {
    cause: error,
  });
}
