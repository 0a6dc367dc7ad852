/**
 * Downloads from a server on this machine: cut connections, wrong checksums, changed files, servers without
 * ranges, refusals, full disks. The file is a real dump where one lies beside the project, else made up.
 */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { download, type DownloadProgress } from "../../../../src/index.js";
import { readChecksums } from "../../../../src/learning/text/download/checksum.js";
import { downloadText } from "../../../../src/learning/text/download/download.js";
import { localServer, sha1, type LocalServer, type ServedFile } from "./server.js";

const root = join(import.meta.dirname, "..", "..", "..", "..");
const real = join(root, "..", "shared", "data", "corpus", "enwiki-sample.xml.bz2");
const data = existsSync(real)
  ? readFileSync(real)
  : Buffer.from(Array.from({ length: 1_500_000 }, (_, i) => (i * i * 7 + (i >> 3)) & 255));
const checksum = { algorithm: "sha1", value: sha1(data) } as const;

let server: LocalServer;
let folder: string;
beforeEach(async () => {
  server = await localServer();
  folder = mkdtempSync(join(tmpdir(), "tidebook-download-"));
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const path = () => join(folder, "new", "dump.bz2");
const part = () => `${path()}.part`;
const left = () => readdirSync(join(folder, "new")).sort();
function serve(file: Partial<ServedFile> = {}): ServedFile {
  const served = { data, etag: '"one"', ...file };
  server.files.set("/dump.bz2", served);
  return served;
}
const get = (options: Parameters<typeof download>[2] = {}) =>
  download(`${server.url}/dump.bz2`, path(), { checksum, pauseMs: 1, ...options });
const ranges = () => server.asked.map(({ range }) => range);

describe("a download", () => {
  it("brings the file under its name, with nothing beside it", async () => {
    serve();
    const told: DownloadProgress[] = [];
    const done = await get({ onProgress: (progress) => told.push(progress) });
    expect(done).toEqual({ path: path(), bytes: data.length, wasHere: false });
    expect(readFileSync(path()).equals(data)).toBe(true);
    expect(left()).toEqual(["dump.bz2"]);
    expect(told[0]).toEqual({ step: "download", bytes: 0, total: data.length, resumedAt: 0 });
    expect(told.at(-1)).toMatchObject({ step: "verify", bytes: data.length });
  });

  it("goes on where the connection was cut, as often as that happens", async () => {
    serve({ cuts: [500_000, 300_000, 100_000, 50_000, 1000, 1000, 1000] });
    const told: DownloadProgress[] = [];
    await get({ tries: 2, onProgress: (progress) => told.push(progress) });
    expect(readFileSync(path()).equals(data)).toBe(true);
    const [first, ...others] = ranges();
    expect(first).toBeUndefined();
    expect(others.length).toBe(7);
    expect(others.every((range) => /^bytes=[1-9]\d*-$/.test(range ?? ""))).toBe(true);
    const waits = told.filter(({ step }) => step === "wait");
    expect(waits.length).toBe(7);
    expect(waits[0]?.reason).toMatch(/cut|terminated|closed/);
  });

  it("goes on in a later run with what an earlier one left", async () => {
    serve({ cuts: [700_000, 0, 0] });
    await expect(get({ tries: 2 })).rejects.toThrow(
      new RegExp(
        `^cannot download ${server.url}/dump.bz2: .+, 2 times; expected the file; run it again later: \\d+ bytes are kept and the next run goes on$`,
      ),
    );
    const kept = readFileSync(part()).length;
    expect(kept).toBeGreaterThan(0);
    expect(left()).toEqual(["dump.bz2.part", "dump.bz2.part.json"]);
    serve();
    server.asked.length = 0;
    let resumedAt = 0;
    await get({ onProgress: (progress) => (resumedAt = progress.resumedAt) });
    expect(ranges()).toEqual([`bytes=${kept}-`]);
    expect(resumedAt).toBe(kept);
    expect(readFileSync(path()).equals(data)).toBe(true);
  });

  it("goes on by the time of change where the server has no ETag", async () => {
    serve({
      etag: undefined as unknown as string,
      lastModified: "Sun, 01 Nov 2026 00:00:00 GMT",
      cuts: [400_000],
    });
    await get();
    expect(ranges()[1]).toMatch(/^bytes=\d+-$/);
    expect(readFileSync(path()).equals(data)).toBe(true);
  });

  it("begins anew where the file has changed in between", async () => {
    const served = serve({ cuts: [900_000] });
    const other = Buffer.from(data.map((byte) => byte ^ 1));
    const done = download(`${server.url}/dump.bz2`, path(), {
      checksum: { algorithm: "sha1", value: sha1(other) },
      pauseMs: 1,
      onProgress: ({ step }) => {
        if (step === "wait") Object.assign(served, { data: other, etag: '"two"' });
      },
    });
    await done;
    expect(readFileSync(path()).equals(other)).toBe(true);
    expect(ranges()[1]).toMatch(/^bytes=\d+-$/);
  });

  it("begins anew where the server knows no ranges, or nothing tells a changed file", async () => {
    serve({ cuts: [900_000], ignoresRanges: true });
    await get();
    expect(readFileSync(path()).equals(data)).toBe(true);
    rmSync(path());
    server.asked.length = 0;
    serve({ cuts: [900_000], etag: 'W/"weak"' });
    await get();
    expect(ranges()).toEqual([undefined, undefined]);
    expect(readFileSync(path()).equals(data)).toBe(true);
  });

  it("begins anew where another URL left its part", async () => {
    serve({ cuts: [900_000, 0] });
    await expect(get({ tries: 1 })).rejects.toThrow("1 times");
    server.files.set("/other", { data: Buffer.from("other"), etag: '"one"' });
    server.asked.length = 0;
    await download(`${server.url}/other`, path());
    expect(ranges()).toEqual([undefined]);
    expect(readFileSync(path(), "utf8")).toBe("other");
  });

  it("takes a part that is whole already, and drops one that is too long", async () => {
    serve();
    const put = (bytes: Buffer) => {
      mkdirSync(join(folder, "new"), { recursive: true });
      writeFileSync(part(), bytes);
      writeFileSync(
        `${part()}.json`,
        JSON.stringify({ url: `${server.url}/dump.bz2`, etag: '"one"' }),
      );
    };
    put(data);
    await get();
    expect(readFileSync(path()).equals(data)).toBe(true);
    rmSync(path());
    put(Buffer.concat([data, Buffer.from("more")]));
    await get();
    expect(readFileSync(path()).equals(data)).toBe(true);
  });

  it("follows redirects, and takes bodies of unknown size", async () => {
    serve({ hidesSize: true });
    server.files.set("/moved", { data: Buffer.alloc(0), redirect: `${server.url}/dump.bz2` });
    await download(`${server.url}/moved`, path(), { checksum });
    expect(readFileSync(path()).equals(data)).toBe(true);
  });

  it("waits while the server is busy", async () => {
    serve({ statuses: [503, 429, 500] });
    await get();
    expect(server.asked.length).toBe(4);
  });

  it("goes on where a connection says nothing any more", async () => {
    serve({ stallsAfter: [600_000] });
    await get({ silenceMs: 200 });
    expect(readFileSync(path()).equals(data)).toBe(true);
    expect(ranges()[1]).toMatch(/^bytes=\d+-$/);
  });

  it("is not repeated for a file that is here and right, and replaces a wrong one", async () => {
    serve();
    await get();
    server.asked.length = 0;
    expect(await get()).toEqual({ path: path(), bytes: data.length, wasHere: true });
    expect(server.asked).toEqual([]);
    writeFileSync(path(), "something else");
    expect((await get()).wasHere).toBe(false);
    expect(readFileSync(path()).equals(data)).toBe(true);
  });

  it("keeps what came when it is stopped", async () => {
    serve({ stallsAfter: [600_000] });
    const controller = new AbortController();
    const running = get({
      signal: controller.signal,
      onProgress: ({ bytes }) => {
        if (bytes > 0) controller.abort(new Error("stopped by a person"));
      },
    });
    await expect(running).rejects.toThrow("stopped by a person");
    expect(readFileSync(part()).length).toBeGreaterThan(0);
    expect(existsSync(path())).toBe(false);
    await get();
    expect(readFileSync(path()).equals(data)).toBe(true);
  });
});

describe("a download that fails", () => {
  it("puts a file with a wrong checksum aside, and begins anew next time", async () => {
    const served = serve();
    served.data = Buffer.from(data);
    served.data[1000] = (data[1000] as number) ^ 1;
    await expect(get()).rejects.toThrow(
      `${server.url}/dump.bz2: sha1 "${sha1(served.data)}"; expected "${checksum.value}"; ` +
        `the wrong file lies in ${path()}.bad, run again to download it anew`,
    );
    expect(left()).toEqual(["dump.bz2.bad"]);
    served.data = data;
    server.asked.length = 0;
    await get();
    expect(ranges()).toEqual([undefined]);
    expect(readFileSync(path()).equals(data)).toBe(true);
  });

  it("says at once that there is no such file", async () => {
    await expect(get()).rejects.toThrow(
      `cannot download ${server.url}/dump.bz2: HTTP 404 Not Found; expected HTTP 200; the server has no such file`,
    );
    expect(server.asked.length).toBe(1);
    expect(left()).toEqual([]);
    serve({ statuses: [403] });
    await expect(get()).rejects.toThrow(
      "HTTP 403 Forbidden; expected HTTP 200; the server refuses it",
    );
  });

  it("gives up on a server that stays busy, or is not there", async () => {
    serve({ statuses: [503, 503, 503] });
    await expect(get({ tries: 3 })).rejects.toThrow(
      `cannot download ${server.url}/dump.bz2: HTTP 503 Service Unavailable, 3 times; expected the file; run it again later`,
    );
    const url = server.url;
    await server.close();
    await expect(download(`${url}/dump.bz2`, path(), { tries: 2, pauseMs: 1 })).rejects.toThrow(
      "the server refuses the connection, 2 times",
    );
    server = await localServer();
  });

  it("refuses what is no URL and no checksum before it asks anybody", async () => {
    await expect(download("file:///etc/passwd", path())).rejects.toThrow(
      'URL: "file:///etc/passwd"; expected http:// or https://',
    );
    await expect(get({ checksum: { algorithm: "sha1", value: "abc" } })).rejects.toThrow(
      'sha1: "abc"; expected 40 hexadecimal digits',
    );
    await expect(get({ checksum: { algorithm: "crc" as "sha1", value: "abc" } })).rejects.toThrow(
      'checksum algorithm: "crc"; expected "md5", "sha1" or "sha256"',
    );
    expect(server.asked).toEqual([]);
  });

  it("says what keeps it from writing", async () => {
    serve();
    writeFileSync(join(folder, "new"), "a file where a folder should be");
    await expect(get()).rejects.toThrow(`cannot make ${JSON.stringify(join(folder, "new"))}: `);
    rmSync(join(folder, "new"));
    mkdirSync(part(), { recursive: true });
    await expect(get()).rejects.toThrow(
      `cannot write ${JSON.stringify(part())}: it is a folder (EISDIR)`,
    );
  });

  it("keeps what came when the disk is full, and goes on when there is room", async () => {
    serve();
    const handle = await open(join(folder, "any"), "w");
    const prototype = Object.getPrototypeOf(handle) as FileHandle;
    await handle.close();
    const full = Object.assign(new Error("ENOSPC: write"), { code: "ENOSPC" });
    const append = vi.spyOn(prototype, "appendFile");
    append.mockRejectedValue(full).mockImplementationOnce(async function (this: FileHandle, bytes) {
      await this.write(bytes as Uint8Array);
    });
    await expect(get()).rejects.toThrow(
      `cannot write ${JSON.stringify(part())}: no space is left on the disk (ENOSPC); what came is kept and the next run goes on with it`,
    );
    append.mockRestore();
    const kept = readFileSync(part()).length;
    expect(kept).toBeGreaterThan(0);
    await get();
    expect(ranges().at(-1)).toBe(`bytes=${kept}-`);
    expect(readFileSync(path()).equals(data)).toBe(true);
  });
});

describe("what servers publish", () => {
  it("has checksums by name", () => {
    const a = "a".repeat(40);
    const list = `${a}  zhwiki-20261101-pages-articles.xml.bz2\r\n${a.toUpperCase()} *b c.gz\nno line\n`;
    expect([...readChecksums(list)]).toEqual([
      ["zhwiki-20261101-pages-articles.xml.bz2", a],
      ["b c.gz", a],
    ]);
  });

  it("is read as text, after failures that pass", async () => {
    server.files.set("/list", { data: Buffer.from("茶"), statuses: [502] });
    expect(await downloadText(`${server.url}/list`, { pauseMs: 1 })).toBe("茶");
  });
});
