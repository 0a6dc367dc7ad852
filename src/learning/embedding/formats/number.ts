/**
 * Numbers of text files, fast and exact: decimals from bytes (correctly rounded) and float32 to the shortest
 * decimals that are read back as the same float32. Some ten times the speed of going through strings.
 */

/** 10⁰ … 10²²: those that a float64 holds exactly. */
const powers = Float64Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** The number that bytes spell; NaN where they spell none. */
export function parseNumber(bytes: Buffer, from: number, to: number): number {
  let at = from;
  const isNegative = bytes[at] === 45;
  if (isNegative || bytes[at] === 43) at += 1;
  let digits = 0;
  let value = 0;
  let scale = 0;
  let isFraction = false;
  for (; at < to; at += 1) {
    const byte = bytes[at] as number;
    const digit = byte - 48;
    if (digit >= 0 && digit <= 9) {
      value = value * 10 + digit;
      digits += 1;
      if (isFraction) scale -= 1;
    } else if (byte === 46 && !isFraction) isFraction = true;
    else break;
  }
  if (at < to && digits > 0 && ((bytes[at] as number) | 32) === 101) {
    let sign = 1;
    at += 1;
    if (bytes[at] === 45) sign = -1;
    if (bytes[at] === 45 || bytes[at] === 43) at += 1;
    let exponent = 0;
    const first = at;
    for (; at < to && (bytes[at] as number) >= 48 && (bytes[at] as number) <= 57; at += 1)
      exponent = exponent * 10 + (bytes[at] as number) - 48;
    if (at === first) return NaN;
    scale += sign * exponent;
  }
  if (at < to || digits === 0) return NaN;
  // Up to 15 digits and 10^22 the one division or multiplication rounds correctly (Clinger 1990).
  if (digits > 15 || scale < -22 || scale > 22) return slowNumber(bytes, from, to);
  if (scale < 0) value /= powers[-scale] as number;
  else value *= powers[scale] as number;
  return isNegative ? -value : value;
}

function slowNumber(bytes: Buffer, from: number, to: number): number {
  const text = bytes.toString("latin1", from, to);
  return decimal.test(text) ? Number(text) : NaN;
}

/** The longest that `writeNumber` writes. */
export const longestNumber = 24;

/** Writes a float32 as decimals; returns where they end. */
export function writeNumber(bytes: Buffer, at: number, value: number): number {
  if (value < 0 || Object.is(value, -0)) {
    bytes[at] = 45;
    at += 1;
    value = -value;
  }
  if (value === 0) {
    bytes[at] = 48;
    return at + 1;
  }
  if (!(value >= 1e-9 && value < 1e9)) return at + bytes.write(shortest(value), at, "latin1");
  let exponent = 0; // of the first digit
  if (value >= 1) while (value >= (powers[exponent + 1] as number)) exponent += 1;
  else
    do exponent -= 1;
    while (value * (powers[-exponent] as number) < 1);
  for (let scale = 6 - exponent; ; scale += 1) {
    const power = powers[Math.abs(scale)] as number;
    const whole = Math.round(scale < 0 ? value / power : value * power);
    const back = scale < 0 ? whole * power : whole / power;
    if (Math.fround(back) === value || scale === 8 - exponent)
      return writeDecimals(bytes, at, whole, scale);
  }
}

function shortest(value: number): string {
  for (let digits = 1; digits < 9; digits += 1) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return String(Number(text));
  }
  return String(Number(value.toPrecision(9)));
}

/** Writes whole · 10^−scale. */
function writeDecimals(bytes: Buffer, at: number, whole: number, scale: number): number {
  while (scale > 0 && whole % 10 === 0) {
    whole /= 10;
    scale -= 1;
  }
  for (; scale < 0; scale += 1) whole *= 10;
  let length = 1;
  while (whole >= (powers[length] as number)) length += 1;
  // At least one digit before the point.
  const width = Math.max(length, scale + 1) + (scale > 0 ? 1 : 0);
  const point = scale > 0 ? at + width - 1 - scale : -1;
  for (let to = at + width - 1; to >= at; to -= 1) {
    if (to === point) bytes[to] = 46;
    else {
      const rest = Math.floor(whole / 10);
      bytes[to] = 48 + (whole - rest * 10);
      whole = rest;
    }
  }
  return at + width;
}
