/**
 * One HTTP request, and what its failure means: whether another try can help, and what a person can do.
 * Redirects are followed. A connection that says nothing for a minute counts as cut. Left out: proxies, which
 * newer versions of Node take from the environment themselves (NODE_USE_ENV_PROXY=1).
 */
import { InputError } from "../../../base/check.js";

/** A failure after which the same request may succeed. */
export class PassingError extends Error {
  override name = "PassingError";
  /** How long the server asks to wait, if it does. */
  readonly retryAfterMs: number | undefined;
  constructor(message: string, retryAfterMs?: number, options?: ErrorOptions) {
    super(message, options);
    this.retryAfterMs = retryAfterMs;
  }
}

/** What to ask for. */
export interface RequestOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Longest silence; a minute if not given. */
  readonly silenceMs?: number;
}

/** An answer whose body is still to come. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The body, piece by piece; fails with a PassingError where the connection is cut. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Lets go of a body that nobody reads. */
  drop(): void;
}

/** Statuses that pass: too many requests, and the server's own troubles. */
const passing = [408, 425, 429, 500, 502, 503, 504];

/**
 * Sends a GET request.
 *
 * @returns an answer of status 200, 206 or 416
 * @throws PassingError where another try may help, InputError where it cannot (404 …), the signal's reason.
 */
export async function get(url: string, options: RequestOptions = {}): Promise<Answer> {
  const { headers = {}, signal, silenceMs = 60_000 } = options;
  const silence = new AbortController();
  const either = signal === undefined ? silence.signal : AbortSignal.any([signal, silence.signal]);
  let timer: NodeJS.Timeout | undefined;
  const heard = (): void => {
    clearTimeout(timer);
    const reason = new Error(`nothing came for ${Math.round(silenceMs / 1000)} s`);
    timer = setTimeout(() => silence.abort(reason), silenceMs);
  };
  const failed = (error: unknown): unknown => {
    clearTimeout(timer);
    if (signal?.aborted === true) return signal.reason;
    return new PassingError(reasonOf(error), undefined, { cause: error });
  };
  heard();
  let response: Response;
  try {
    // The bytes as they lie on the server: a checksum and a range mean nothing else.
    const all = { "user-agent": "tidebook (notebooks)", "accept-encoding": "identity", ...headers };
    response = await fetch(url, { headers: all, signal: either });
  } catch (error) {
    throw failed(error);
  }
  const { status } = response;
  if (![200, 206, 416].includes(status)) {
    clearTimeout(timer);
    await response.body?.cancel().catch(() => undefined);
    const said = `HTTP ${status} ${response.statusText}`.trim();
    if (passing.includes(status)) throw new PassingError(said, retryAfter(response.headers));
    const remedy = status === 404 ? "the server has no such file" : "the server refuses it";
    throw new InputError(`cannot download ${url}: ${said}; expected HTTP 200; ${remedy}`);
  }
  return {
    status,
    headers: response.headers,
    body: (async function* () {
      try {
        for await (const chunk of response.body ?? []) {
          heard();
          yield chunk as Uint8Array;
          heard();
        }
      } catch (error) {
        throw failed(error);
      } finally {
        clearTimeout(timer);
      }
    })(),
    drop: () => {
      clearTimeout(timer);
      silence.abort(new Error("not wanted"));
    },
  };
}

/** What went wrong below `fetch failed`. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error & { cause?: unknown };
  const { code, message: below } = (cause ?? {}) as NodeJS.ErrnoException;
  const words: Readonly<Record<string, string>> = {
    ENOTFOUND: "the server's name is unknown: is there a network?",
    EAI_AGAIN: "the server's name cannot be looked up: is there a network?",
    ECONNREFUSED: "the server refuses the connection",
    ECONNRESET: "the connection was cut",
    UND_ERR_SOCKET: "the connection was cut",
    UND_ERR_CONNECT_TIMEOUT: "the server does not answer",
  };
  return words[code ?? ""] ?? below ?? message;
}

function retryAfter(headers: Headers): number | undefined {
  const seconds = Number(headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) ? Math.min(120, Math.max(0, seconds)) * 1000 : undefined;
}
