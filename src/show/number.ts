/**
 * Numbers as a reader wants them: whole numbers whole, others with a fixed number of decimals, and the
 * very small and very large as powers of ten, so that 2e-9 never reads as 0.000.
 */
import { check } from "../base/check.js";

/**
 * A number as text.
 *
 * @param value any number
 * @param digits decimals, from 0 to 20
 * @throws InputError for other digits.
 * @example
 * formatNumber(0.12345); // "0.123"
 * formatNumber(20000); // "20,000"
 * formatNumber(2.3e-12); // "2.30e-12"
 */
export function formatNumber(value: number, digits = 3): string {
  checkDigits(digits);
  return Number.isInteger(value) && Math.abs(value) < 1e15
    ? grouped(value)
    : formatDecimal(value, digits);
}

/**
 * The same with the decimals kept on whole numbers, for a column in which others have them.
 *
 * @throws InputError for digits that are no whole number from 0 to 20.
 */
export function formatDecimal(value: number, digits: number): string {
  checkDigits(digits);
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "-∞";
  const size = Math.abs(value);
  const rounded = value.toFixed(digits);
  if (size >= 1e9 || (size > 0 && Number(rounded) === 0)) return value.toExponential(2);
  return size === 0 ? (0).toFixed(digits) : rounded;
}

function checkDigits(digits: number): void {
  const usable = Number.isInteger(digits) && digits >= 0 && digits <= 20;
  check(usable, "digits", digits, "a whole number from 0 to 20");
}

/** A whole number with commas between thousands from 10,000 on: years stay as they are. */
function grouped(value: number): string {
  const text = String(Math.abs(value));
  const sign = value < 0 ? "-" : "";
  return sign + (text.length < 5 ? text : text.replace(/\B(?=(\d{3})+$)/g, ","));
}
