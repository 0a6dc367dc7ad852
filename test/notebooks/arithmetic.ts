/**
 * Arithmetic in TeX: `(4-1)/(4+1) = 0.6`, `\log_2 6 \approx 2.585`. Where both sides of an equality are
 * numbers and nothing else, it is computed. Reads + − · × / and juxtaposition, parentheses and `\big`,
 * fractions, powers, roots, ln, log, exp and the sigmoid; whatever it cannot read it leaves alone.
 */

export interface CheckedArithmetic {
  /** The sides of the formula's relations, those of equalities that hold left out. */
  readonly rest: readonly string[];
  /** The equalities that do not hold. */
  readonly wrong: readonly string[];
}

const relation =
  /(=|\\approx|\\Longrightarrow|\\Rightarrow|\\quad|\\qquad|\\\\|&|[,;:]\s|[<>]|\\leq?|\\geq?)/;

/** Computes every equality of numbers in a formula. */
export function checkedArithmetic(tex: string): CheckedArithmetic {
  const parts = tex.split(relation);
  const holds = new Set<number>();
  const wrong: string[] = [];
  for (let i = 1; i + 1 < parts.length; i += 2) {
    if (parts[i] !== "=" && parts[i] !== "\\approx") continue;
    const [left, right] = [parts[i - 1] ?? "", parts[i + 1] ?? ""];
    const [a, b] = [valueOf(left), valueOf(right)];
    if (a === undefined || b === undefined) continue;
    const slack = Math.max(slackOf(left), slackOf(right), 1e-9 * Math.abs(a));
    if (Math.abs(a - b) <= slack) holds.add(i - 1).add(i + 1);
    else wrong.push(`${left.trim()} ${parts[i]} ${right.trim()}`);
  }
  return { rest: parts.filter((_, i) => i % 2 === 0 && !holds.has(i)), wrong };
}

/** Whether a side holds a letter that stands for something; words and the names of functions do not. */
export function hasSymbol(side: string): boolean {
  const bare = side
    .replace(/\\(?:text|mathrm|operatorname)\{[^}]*\}/g, "")
    .replace(/\\(?:[tdc]?frac|[cd]dot|times|sqrt|ln|log|exp|[bB]igg?|left|right)(?![a-z])/g, "");
  return /[a-z]/i.test(bare);
}

/** Half a unit of the last place of a side that is one decimal; of others nothing. */
function slackOf(side: string): number {
  const decimal = /^[\s.]*[-−]?\d+\.(\d+)[\s.]*$/.exec(side)?.[1];
  return decimal === undefined ? 0 : 0.5 * 10 ** -decimal.length * (1 + 1e-9);
}

/** The value of TeX that holds numbers only, or `undefined`. */
export function valueOf(tex: string): number | undefined {
  const tokens = tex
    .replace(/\\(?:big|Big|bigg|left|right)(?![a-z])/g, "")
    .replace(/\\[,;!: ]|~/g, " ")
    .replace(/\\[td]?frac\s*(\d)\s*(\d)/g, "\\frac{$1}{$2}")
    .replace(/[[{]/g, "(")
    .replace(/[\]}]/g, ")")
    .replace(/[.\s]+$/, "")
    .match(/\d+(?:\.\d+)?|\\[a-zA-Z]+|\S/g);
  if (tokens === null || !tokens.some((token) => /\d/.test(token))) return undefined;
  let at = 0;
  const peek = () => tokens[at] ?? "";
  const take = () => tokens[at++] ?? "";
  const fail = (): never => {
    throw new Unreadable();
  };
  const group = (): number => {
    if (take() !== "(") return fail();
    const value = sum();
    return take() === ")" ? value : fail();
  };
  const named: Record<string, () => number> = {
    "\\frac": () => group() / group(),
    "\\tfrac": () => group() / group(),
    "\\dfrac": () => group() / group(),
    "\\sqrt": () => Math.sqrt(peek() === "(" ? group() : Number(take())),
    "\\ln": () => Math.log(power()),
    "\\exp": () => Math.exp(group()),
    "\\sigma": () => 1 / (1 + Math.exp(-group())),
    "\\tanh": () => Math.tanh(group()),
    "\\log": () => {
      if (peek() !== "_") return Math.log(power());
      take();
      const base = peek() === "(" ? group() : Number(take());
      return Math.log(power()) / Math.log(base);
    },
  };
  const atom = (): number => {
    const token = peek();
    if (token === "(") return group();
    take();
    if (/^\d/.test(token)) return Number(token);
    return named[token]?.() ?? fail();
  };
  const power = (): number => {
    const base = atom();
    if (peek() !== "^") return base;
    take();
    return base ** (peek() === "(" ? group() : Number(take()));
  };
  const product = (): number => {
    let value = power();
    for (;;) {
      if (peek() === "\\cdot" || peek() === "\\times") {
        take();
        value *= power();
      } else if (peek() === "/") {
        take();
        value /= power();
      } else if (/^(?:\d|\(|\\[a-z])/.test(peek())) value *= power();
      else return value;
    }
  };
  const signed = (): number => {
    if (!/^[-−+]$/.test(peek())) return product();
    return take() === "+" ? product() : -product();
  };
  const sum = (): number => {
    let value = signed();
    while (/^[-−+]$/.test(peek())) value += signed();
    return value;
  };
  try {
    const value = sum();
    return at === tokens.length && Number.isFinite(value) ? value : undefined;
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

class Unreadable extends Error {}
