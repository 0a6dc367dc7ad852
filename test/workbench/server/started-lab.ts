/** A lab on a folder of its own for tests, and requests that say exactly what a test wants them to say. */
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startLab, type LabOptions, type LabServer } from "../../../src/workbench/server/server.js";

export const token = "test-token-of-this-lab";

export interface TestLab {
  readonly lab: LabServer;
  readonly root: string;
  readonly dataFolder: string;
  /** What the server wrote to its log. */
  readonly log: readonly string[];
  end(): Promise<void>;
}

/** Starts a lab on an empty folder, on any port, without a warm kernel. */
export async function startTestLab(options: Partial<LabOptions> = {}): Promise<TestLab> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "tidebook-lab-")));
  const { mkdir } = await import("node:fs/promises");
  const root = join(folder, "root");
  const dataFolder = join(folder, "data");
  await mkdir(root);
  const log: string[] = [];
  const lab = await startLab({
    root,
    dataFolder,
    port: 0,
    token,
    kernelOptions: { warm: false },
    log: (line) => log.push(line),
    ...options,
  });
  const end = async () => {
    await lab.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { lab, root, dataFolder, log, end };
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body as JSON. */
  json<T = Record<string, unknown>>(): T;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** A request with these headers and no others; the path goes out as it is written. */
export function ask(port: number, path: string, { method = "GET", headers = {}, body }: Ask = {}) {
  return new Promise<Answer>((resolve, reject) => {
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const request = httpRequest(
      { host: "127.0.0.1", port, path, method, agent: false, headers: { ...length, ...headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString();
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text,
            json: <T>() => JSON.parse(text) as T,
          });
        });
      },
    );
    request.on("error", reject);
    request.end(body);
  });
}

/** A request with the token in its header. */
export const askWithToken = (port: number, path: string, options: Ask = {}) =>
  ask(port, path, { ...options, headers: { authorization: `token ${token}`, ...options.headers } });

/** What comes back on a bare connection after these bytes, until the server closes it. */
export function talk(port: number, ...pieces: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port });
    let heard = "";
    socket.on("data", (chunk) => (heard += chunk.toString()));
    socket.on("close", () => resolve(heard));
    socket.on("error", (error: NodeJS.ErrnoException) => {
      if (!["ECONNRESET", "EPIPE"].includes(error.code ?? "")) reject(error);
    });
    for (const piece of pieces) socket.write(piece);
  });
}

/** A header `Cookie` of what an answer has set. */
export const cookiesOf = (answer: Answer): string =>
  (answer.headers["set-cookie"] ?? []).map((line) => line.split(";")[0]).join("; ");

/** The value of one cookie in such a header. */
export const cookieOf = (cookies: string, name: string): string | undefined =>
  cookies
    .split("; ")
    .find((each) => each.startsWith(`${name}=`))
    ?.slice(name.length + 1);
