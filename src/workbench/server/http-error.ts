/**
 * What a route throws to answer with an error, and how any error becomes an answer: JSON in the form of
 * Jupyter Server (`message` for a person, `reason` for a program, or null). An error that no route meant to
 * send is a 500 that says nothing of the inside. Every area of the server uses it; the log gets the cause.
 */

/** An answer that is no success. The message follows the form of all errors (CONTRIBUTING, "Errors"). */
export class HttpError extends Error {
  override name = "HttpError";
  /** Set where the request lacked the token: a browser is asked for it. */
  isUnproven = false;
  constructor(
    readonly status: number,
    message: string,
    /** A word or short phrase that clients may compare; null where there is none. */
    readonly reason: string | null = null,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The answer for whatever was thrown. */
export function errorResponse(error: unknown): Response {
  const known = error instanceof HttpError;
  return Response.json(
    known
      ? { message: error.message, reason: error.reason }
      : { message: "the server failed on this request; its log says why", reason: null },
    { status: known ? error.status : 500 },
  );
}
