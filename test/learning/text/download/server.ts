/**
 * An HTTP server on this machine that behaves as badly as a test wants: cuts connections after so many bytes,
 * ignores ranges, changes the file between two requests, answers with any status. Notes what it was asked.
 */
import { createHash } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";

/** A file as the server gives it; may be exchanged between requests. */
export interface ServedFile {
  data: Buffer;
  etag?: string;
  lastModified?: string;
  /** Bytes of a body after which the connection is cut, one entry a request; whole bodies afterwards. */
  cuts?: number[];
  /** Statuses to answer with first, one entry a request. */
  statuses?: number[];
  /** Whether ranges are answered by the whole file. */
  ignoresRanges?: boolean;
  /** Whether the size is left out (chunked). */
  hidesSize?: boolean;
  /** Where it leads instead. */
  redirect?: string;
  /** Whether the body stops without an end, connection open. */
  stallsAfter?: number[];
}

export interface LocalServer {
  readonly url: string;
  readonly files: Map<string, ServedFile>;
  /** Paths and ranges that were asked for, in order. */
  readonly asked: { readonly path: string; readonly range: string | undefined }[];
  close(): Promise<void>;
}

export async function localServer(): Promise<LocalServer> {
  const files = new Map<string, ServedFile>();
  const asked: LocalServer["asked"] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    asked.push({ path, range: request.headers.range });
    const file = files.get(path);
    if (file === undefined) return void response.writeHead(404).end("no");
    answer(file, request.headers, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    files,
    asked,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function answer(file: ServedFile, headers: IncomingHttpHeaders, response: ServerResponse): void {
  const status = file.statuses?.shift();
  if (status !== undefined)
    return void response.writeHead(status, { "retry-after": "0" }).end("not now");
  if (file.redirect !== undefined)
    return void response.writeHead(302, { location: file.redirect }).end();
  const { data, etag, lastModified } = file;
  const guard = headers["if-range"];
  const matches = guard === undefined || guard === etag || guard === lastModified;
  const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? "")?.[1] ?? Number.NaN);
  const isPart = !Number.isNaN(from) && matches && file.ignoresRanges !== true;
  const more = {
    ...(etag !== undefined && { etag }),
    ...(lastModified !== undefined && { "last-modified": lastModified }),
  };
  if (isPart && from >= data.length)
    return void response.writeHead(416, { "content-range": `bytes */${data.length}` }).end();
  const body = isPart ? data.subarray(from) : data;
  const range = `bytes ${from}-${data.length - 1}/${data.length}`;
  response.writeHead(isPart ? 206 : 200, {
    ...more,
    ...(isPart && { "content-range": range }),
    ...(file.hidesSize !== true && { "content-length": body.length }),
  });
  const stall = file.stallsAfter?.shift();
  if (stall !== undefined) return void response.write(body.subarray(0, stall));
  const cut = file.cuts?.shift();
  if (cut === undefined) return void response.end(body);
  response.write(body.subarray(0, cut), () => setTimeout(() => response.destroy(), 20));
}

export function sha1(data: Uint8Array): string {
  return createHash("sha1").update(data).digest("hex");
}
