/**
 * What the compiler knows about the name at the cursor: its declaration, and its documentation as
 * Markdown. A cursor right behind a name, or between the parentheses of a call, asks about that name.
 */
import type { Inspection } from "./contract.js";
import { parse } from "./source.js";
import { internals, ts } from "./typescript.js";

export function inspectAt(
  source: string,
  offset: number,
  ask: (position: number) => ts.QuickInfo | undefined,
): Inspection | undefined {
  const callee = calleeAround(source, offset);
  for (const position of [offset, offset - 1, callee]) {
    if (position === undefined || position < 0 || position > source.length) continue;
    const info = ask(position);
    const signature = ts.displayPartsToString(info?.displayParts);
    // A name that means nothing reads as `any`.
    if (info === undefined || signature === "any") continue;
    return {
      start: info.textSpan.start,
      end: info.textSpan.start + info.textSpan.length,
      signature,
      documentation: documentationOf(info),
    };
  }
  return undefined;
}

/** Where the name stands whose call surrounds the position. */
function calleeAround(source: string, offset: number): number | undefined {
  const file = parse(source);
  for (
    let node = internals.findPrecedingToken(offset, file);
    node !== undefined;
    node = node.parent as ts.Node | undefined
  ) {
    if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && offset > node.expression.end) {
      return node.expression.end - 1;
    }
    if (ts.isFunctionLike(node)) return undefined;
  }
  return undefined;
}

function documentationOf({ documentation, tags = [] }: ts.QuickInfo): string {
  const paragraphs = [ts.displayPartsToString(documentation), ...tags.map(tagText)];
  return paragraphs
    .filter((paragraph) => paragraph.trim() !== "")
    .join("\n\n")
    .replace(
      /\{@link(?:code|plain)?\s+([^\s|}]+)\s*\|?\s*([^}]*)\}/g,
      (_link, target: string, text: string) => text || `\`${target}\``,
    );
}

function tagText({ name, text }: ts.JSDocTagInfo): string {
  const content = ts.displayPartsToString(text);
  if (name === "example" && !content.includes("```"))
    return `*@example*\n\n\`\`\`ts\n${content}\n\`\`\``;
  const [, subject = "", rest = ""] = /^(\S+)\s*-?\s*([^]*)$/.exec(content) ?? [];
  if (["param", "template", "property"].includes(name))
    return `*@${name}* \`${subject}\`${rest === "" ? "" : ` — ${rest}`}`;
  return content === "" ? `*@${name}*` : `*@${name}* — ${content}`;
}
