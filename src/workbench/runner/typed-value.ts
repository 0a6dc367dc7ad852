/**
 * What a person wrote after `-p name=`, as a value of the declared TypeScript type: JSON where it is JSON of
 * that type, else the bare text where the type takes texts. Decides the types that can be read off their
 * text (primitives, literals, arrays and unions of them); all others are left to the compiler, which checks
 * the injected cell.
 */
import type { Json } from "../../base/mime.js";

/** A value as it came: text from the command line, or a JSON value from a file. */
export type GivenValue = { readonly text: string } | { readonly json: Json };

/** The value of the declared type (`sure` where its text decides it); undefined where nothing given fits. */
export function toTyped(
  given: GivenValue,
  type: string,
): { readonly value: Json; readonly sure: boolean } | undefined {
  const candidates = "json" in given ? [given.json] : readings(given.text);
  const verdicts = candidates.map((value) => fits(value, type));
  const sure = verdicts.indexOf("yes");
  const at = sure >= 0 ? sure : verdicts.indexOf("unknown");
  return at < 0 ? undefined : { value: candidates[at]!, sure: sure >= 0 };
}

/** What a text may mean without a declared type: JSON, else itself. */
export function toUntyped(given: GivenValue): Json {
  return "json" in given ? given.json : readings(given.text)[0]!;
}

function readings(text: string): Json[] {
  try {
    return [JSON.parse(text) as Json, text];
  } catch {
    return [text];
  }
}

type Verdict = "yes" | "no" | "unknown";

function fits(value: Json, type: string): Verdict {
  const verdicts = splitUnion(type).map((member) => fitsMember(value, member));
  if (verdicts.includes("yes")) return "yes";
  return verdicts.includes("unknown") ? "unknown" : "no";
}

function fitsMember(value: Json, member: string): Verdict {
  const verdict = (holds: boolean): Verdict => (holds ? "yes" : "no");
  switch (member) {
    case "number":
    case "string":
    case "boolean":
      return verdict(typeof value === member);
    case "null":
      return verdict(value === null);
    case "undefined":
      return "no";
    case "any":
    case "unknown":
      return "yes";
  }
  if (/^(-?[\d.]+(e[-+]?\d+)?|true|false)$/i.test(member))
    return verdict(value === JSON.parse(member));
  const quoted = /^(["'])((?:\\.|(?!\1).)*)\1$/.exec(member)?.[2];
  if (quoted !== undefined) return verdict(value === quoted.replace(/\\(.)/g, "$1"));
  const element =
    /^(?:readonly )?(.+)\[\]$/.exec(member)?.[1] ?? /^(?:Readonly)?Array<(.+)>$/.exec(member)?.[1];
  if (element !== undefined) {
    if (!Array.isArray(value)) return "no";
    const inner = element.startsWith("(") && element.endsWith(")") ? element.slice(1, -1) : element;
    const verdicts = value.map((item) => fits(item, inner));
    return verdicts.includes("no") ? "no" : verdicts.includes("unknown") ? "unknown" : "yes";
  }
  return "unknown";
}

/** The members of a union, split where no bracket and no quote is open. */
function splitUnion(type: string): string[] {
  const members: string[] = [];
  let depth = 0;
  let quote = "";
  let member = "";
  for (const character of type) {
    if (quote !== "") {
      if (character === quote) quote = "";
    } else if (`"'\``.includes(character)) quote = character;
    else if ("([{<".includes(character)) depth++;
    else if (")]}>".includes(character)) depth--;
    if (character === "|" && depth === 0 && quote === "") {
      members.push(member.trim());
      member = "";
    } else member += character;
  }
  return [...members, member.trim()].filter((text) => text !== "");
}
