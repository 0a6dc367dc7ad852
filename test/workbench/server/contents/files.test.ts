/** The bytes of served files: types, downloads, ranges, validators. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  guessType,
  sniffType,
  withCharset,
} from "../../../../src/workbench/server/contents/media-type.js";
import { toRange } from "../../../../src/workbench/server/ranges.js";
import { serve, serveTree, type Served } from "./served.js";

async function fetchFile(
  { app }: Served,
  path: string,
  options: RequestInit & { query?: string } = {},
) {
  const address = path.split("/").map(encodeURIComponent).join("/");
  const query = options.query === undefined ? "" : `?${options.query}`;
  return await app.request(`http://localhost/files/${address}${query}`, options);
}

describe("files", () => {
  it("are sent as they are", async () => {
    const served = await serveTree();
    expect(await (await fetchFile(served, "å b/ç d.txt")).text()).toBe("ç d text file");
    const blob = await fetchFile(served, "foo/bar/baz.blob");
    expect(Buffer.from(await blob.arrayBuffer()).toString("latin1")).toBe("baz\xff");
    expect((await fetchFile(served, "foo/gone.txt")).status).toBe(404);
    expect(await (await fetchFile(served, "foo")).json()).toEqual({
      message: "foo is a directory, not a file",
      reason: "bad type",
    });
  });

  it.each([
    ["a.ipynb", "{}", "application/x-ipynb+json"],
    ["a.txt", "x", "text/plain; charset=utf-8"],
    ["a.html", "<b>", "text/html; charset=utf-8"],
    ["a.svg", "<svg/>", "image/svg+xml; charset=utf-8"],
    ["a.ts", "x", "text/x-typescript; charset=utf-8"],
    ["a.bin", "x", "application/octet-stream"],
    ["a.PNG", "x", "image/png"],
    ["LICENSE", "é", "text/plain; charset=utf-8"],
    ["unknown.foo", "\0", "application/octet-stream"],
    ["empty", "", "text/plain; charset=utf-8"],
  ])("%s says what it is", async (name, content, type) => {
    const served = await serve();
    await writeFile(join(served.folder, name), content);
    const response = await fetchFile(served, name);
    expect(response.headers.get("Content-Type")).toBe(type);
    expect(await response.text()).toBe(content);
  });

  it("know no types of objects' own names", () => {
    for (const name of ["a.constructor", "a.toString", "a.__proto__", "a"])
      expect(guessType(name)).toBeUndefined();
    expect(withCharset("application/json")).toBe("application/json");
    expect(sniffType(Buffer.from("é").subarray(0, 1))).toBe("text/plain");
    expect(sniffType(Buffer.from([0xff]))).toBe("application/octet-stream");
  });

  it("are saved by the browser where that is asked for", async () => {
    const served = await serve();
    await writeFile(join(served.folder, `ü "x" (1)'.txt`), "x");
    const disposition = async (query?: string) =>
      (await fetchFile(served, `ü "x" (1)'.txt`, query === undefined ? {} : { query })).headers.get(
        "Content-Disposition",
      );
    expect(await disposition()).toBeNull();
    expect(await disposition("download=0")).toBeNull();
    expect(await disposition("download=1")).toBe(
      "attachment; filename*=utf-8''%C3%BC%20%22x%22%20%281%29%27.txt",
    );
    expect(await disposition("download=True")).toMatch(/^attachment/);
  });

  it("are sent in parts", async () => {
    const served = await serve();
    await writeFile(join(served.folder, "a.txt"), "0123456789");
    const ask = async (range: string, headers = {}) => {
      const response = await fetchFile(served, "a.txt", { headers: { Range: range, ...headers } });
      return [response.status, response.headers.get("Content-Range"), await response.text()];
    };
    expect(await ask("bytes=2-4")).toEqual([206, "bytes 2-4/10", "234"]);
    expect(await ask("bytes=7-")).toEqual([206, "bytes 7-9/10", "789"]);
    expect(await ask("bytes=-2")).toEqual([206, "bytes 8-9/10", "89"]);
    expect(await ask("bytes=10-")).toEqual([416, "bytes */10", ""]);
    expect(await ask("lines=1-2")).toEqual([200, null, "0123456789"]);
    expect(await ask("bytes=0-1", { "If-Range": '"old"' })).toEqual([200, null, "0123456789"]);
  });

  it("are not sent again while they stay", async () => {
    const served = await serve();
    await writeFile(join(served.folder, "a.txt"), "x");
    const first = await fetchFile(served, "a.txt");
    const tag = first.headers.get("ETag")!;
    await first.text();
    const headers = { "If-None-Match": tag };
    expect((await fetchFile(served, "a.txt", { headers })).status).toBe(304);
    await writeFile(join(served.folder, "a.txt"), "xy");
    const changed = await fetchFile(served, "a.txt", { headers });
    expect(await changed.text()).toBe("xy");
  });

  it("answer HEAD with everything but the bytes", async () => {
    const served = await serve();
    await writeFile(join(served.folder, "a.txt"), "0123456789");
    const response = await fetchFile(served, "a.txt", { method: "HEAD" });
    expect(response.headers.get("Content-Length")).toBe("10");
    expect(await response.text()).toBe("");
  });

  it("are not folders", async () => {
    const served = await serve();
    await mkdir(join(served.folder, "a"));
    expect((await fetchFile(served, "")).status).toBe(400);
    expect((await fetchFile(served, "a")).status).toBe(400);
  });
});

describe("ranges", () => {
  it.each([
    ["bytes=0-0", 10, { start: 0, end: 0 }],
    ["bytes=5-100", 10, { start: 5, end: 9 }],
    ["bytes=-100", 10, { start: 0, end: 9 }],
    ["bytes=-0", 10, "beyond"],
    ["bytes=0-", 0, "beyond"],
    ["bytes=5-2", 10, undefined],
    ["bytes=0-1,3-4", 10, undefined],
    ["bytes=-", 10, undefined],
    [undefined, 10, undefined],
  ] as const)("%s of %d bytes", (header, size, range) => {
    expect(toRange(header, size)).toEqual(range);
  });
});
