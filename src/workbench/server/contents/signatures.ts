/**
 * Which notebooks are trusted: HMAC-SHA256 signatures, as Jupyter keeps them in its database, of notebooks
 * that this person ran or vouched for. The secret lies in the data folder, readable by its owner alone; the
 * signatures in a file of lines beside it, newest last, of bounded length. Servers that run at once share
 * both. Where the folder cannot be written, trust lasts as long as the server.
 */
import { createHmac, randomBytes } from "node:crypto";
import { appendFile, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { writeFileAtomically } from "../../../base/file.js";
import { makeFolder } from "../../../base/folder.js";

/** This many are remembered; a third of them go when there are more. */
const mostSignatures = 30_000;

export class Signatures {
  private readonly secretFile: string;
  private readonly listFile: string;
  private secret: Promise<Buffer> | undefined;
  private known = new Set<string>();
  /** What the list was like when it was read, to see that another server wrote it. */
  private seen = "";

  constructor(private readonly folder: string) {
    this.secretFile = join(folder, "notebook-secret");
    this.listFile = join(folder, "notebook-signatures");
  }

  /** Is one of these texts of a notebook signed? Later ones are asked for only if needed. */
  async has(...texts: readonly (() => string | Uint8Array)[]): Promise<boolean> {
    await this.refresh();
    if (this.known.size === 0) return false;
    for (const text of texts) if (this.known.has(await this.sign(text()))) return true;
    return false;
  }

  async add(text: string): Promise<void> {
    const signature = await this.sign(text);
    await this.refresh();
    if (this.known.has(signature)) return;
    this.known.add(signature);
    try {
      // The line's end comes first: a line that a crash cut short spoils none after it.
      await appendFile(this.listFile, `\n${signature}`, { mode: 0o600 });
      if (this.known.size > mostSignatures) await this.forgetOldest();
    } catch {
      // A full or read-only disk: known until the server ends.
    }
  }

  private async forgetOldest(): Promise<void> {
    const kept = [...this.known].slice(-Math.ceil((mostSignatures * 2) / 3));
    this.known = new Set(kept);
    await writeFileAtomically(this.listFile, kept.map((line) => `\n${line}`).join(""));
  }

  private async sign(text: string | Uint8Array): Promise<string> {
    this.secret ??= this.readSecret();
    return createHmac("sha256", await this.secret)
      .update(text)
      .digest("hex");
  }

  private async refresh(): Promise<void> {
    const stats = await stat(this.listFile).catch(() => undefined);
    if (stats === undefined) return;
    const now = `${stats.ino} ${stats.size} ${stats.mtimeMs}`;
    if (now === this.seen) return;
    const text = await readFile(this.listFile, "latin1").catch(() => "");
    // What only this server knows stays known; a line that was cut short by a crash counts for nothing.
    for (const line of text.split("\n")) if (/^[\da-f]{64}$/.test(line)) this.known.add(line);
    this.seen = now;
  }

  private async readSecret(): Promise<Buffer> {
    const stored = async () => {
      const text = (await readFile(this.secretFile, "latin1")).trim();
      return /^[\da-f]{64}$/.test(text) ? Buffer.from(text, "hex") : undefined;
    };
    const made = randomBytes(32);
    try {
      makeFolder(this.folder, 0o700);
      // Only one of two servers that start at once makes it.
      await writeFile(this.secretFile, `${made.toString("hex")}\n`, { flag: "wx", mode: 0o600 });
      return made;
    } catch {
      const read = await stored().catch(() => undefined);
      if (read !== undefined) return read;
      // Cut short by a crash: with it, nothing can have been signed.
      await writeFileAtomically(this.secretFile, `${made.toString("hex")}\n`).catch(() => {});
      return made;
    }
  }
}
