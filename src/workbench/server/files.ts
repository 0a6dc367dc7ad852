/**
 * `/files/…`: the bytes of served files, for images in notebooks, downloads and links. In pieces and without
 * a copy in memory; ranges and validators for players and caches. A page among these files is a stranger's:
 * the safety headers (`security/headers.ts`) give it an origin of its own.
 */
import { Readable } from "node:stream";
import { Hono } from "hono";
import { pathAfter } from "./contents/address.js";
import type { Contents } from "./contents/contents.js";
import { guessType, sniffType, withCharset } from "./contents/media-type.js";
import { openFile } from "./contents/open-file.js";
import type { LabEnvironment } from "./environment.js";
import { toRange } from "./ranges.js";

/** The routes for `/files`. */
export function filesRoutes(contents: Contents): Hono<LabEnvironment> {
  const app = new Hono<LabEnvironment>();
  app.get("*", async (c) => {
    const place = await contents.locate(pathAfter("/files", c.req.url));
    const { handle, stats } = await openFile(place);
    let isSent = false;
    try {
      const tag = `"${stats.size.toString(16)}-${Math.round(stats.mtimeMs * 1000).toString(16)}"`;
      const headers = new Headers({
        "Accept-Ranges": "bytes",
        "Cache-Control": "private, no-cache",
        ETag: tag,
        "Last-Modified": stats.mtime.toUTCString(),
      });
      const download = c.req.query("download");
      if (download !== undefined && !/^(?:|0|false)$/i.test(download))
        headers.set("Content-Disposition", attachment(place.name));
      if (c.req.header("If-None-Match")?.includes(tag) === true)
        return new Response(null, { status: 304, headers });
      const beginning = Buffer.alloc(Math.min(stats.size, 4096));
      const known = guessType(place.name);
      if (known === undefined) await handle.read(beginning, 0, beginning.length, 0);
      headers.set("Content-Type", withCharset(known ?? sniffType(beginning)));
      const condition = c.req.header("If-Range");
      const isSame = condition === undefined || condition === tag;
      const range = isSame ? toRange(c.req.header("Range"), stats.size) : undefined;
      if (range === "beyond") {
        headers.set("Content-Range", `bytes */${stats.size}`);
        return new Response(null, { status: 416, headers });
      }
      const { start, end } = range ?? { start: 0, end: stats.size - 1 };
      headers.set("Content-Length", String(end - start + 1));
      if (range !== undefined) headers.set("Content-Range", `bytes ${start}-${end}/${stats.size}`);
      const status = range === undefined ? 200 : 206;
      if (c.req.method === "HEAD" || end < start) return new Response(null, { status, headers });
      // The stream closes the file, also when the client goes away.
      isSent = true;
      const stream = handle.createReadStream({ start, end, highWaterMark: 256 * 1024 });
      // Node's type of a web stream and the platform's differ in name only.
      return new Response(Readable.toWeb(stream) as unknown as ReadableStream, {
        status,
        headers,
      });
    } finally {
      if (!isSent) await handle.close();
    }
  });
  return app;
}

/** The header that makes a browser save under a name of any characters (RFC 6266). */
export function attachment(name: string): string {
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename*=utf-8''${encoded}`;
}
