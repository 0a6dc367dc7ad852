/**
 * Messages of the library in the words of the command line: who typed `--min-count` reads "lower --min-count", not
 * "lower minCount". Each command says which of its options is which of the library's. Left out: everything that
 * is quoted (what was received, files, words); only names of options change.
 */
import { InputError } from "../base/check.js";
import { CliError } from "./error.js";

/** The library's name of an option → as it is typed. */
export type OptionNames = Readonly<Record<string, `--${string}`>>;

/** Quoted text, which stays as it is. */
const quoted = /("(?:[^"\\]|\\.)*"?)/u;

/**
 * A message with the typed names: of what it is about (before the first colon), and in its remedy (after the last
 * semicolon, or in brackets), where other words that are spelled alike would make no sense.
 *
 * @example
 * inTypedNames("0 of 9 words kept; lower minCount (now 5)", { minCount: "--min-count" });
 * // "0 of 9 words kept; lower --min-count (now 5)"
 */
export function inTypedNames(message: string, names: OptionNames): string {
  const known = Object.keys(names).join("|");
  const typed = (name: string): string => names[name] ?? name;
  const about = message.replace(new RegExp(`^(?:${known})(?=: )`, "u"), typed);
  const remedyAt = about.lastIndexOf("; ");
  if (remedyAt < 0) return about;
  const word = new RegExp(`(?<![\\w-])(${known})(?![\\w-])(: (?=[\\d"]))?`, "gu");
  const toTyped = (_: string, name: string, value?: string): string =>
    typed(name) + (value === undefined ? "" : " ");
  const remedy = about
    .slice(remedyAt)
    .split(quoted)
    .map((part, place) => (place % 2 === 1 ? part : part.replace(word, toTyped)))
    .join("");
  return about.slice(0, remedyAt) + remedy;
}

/** An action whose complaints about arguments use the typed names. */
export function withTypedNames<Arguments extends readonly unknown[]>(
  names: OptionNames,
  action: (...given: Arguments) => Promise<void>,
): (...given: Arguments) => Promise<void> {
  return async (...given) => {
    try {
      await action(...given);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      throw new CliError(inTypedNames(error.message, names), 2, { cause: error.cause });
    }
  };
}
