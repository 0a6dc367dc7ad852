/** Numbers among the words of a command line, each with a message of its own when it is none. */
import { complaint } from "../base/check.js";
import { CliError } from "./error.js";

/** A positive whole number. */
export function toCount(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new CliError(complaint(option, text, "a whole number from 1"), 2);
  return value;
}

/** A finite number ≥ 0. */
export function toNumber(option: string, text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || value < 0)
    throw new CliError(complaint(option, text, "a number from 0"), 2);
  return value;
}

/** A finite number above 0. */
export function toPositive(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0)
    throw new CliError(complaint(option, text, "a number above 0"), 2);
  return value;
}
