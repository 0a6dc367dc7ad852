/** Checksums as servers publish them, and whether a file has them. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { check } from "../../../base/check.js";

/** A published checksum. */
export interface Checksum {
  readonly algorithm: "md5" | "sha1" | "sha256";
  /** In hexadecimal. */
  readonly value: string;
}

const digits = { md5: 32, sha1: 40, sha256: 64 } as const;

/**
 * Refuses what is no checksum.
 *
 * @throws InputError naming what was given.
 */
export function checkChecksum({ algorithm, value }: Checksum): void {
  const known = Object.hasOwn(digits, algorithm);
  check(known, "checksum algorithm", algorithm, '"md5", "sha1" or "sha256"');
  const length = digits[algorithm];
  const isHex = new RegExp(`^[0-9a-fA-F]{${length}}$`).test(value);
  check(isHex, algorithm, value, `${length} hexadecimal digits`);
}

/** The checksum of a file, in lower-case hexadecimal. */
export async function checksumOf(
  path: string,
  algorithm: Checksum["algorithm"],
  signal?: AbortSignal,
): Promise<string> {
  const hash = createHash(algorithm);
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    signal?.throwIfAborted();
    hash.update(chunk as Uint8Array);
  }
  return hash.digest("hex");
}

/**
 * The entries of a checksum list as `sha1sum` and `md5sum` write it: checksum, two spaces, name.
 *
 * @returns value by name
 */
export function readChecksums(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const line of text.split(/\r?\n/u)) {
    const [, value, name] = /^([0-9a-fA-F]{32,64}) [ *](.+)$/u.exec(line) ?? [];
    if (value !== undefined && name !== undefined) found.set(name, value.toLowerCase());
  }
  return found;
}
