/**
 * Flow charts with loops, turned for the drawer: it breaks a loop wherever it likes, and then the first node may stand
 * in the middle of the picture. An edge that leads back is written from its head, `head <--- tail`: the same picture,
 * read from the first node on. `show` and the report draw with it; other front ends get the source as it was written.
 * Sources with more than nodes, `-->` and labels (sub-charts, chains, other arrows) stay as they are.
 */

const otherArrow = /--|==|-\.|~~~| & /;

interface Edge {
  readonly tail: string;
  readonly head: string;
  /** The same edge, written from its head. */
  readonly turned: string;
}

/**
 * The source of a flow chart with the edges that lead back turned round.
 *
 * @param source Mermaid of any kind
 * @returns it, changed only where a simple flow chart has loops
 * @example
 * firstNodeFirst("graph TD\n  A --> B\n  B --> A"); // "graph TD\n  A --> B\n  A <--- B"
 */
export function firstNodeFirst(source: string): string {
  const lines = source.split("\n");
  const header = lines.findIndex(isStatement);
  if (!/^\s*(graph|flowchart)\s/.test(lines[header] ?? "")) return source;
  const ids = new Set<string>();
  const edges = new Map<number, Edge>();
  for (const [line, text] of lines.entries()) {
    if (line <= header || !isStatement(text)) continue;
    const edge = readEdge(text);
    if (edge !== undefined) {
      ids.add(edge.tail).add(edge.head);
      edges.set(line, edge);
    } else if (otherArrow.test(text)) {
      return source;
    } else {
      ids.add(/\w+/.exec(text)?.[0] ?? "");
    }
  }
  const back = edgesBack(ids, [...edges.values()]);
  return lines
    .map((text, line) => {
      const edge = edges.get(line);
      return edge !== undefined && back.has(edge) ? edge.turned : text;
    })
    .join("\n");
}

/** Neither empty nor a comment. */
function isStatement(text: string): boolean {
  const bare = text.trim();
  return bare !== "" && !bare.startsWith("%%");
}

/** `tail -->|label| head`, each node with or without its shape; nothing where the line holds anything else. */
function readEdge(text: string): Edge | undefined {
  const at = text.indexOf("-->");
  if (at < 0) return undefined;
  const rest = text.slice(at + 3).trim();
  const label = /^\|[^|]*\|/.exec(rest)?.[0] ?? "";
  const [from, to] = [text.slice(0, at).trim(), rest.slice(label.length).trim()];
  const [tail, head] = [/^\w+/.exec(from)?.[0], /^\w+/.exec(to)?.[0]];
  const plain = !otherArrow.test(from) && !otherArrow.test(to);
  if (tail === undefined || head === undefined || !plain) return undefined;
  const indent = text.slice(0, text.length - text.trimStart().length);
  return { tail, head, turned: `${indent}${to} <---${label} ${from}` };
}

/** The edges that lead to a node from which one has come, in a walk through all from the first node on. */
function edgesBack(ids: Iterable<string>, edges: readonly Edge[]): ReadonlySet<Edge> {
  const back = new Set<Edge>();
  const done = new Set<string>();
  const onTheWay = new Set<string>();
  const visit = (id: string): void => {
    onTheWay.add(id);
    for (const edge of edges) {
      if (edge.tail !== id || edge.head === id) continue; // a loop of one node turns into itself
      if (onTheWay.has(edge.head)) back.add(edge);
      else if (!done.has(edge.head)) visit(edge.head);
    }
    onTheWay.delete(id);
    done.add(id);
  };
  for (const id of ids) if (!done.has(id)) visit(id);
  return back;
}
