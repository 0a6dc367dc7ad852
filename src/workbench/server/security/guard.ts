/**
 * Whether a request is let in: its host, its origin, its proof (token, or the cookie of an earlier visit), and
 * for writes that it was not forged. One judge for requests and for WebSocket upgrades. It knows only what a
 * request says; answers, cookies to set and pages to log in are `application.ts` and `login.ts`.
 */
import type { IncomingHttpHeaders } from "node:http";
import { quote } from "../../../base/check.js";
import type { Proof } from "../environment.js";
import { HttpError } from "../http-error.js";
import { Attempts } from "./attempts.js";
import type { VisitCookie } from "./cookie.js";
import { isOurHost, isOurOrigin } from "./host.js";
import { isSameSecret, tokenOf } from "./token.js";
import { isRead, isWanted } from "./xsrf.js";

/** What a request says of itself. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
}

/** What the judge knows. */
export interface GuardOptions {
  readonly host: string;
  readonly allowedHosts: readonly string[];
  /** Empty: none is asked for. */
  readonly token: string;
  readonly visits: VisitCookie;
  /** The port that is listened on, once it is. */
  readonly port: () => number;
  readonly attempts?: Attempts;
}

export class Guard {
  readonly #options: GuardOptions;
  readonly #attempts: Attempts;

  constructor(options: GuardOptions) {
    this.#options = options;
    this.#attempts = options.attempts ?? new Attempts();
  }

  /**
   * How a request proved itself; undefined where it did not and the address is open to all.
   *
   * @throws HttpError 403 for a foreign host or origin, no proof, a forged write; 429 for too many guesses
   */
  async admit(asked: Asked): Promise<Proof | undefined> {
    this.#checkPlace(asked);
    const proof = await this.#prove(asked);
    if (proof === undefined && !isOpen(asked.path)) throw unproven();
    if (proof !== "token" && !isRead(asked.method) && !isLogin(asked.path)) checkWanted(asked);
    return proof;
  }

  /** Whether a token that a person typed is the right one. */
  async isToken(given: string): Promise<boolean> {
    const answer = await this.#attempts.check(() => isSameSecret(given, this.#options.token));
    if (answer !== "too many") return answer;
    throw new HttpError(
      429,
      "token: too many wrong ones; expected the right one; wait a minute",
      "Too Many Requests",
    );
  }

  #checkPlace({ headers, method }: Asked): void {
    const { host, allowedHosts } = this.#options;
    if (!isOurHost(headers.host, host, allowedHosts))
      throw new HttpError(
        403,
        `host: ${quote(headers.host ?? "")}; expected a name of this lab; allow it with --allow-host`,
        "Forbidden",
      );
    if (!isOurOrigin(headers.origin, headers.host))
      throw new HttpError(
        403,
        `origin: ${quote(headers.origin)}; expected the page of this lab`,
        "Forbidden",
      );
    // Browsers say so for what carries no origin: pictures, scripts and frames of a page of another site.
    const site = headers["sec-fetch-site"];
    const isForeign = site === "cross-site" || site === "same-site";
    const isVisit = isRead(method) && headers["sec-fetch-mode"] === "navigate";
    if (isForeign && !(isVisit && headers["sec-fetch-dest"] === "document"))
      throw new HttpError(
        403,
        `request from another site: sec-fetch-site ${quote(site)}; expected the page of this lab`,
        "Forbidden",
      );
  }

  async #prove({ headers, query }: Asked): Promise<Proof | undefined> {
    const { token, visits, port } = this.#options;
    if (token === "") return "open";
    const given = tokenOf(headers.authorization, query);
    // A page that was opened with an old address still has its cookie.
    const { isKnown } = visits.read(headers.cookie, port());
    if (given !== undefined && isKnown && !isSameSecret(given, token)) return "cookie";
    if (given !== undefined && (await this.isToken(given))) return "token";
    return isKnown ? "cookie" : undefined;
  }
}

function unproven(): HttpError {
  const rule = "expected the token of the address that the lab has printed";
  const error = new HttpError(403, `token: none, or a wrong one; ${rule}`, "Forbidden");
  error.isUnproven = true;
  return error;
}

/** What is answered without proof: the way in, our program, and that there is a server. */
const isOpen = (path: string) =>
  ["/login", "/logout", "/api", "/favicon.ico"].includes(path) || path.startsWith("/static/");

const isLogin = (path: string) => path === "/login";

function checkWanted({ headers, query }: Asked): void {
  if (isWanted(headers, query)) return;
  throw new HttpError(
    403,
    `'_xsrf' argument missing or wrong: ${quote(headers["x-xsrftoken"] ?? query.get("_xsrf") ?? "")}; expected the cookie _xsrf in the header X-XSRFToken`,
    "Forbidden",
  );
}
