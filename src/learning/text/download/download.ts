/**
 * A file from the network that can be relied on: it comes in one piece or not at all, goes on where a cut
 * connection or Ctrl-C stopped it (also in a later run), is checked against its published checksum and only
 * then gets its name. After RFC 9110 (ranges, If-Range). Left out: several connections at once.
 */
import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { InputError, quote } from "../../../base/check.js";
import { fileReason } from "../../../base/file.js";
import { checkChecksum, checksumOf, type Checksum } from "./checksum.js";
import { PartFile, type Identity } from "./part-file.js";
import { get, PassingError, type Answer } from "./request.js";

/** How far a download has come. */
export interface DownloadProgress {
  readonly step: "download" | "verify" | "wait";
  /** Bytes that are here, those of earlier runs included. */
  readonly bytes: number;
  /** Bytes of the whole; undefined where the server does not say. */
  readonly total: number | undefined;
  /** Bytes that were here when this run began: a rate counts from there. */
  readonly resumedAt: number;
  /** With "wait": why the last try failed. */
  readonly reason?: string;
}

/** How to download. */
export interface DownloadOptions {
  /** What the file must have; unchecked if not given. */
  readonly checksum?: Checksum;
  /** Tries in a row that bring nothing new before it gives up; 5 if not given. */
  readonly tries?: number;
  /** First pause between tries, doubled each time up to 60 times; 1000 if not given. */
  readonly pauseMs?: number;
  /** Longest silence of a connection; 60,000 if not given. */
  readonly silenceMs?: number;
  /** Stops it; what came is kept. */
  readonly signal?: AbortSignal;
  /** Told at each piece. */
  readonly onProgress?: (progress: DownloadProgress) => void;
}

/** A file that is here. */
export interface Download {
  readonly path: string;
  readonly bytes: number;
  /** Whether it was here before, and nothing was downloaded. */
  readonly wasHere: boolean;
}

/**
 * Downloads a file to `path`, going on with what an earlier try left in `PATH.part`.
 *
 * @param url http or https; redirects are followed
 * @param path where the file goes; its folder is made. A file that is there is taken as it is where it has the
 *   checksum or none is given, else it is replaced.
 * @throws InputError where the server has no such file, gives up answering, the disk is full or cannot be
 *   written, or the checksum does not agree: then the file is put aside as `PATH.bad`. The signal's reason
 *   where it stops it.
 */
export async function download(
  url: string,
  path: string,
  options: DownloadOptions = {},
): Promise<Download> {
  const { checksum, signal, onProgress } = options;
  checkUrl(url);
  if (checksum !== undefined) checkChecksum(checksum);
  const here = await stat(path).catch(() => undefined);
  if (here?.isFile() === true && (await hasChecksum(path, here.size, options)))
    return { path, bytes: here.size, wasHere: true };
  await mkdir(dirname(path), { recursive: true }).catch((error: unknown) => {
    throw new InputError(`cannot make ${quote(dirname(path))}: ${fileReason(error)}`, {
      cause: error,
    });
  });
  const part = await PartFile.open(path, url);
  const resumedAt = part.size;
  try {
    await fetchAll(url, part, options);
    onProgress?.({ step: "verify", bytes: part.size, total: part.size, resumedAt });
    if (checksum !== undefined) {
      const found = await checksumOf(part.path, checksum.algorithm, signal);
      if (found !== checksum.value.toLowerCase()) {
        const aside = await part.putAside();
        throw new InputError(
          `${url}: ${checksum.algorithm} ${quote(found)}; expected ${quote(checksum.value)}; ` +
            `the wrong file lies in ${aside}, run again to download it anew`,
        );
      }
    }
    await part.finish();
    return { path, bytes: part.size, wasHere: false };
  } finally {
    await part.close();
  }
}

/** A small text, such as a list of checksums. @throws as `download` does */
export async function downloadText(url: string, options: DownloadOptions = {}): Promise<string> {
  checkUrl(url);
  return await retry(url, options, async () => {
    const answer = await get(url, toRequest(options));
    const pieces: Uint8Array[] = [];
    for await (const piece of answer.body) pieces.push(piece);
    return Buffer.concat(pieces).toString("utf8");
  });
}

async function hasChecksum(
  path: string,
  bytes: number,
  { checksum, signal, onProgress }: DownloadOptions,
): Promise<boolean> {
  if (checksum === undefined) return true;
  onProgress?.({ step: "verify", bytes, total: bytes, resumedAt: bytes });
  return (await checksumOf(path, checksum.algorithm, signal)) === checksum.value.toLowerCase();
}

/** Tries until the file is whole. */
async function fetchAll(url: string, part: PartFile, options: DownloadOptions): Promise<void> {
  const resumedAt = part.size;
  let most = part.size;
  const isFurther = (): boolean => {
    const further = part.size > most;
    most = Math.max(most, part.size);
    return further;
  };
  const tell = (total: number | undefined): void => {
    options.onProgress?.({ step: "download", bytes: part.size, total, resumedAt });
  };
  await retry(url, options, () => fetchRest(url, part, options, tell), {
    isFurther,
    kept: () => part.size,
    resumedAt,
  });
}

/** One try: the bytes that are missing, or all where the file is another one by now. */
async function fetchRest(
  url: string,
  part: PartFile,
  options: DownloadOptions,
  tell: (total: number | undefined) => void,
): Promise<void> {
  const guard = part.identity?.etag ?? part.identity?.lastModified;
  // Without something to tell a changed file by, going on could glue two files together.
  const goesOn = part.size > 0 && guard !== undefined;
  const headers = goesOn ? { range: `bytes=${part.size}-`, "if-range": guard } : {};
  const answer = await get(url, toRequest(options, headers));
  const range = /^bytes (?:(\d+)-\d+|\*)\/(\d+)$/u.exec(answer.headers.get("content-range") ?? "");
  const size = range?.[2] === undefined ? undefined : Number(range[2]);
  if (answer.status === 416) {
    answer.drop();
    if (goesOn && size === part.size) return; // it was whole already
    await part.restart(undefined);
    throw new PassingError("the server has less of the file than came before");
  }
  let total = size;
  if (answer.status === 200) {
    const length = answer.headers.get("content-length");
    total = length === null ? undefined : Number(length);
    await part.restart(identityOf(url, answer));
  } else if (!goesOn || Number(range?.[1]) !== part.size) {
    answer.drop();
    await part.restart(undefined);
    throw new PassingError("the server sent another part of the file than was asked for");
  }
  tell(total);
  for await (const piece of answer.body) {
    await part.append(piece);
    tell(total);
  }
  if (total !== undefined && part.size < total)
    throw new PassingError(`the connection was cut after ${part.size} of ${total} bytes`);
}

/** What a tried download knows between two tries. */
interface Tries {
  /** Whether the last try brought something new. */
  readonly isFurther: () => boolean;
  /** Bytes that are kept. */
  readonly kept: () => number;
  readonly resumedAt: number;
}

async function retry<T>(
  url: string,
  { tries = 5, pauseMs = 1000, signal, onProgress }: DownloadOptions,
  once: () => Promise<T>,
  state: Tries = { isFurther: () => false, kept: () => 0, resumedAt: 0 },
): Promise<T> {
  for (let failed = 0; ;) {
    signal?.throwIfAborted();
    try {
      return await once();
    } catch (error) {
      if (!(error instanceof PassingError)) throw error;
      failed = state.isFurther() ? 1 : failed + 1;
      const { resumedAt } = state;
      const bytes = state.kept();
      const { message: reason } = error;
      if (failed >= tries) {
        const kept = bytes === 0 ? "" : `: ${bytes} bytes are kept and the next run goes on`;
        throw new InputError(
          `cannot download ${url}: ${reason}, ${failed} times; expected the file; run it again later${kept}`,
          { cause: error },
        );
      }
      const waitMs = error.retryAfterMs ?? pauseMs * Math.min(60, 2 ** (failed - 1));
      onProgress?.({ step: "wait", bytes, total: undefined, resumedAt, reason });
      // An abort during the pause ends it; the loop's first line then throws the signal's own reason.
      await wait(waitMs, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
    }
  }
}

function toRequest(
  { signal, silenceMs }: DownloadOptions,
  headers: Readonly<Record<string, string>> = {},
) {
  return {
    headers,
    ...(signal !== undefined && { signal }),
    ...(silenceMs !== undefined && { silenceMs }),
  };
}

/** A weak ETag says nothing about single bytes, so it does not guard a range. */
function identityOf(url: string, { headers }: Answer): Identity {
  const etag = headers.get("etag");
  const lastModified = headers.get("last-modified");
  return {
    url,
    ...(etag !== null && !etag.startsWith("W/") && { etag }),
    ...(lastModified !== null && { lastModified }),
  };
}

function checkUrl(url: string): void {
  const protocol = URL.canParse(url) ? new URL(url).protocol : undefined;
  if (protocol !== "http:" && protocol !== "https:")
    throw new InputError(`URL: ${quote(url)}; expected http:// or https://`);
}
