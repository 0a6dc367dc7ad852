/**
 * Argument checks at the public door. Every message has one form (CONTRIBUTING, "Errors"):
 * `<what>: <received>; expected <rule>[; <remedy>]`, lower-case, without a final period.
 */

/** A caller's argument is not usable. The message says what was received and what is expected. */
export class InputError extends Error {
  override name = "InputError";
}

/** The received value as a message quotes it: strings in double quotes, cut at 80 characters. */
export function quote(received: unknown): string {
  let text: string;
  try {
    text =
      typeof received === "string" || (typeof received === "object" && received !== null)
        ? JSON.stringify(received)
        : String(received);
  } catch {
    text = Object.prototype.toString.call(received);
  }
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}

/** The message of an unusable value. */
export function complaint(what: string, received: unknown, rule: string, remedy?: string): string {
  return `${what}: ${quote(received)}; expected ${rule}${remedy === undefined ? "" : `; ${remedy}`}`;
}

/** Throws an InputError unless `holds`. */
export function check(
  holds: boolean,
  what: string,
  received: unknown,
  rule: string,
  remedy?: string,
): asserts holds {
  if (!holds) throw new InputError(complaint(what, received, rule, remedy));
}
