/**
 * Flow charts with loops, turned for the drawer: it breaks a loop wherever it likes, and then the first node may stand
 * in the middle of the picture. An edge that leads back is written from its head, `head <--- tail`: the same picture,
 * read from the first node on. Only the drawing sees this; other front ends get the source as it was written.
 * Sources with more than nodes, `-->` and labels (sub-charts, chains, other arrows) stay as they are.
 */

/** `tail -->|label| head`, each node with or without its shape. */
const edgeLine = /^(\s*)(\w+)(.*?)\s*-->(\|[^|]*\|)?\s*(\w+)(.*)$/;
const anyArrow = /--|==|-\.|~~~| & /;

interface Edge {
  readonly line: number;
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
  if (!/^\s*(graph|flowchart)\s/.test(lines[0] ?? "")) return source;
  const ids = new Set<string>();
  const edges: Edge[] = [];
  for (const [line, text] of lines.entries()) {
    if (line === 0 || text.trim() === "" || text.trim().startsWith("%%")) continue;
    const parts = edgeLine.exec(text);
    const [, indent = "", tail = "", shape = "", label = "", head = "", other = ""] = parts ?? [];
    if (anyArrow.test(parts === null ? text : shape + other)) return source;
    if (parts === null) {
      ids.add(/\w+/.exec(text)?.[0] ?? "");
      continue;
    }
    ids.add(tail).add(head);
    const turned = `${indent}${head}${other} <---${label} ${tail}${shape}`;
    edges.push({ line, tail, head, turned });
  }
  for (const { line, turned } of edgesBack([...ids], edges)) lines[line] = turned;
  return lines.join("\n");
}

/** The edges that lead to a node from which one has come, in a walk through all from the first node on. */
function edgesBack(ids: readonly string[], edges: readonly Edge[]): Edge[] {
  const back: Edge[] = [];
  const done = new Set<string>();
  const onTheWay = new Set<string>();
  const visit = (id: string): void => {
    onTheWay.add(id);
    for (const edge of edges.filter(({ tail }) => tail === id)) {
      if (edge.head === id) continue; // a loop of one node turns into itself
      if (onTheWay.has(edge.head)) back.push(edge);
      else if (!done.has(edge.head)) visit(edge.head);
    }
    onTheWay.delete(id);
    done.add(id);
  };
  for (const id of ids) if (!done.has(id)) visit(id);
  return back;
}
