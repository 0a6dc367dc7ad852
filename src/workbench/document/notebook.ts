/**
 * A notebook as data: the types of nbformat 4.5, as the workbench holds a document after reading
 * (every cell has an id, every text is one joined string). Follows nbformat's schema; unknown fields
 * are kept in `metadata` and beside the known ones. No functions here.
 */
import type { Json, JsonObject, MimeBundle } from "../../base/mime.js";

export interface Notebook {
  readonly nbformat: 4;
  readonly nbformat_minor: number;
  readonly metadata: NotebookMetadata;
  readonly cells: readonly Cell[];
}

export type NotebookMetadata = JsonObject & {
  kernelspec?: { name: string; display_name: string; language?: string };
  language_info?: JsonObject & { name: string };
};

export type Cell = CodeCell | MarkdownCell | RawCell;

export interface CodeCell {
  readonly cell_type: "code";
  readonly id: string;
  readonly metadata: CellMetadata;
  readonly source: string;
  readonly execution_count: number | null;
  readonly outputs: readonly Output[];
}

export interface MarkdownCell {
  readonly cell_type: "markdown";
  readonly id: string;
  readonly metadata: CellMetadata;
  readonly source: string;
  readonly attachments?: Attachments;
}

export interface RawCell {
  readonly cell_type: "raw";
  readonly id: string;
  readonly metadata: CellMetadata;
  readonly source: string;
  readonly attachments?: Attachments;
}

export type CellMetadata = JsonObject & { tags?: string[] };
export type Attachments = { [fileName: string]: MimeBundle };

export type Output = StreamOutput | DisplayOutput | ResultOutput | ErrorOutput;

export interface StreamOutput {
  readonly output_type: "stream";
  readonly name: "stdout" | "stderr";
  readonly text: string;
}

export interface DisplayOutput {
  readonly output_type: "display_data";
  readonly data: MimeBundle;
  readonly metadata: JsonObject;
}

export interface ResultOutput {
  readonly output_type: "execute_result";
  readonly execution_count: number | null;
  readonly data: MimeBundle;
  readonly metadata: JsonObject;
}

export interface ErrorOutput {
  readonly output_type: "error";
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

/** A field that this version of nbformat does not name; kept as read. */
export type Unknown = Json;
