/**
 * Opening a file of the jail for reading: a regular file and nothing else. A pipe or a device is refused
 * before it is opened and would not hold the server up if it came in between; a link that came in between is
 * not followed. Everybody who reads served files opens them here.
 */
import { createHash } from "node:crypto";
import { constants, type Stats } from "node:fs";
import { lstat, open, readlink, realpath, type FileHandle } from "node:fs/promises";
import { quote } from "../../../base/check.js";
import { HttpError } from "../http-error.js";
import { toHttpError } from "./failure.js";
import type { Place } from "./root.js";

/** More bytes than this are not sent as JSON: a string of V8 ends at 512 MB. */
const largestContent = 128 * 1024 * 1024;

// Windows knows neither; there, links need rights of their own.
const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/**
 * Opens a file. The caller closes the handle.
 *
 * @throws HttpError 400 where it is no regular file; 403, 404 as the disk says
 */
export async function openFile(place: Place): Promise<{ handle: FileHandle; stats: Stats }> {
  let handle: FileHandle;
  try {
    checkRegular(await lstat(place.file), place);
    handle = await open(place.file, flags);
  } catch (error) {
    throw toHttpError(error, place.path);
  }
  try {
    const stats = await handle.stat();
    checkRegular(stats, place);
    await checkPlace(handle, place);
    return { handle, stats };
  } catch (error) {
    await handle.close();
    throw toHttpError(error, place.path);
  }
}

/** A file's bytes, with what the disk says of exactly these. */
export async function readBytes(place: Place): Promise<{ bytes: Buffer; stats: Stats }> {
  const { handle, stats } = await openFile(place);
  try {
    if (stats.size > largestContent) throw tooLarge(place.path, stats.size);
    return { bytes: await handle.readFile(), stats };
  } catch (error) {
    throw toHttpError(error, place.path);
  } finally {
    await handle.close();
  }
}

/** The SHA-256 of a file of any size, hexadecimal. */
export async function hashFile(place: Place): Promise<{ hash: string; stats: Stats }> {
  const { handle, stats } = await openFile(place);
  const hash = createHash("sha256");
  try {
    for await (const piece of handle.createReadStream({ autoClose: false, highWaterMark: 1 << 20 }))
      hash.update(piece as Buffer);
    return { hash: hash.digest("hex"), stats };
  } catch (error) {
    throw toHttpError(error, place.path);
  } finally {
    await handle.close();
  }
}

export function hashBytes(bytes: string | Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

export function tooLarge(path: string, size: number): HttpError {
  return new HttpError(
    400,
    `${quote(path)}: ${Math.ceil(size / 2 ** 20)} MiB; expected at most ${largestContent / 2 ** 20} MiB to be opened; download it instead`,
  );
}

/**
 * Is what was opened what was found? A folder on the way could have become a link in between. Linux knows
 * where an open file lies; a file that was replaced meanwhile, by a save, counts as deleted there.
 */
async function checkPlace(handle: FileHandle, { file, path }: Place): Promise<void> {
  const opened = await readlink(`/proc/self/fd/${handle.fd}`).catch(() =>
    realpath(file).catch(() => file),
  );
  if (opened !== file && opened !== `${file} (deleted)`)
    throw new HttpError(404, `${quote(path)} was moved while it was opened`);
}

function checkRegular(stats: Stats, { path }: Place): void {
  if (stats.isDirectory())
    throw new HttpError(400, `${path} is a directory, not a file`, "bad type");
  if (!stats.isFile())
    throw new HttpError(400, `${quote(path)} is no regular file; expected one`, "bad type");
}
