/**
 * Old notebooks as format 4.5, between reading and validating. Formats 2 and 3 (IPython 0.12 to 2): one
 * level of worksheets, `input` and `prompt_number`, outputs `pyout` and `pyerr` with short names for MIME
 * types, heading cells. Format 4.0 to 4.4: only cell ids are missing. Follows the changes that nbformat
 * makes; beyond them, the cells' language is kept as `language_info`, and `pdf` gets its MIME type. Takes
 * any shape: what does not fit is left for the validator to name.
 */
import type { Json, JsonObject } from "../../base/mime.js";
import { isObject } from "./shape.js";

/** A notebook of format 2 or 3 in the shape of format 4 (ids come later). */
export function upgradeWorksheets(old: JsonObject): JsonObject {
  const { worksheets, metadata, ...rest } = old;
  for (const name of ["orig_nbformat", "orig_nbformat_minor", "nbformat", "nbformat_minor"])
    delete rest[name];
  const separator = old["nbformat"] === 2 ? "\n" : undefined;
  const sheets = Array.isArray(worksheets) ? worksheets : [];
  const oldCells = sheets.flatMap((sheet) =>
    isObject(sheet) && Array.isArray(sheet["cells"]) ? sheet["cells"] : [],
  );
  const kept: JsonObject = isObject(metadata) ? { ...metadata } : {};
  delete kept["name"];
  delete kept["signature"];
  const language = oldCells.find((cell) => isObject(cell) && typeof cell["language"] === "string");
  if (kept["language_info"] === undefined && isObject(language)) {
    kept["language_info"] = { name: language["language"]! };
  }
  return {
    ...rest,
    nbformat: 4,
    nbformat_minor: 5,
    metadata: kept,
    cells: oldCells.map((cell) => (isObject(cell) ? upgradeCell(cell, separator) : cell)),
  };
}

function upgradeCell(old: JsonObject, separator: string | undefined): JsonObject {
  const {
    input,
    prompt_number,
    collapsed,
    language: _language,
    rendered: _rendered,
    level,
    ...cell
  } = old;
  const metadata: JsonObject = isObject(cell["metadata"]) ? { ...cell["metadata"] } : {};
  const source = join(cell["source"] ?? "", separator);
  switch (cell["cell_type"]) {
    case "code": {
      if (collapsed !== undefined) metadata["collapsed"] = collapsed;
      const outputs = Array.isArray(cell["outputs"]) ? cell["outputs"] : [];
      return {
        ...cell,
        metadata,
        source: join(input ?? "", separator),
        execution_count: prompt_number ?? null,
        outputs: outputs.map((output) =>
          isObject(output) ? upgradeOutput(output, separator) : output,
        ),
      };
    }
    case "heading": {
      const title =
        typeof source === "string"
          ? source
              .split(/\r\n|\r|\n/)
              .join(" ")
              .trimEnd()
          : source;
      const hashes = "#".repeat(typeof level === "number" ? Math.min(Math.max(level, 1), 6) : 1);
      return { ...cell, cell_type: "markdown", metadata, source: `${hashes} ${String(title)}` };
    }
    case "html":
      return { ...cell, cell_type: "markdown", metadata, source };
    default:
      return { ...cell, metadata, source };
  }
}

const mimeTypes: { readonly [shortName: string]: string } = {
  text: "text/plain",
  html: "text/html",
  svg: "image/svg+xml",
  png: "image/png",
  jpeg: "image/jpeg",
  latex: "text/latex",
  json: "application/json",
  javascript: "application/javascript",
  pdf: "application/pdf",
};

function upgradeOutput(old: JsonObject, separator: string | undefined): JsonObject {
  switch (old["output_type"]) {
    case "pyout":
    case "display_data": {
      const { output_type, prompt_number, metadata, ...values } = old;
      const data = Object.fromEntries(
        Object.entries(values).map(([name, value]) => [
          mimeTypes[name] ?? name,
          join(value, separator),
        ]),
      );
      if (typeof data["application/json"] === "string")
        data["application/json"] = parsed(data["application/json"]);
      const details = Object.entries(isObject(metadata) ? metadata : {});
      const shared = {
        data,
        metadata: Object.fromEntries(
          details.map(([name, value]) => [mimeTypes[name] ?? name, value]),
        ),
      };
      return output_type === "pyout"
        ? { ...shared, output_type: "execute_result", execution_count: prompt_number ?? null }
        : { ...shared, output_type: "display_data" };
    }
    case "pyerr": {
      const { etype, ...error } = old;
      return { ...error, output_type: "error", ename: error["ename"] ?? etype ?? "Error" };
    }
    case "stream": {
      const { stream, ...output } = old;
      return { ...output, name: stream ?? "stdout", text: join(output["text"] ?? "", separator) };
    }
    default:
      return old;
  }
}

/** Lines as one text. Format 2 stored them without their ends, format 3 with them, but for its first writers. */
function join(value: Json, separator: string | undefined): Json {
  if (!Array.isArray(value) || !value.every((line) => typeof line === "string")) return value;
  const ended = value.length > 0 && /[\n\r]$/.test(value[0]!);
  return value.join(separator ?? (ended ? "" : "\n"));
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

/**
 * Cells with an id each: a cell without one gets eight hexadecimal digits made from its text and its
 * number among equal cells, so the same file always gets the same ids.
 */
export function withIds(cells: readonly Json[]): Json[] {
  const taken = new Set(cells.map((cell) => (isObject(cell) ? cell["id"] : undefined)));
  return cells.map((cell) => {
    if (!isObject(cell) || cell["id"] !== undefined) return cell;
    let id: string;
    for (
      let copy = 0;
      taken.has((id = hash(`${String(cell["cell_type"])}:${copy}:${String(cell["source"])}`)));
      copy++
    );
    taken.add(id);
    return { ...cell, id };
  });
}

/** FNV-1a over UTF-16 units, 32 bits, as eight digits. */
function hash(text: string): string {
  let state = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  }
  return (state >>> 0).toString(16).padStart(8, "0");
}
