/**
 * nbformat's JSON schemas for formats 4.0 to 4.5 as one value with the minor version as its parameter:
 * the rules of nbformat's `v4/nbformat.v4.*.schema.json` without their descriptions (a test compares them
 * with the originals). Pure data; `validate.ts` applies it. The rules are the Jupyter project's:
 *
 * Copyright (c) 2001-2015, IPython Development Team; (c) 2015, Jupyter Development Team.
 * All rights reserved.
 *
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * Redistributions of source code must retain the above copyright notice, this
 * list of conditions and the following disclaimer.
 *
 * Redistributions in binary form must reproduce the above copyright notice, this
 * list of conditions and the following disclaimer in the documentation and/or
 * other materials provided with the distribution.
 *
 * Neither the name of the IPython Development Team nor the names of its
 * contributors may be used to endorse or promote products derived from this
 * software without specific prior written permission.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
 * ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
 * WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
 * DISCLAIMED.  IN NO EVENT SHALL THE COPYRIGHT OWNER OR CONTRIBUTORS BE LIABLE
 * FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
 * DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
 * SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
 * CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
 * OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
 * OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
 */
import type { JsonObject } from "../../base/mime.js";

const ref = (name: string) => ({ $ref: `#/definitions/${name}` });
const string = { type: "string" };
const open = { type: "object", additionalProperties: true };
const only = (word: string) => ({ enum: [word] });
const count = { type: ["integer", "null"], minimum: 0 };

/** The schema of format 4.`minor`. */
export function notebookSchema(minor: number): JsonObject {
  const id = minor >= 5 ? { id: ref("cell_id") } : {};
  const required =
    minor >= 5 ? ["id", "cell_type", "metadata", "source"] : ["cell_type", "metadata", "source"];
  const named = { name: ref("misc/metadata_name"), tags: ref("misc/metadata_tags") };
  const jupyter = minor >= 3 ? { jupyter: open } : {};
  const attachments = { attachments: ref("misc/attachments") };
  const closed = (rules: JsonObject): JsonObject => ({
    type: "object",
    additionalProperties: false,
    ...rules,
  });
  const source = ref("misc/source");

  return closed({
    $schema: "http://json-schema.org/draft-04/schema#",
    required: ["metadata", "nbformat_minor", "nbformat", "cells"],
    properties: {
      metadata: {
        ...open,
        properties: {
          kernelspec: {
            type: "object",
            required: ["name", "display_name"],
            properties: { name: string, display_name: string },
          },
          language_info: {
            type: "object",
            required: ["name"],
            properties: {
              name: string,
              codemirror_mode: { oneOf: [string, { type: "object" }] },
              file_extension: string,
              mimetype: string,
              pygments_lexer: string,
            },
          },
          orig_nbformat: { type: "integer", minimum: 1 },
          ...(minor >= 2 ? { title: string, authors: { type: "array" } } : {}),
        },
      },
      nbformat_minor: { type: "integer", minimum: minor },
      nbformat: { type: "integer", minimum: 4, maximum: 4 },
      cells: { type: "array", items: ref("cell") },
    },
    definitions: {
      ...(minor >= 5
        ? { cell_id: { type: "string", pattern: "^[a-zA-Z0-9-_]+$", minLength: 1, maxLength: 64 } }
        : {}),
      cell: { type: "object", oneOf: [ref("raw_cell"), ref("markdown_cell"), ref("code_cell")] },
      raw_cell: closed({
        required,
        properties: {
          ...id,
          cell_type: only("raw"),
          metadata: { ...open, properties: { format: string, ...jupyter, ...named } },
          ...attachments,
          source,
        },
      }),
      markdown_cell: closed({
        required,
        properties: {
          ...id,
          cell_type: only("markdown"),
          metadata: { ...open, properties: { ...named, ...jupyter } },
          ...attachments,
          source,
        },
      }),
      code_cell: closed({
        required: [...required, "outputs", "execution_count"],
        properties: {
          ...id,
          cell_type: only("code"),
          metadata: {
            ...open,
            properties: {
              ...jupyter,
              ...(minor >= 4 ? { execution } : {}),
              collapsed: { type: "boolean" },
              scrolled: { enum: [true, false, "auto"] },
              ...named,
            },
          },
          source,
          outputs: { type: "array", items: ref("output") },
          execution_count: count,
        },
      }),
      unrecognized_cell: {
        ...open,
        required: ["cell_type", "metadata"],
        properties: {
          cell_type: { not: { enum: ["markdown", "code", "raw"] } },
          metadata: { ...open, properties: named },
        },
      },
      output: { type: "object", oneOf: outputTypes.map(ref) },
      execute_result: closed({
        required: ["output_type", "data", "metadata", "execution_count"],
        properties: { output_type: only("execute_result"), execution_count: count, ...display },
      }),
      display_data: closed({
        required: ["output_type", "data", "metadata"],
        properties: { output_type: only("display_data"), ...display },
      }),
      stream: closed({
        required: ["output_type", "name", "text"],
        properties: {
          output_type: only("stream"),
          name: string,
          text: ref("misc/multiline_string"),
        },
      }),
      error: closed({
        required: ["output_type", "ename", "evalue", "traceback"],
        properties: {
          output_type: only("error"),
          ename: string,
          evalue: string,
          traceback: { type: "array", items: string },
        },
      }),
      unrecognized_output: {
        ...open,
        required: ["output_type"],
        properties: { output_type: { not: { enum: outputTypes } } },
      },
      misc,
    },
  });
}

const outputTypes = ["execute_result", "display_data", "stream", "error"];

const display = { data: ref("misc/mimebundle"), metadata: ref("misc/output_metadata") };

const execution = {
  type: "object",
  properties: {
    "iopub.execute_input": string,
    "iopub.status.busy": string,
    "shell.execute_reply": string,
    "iopub.status.idle": string,
  },
  additionalProperties: true,
  patternProperties: { "^.*$": string },
};

const misc: JsonObject = {
  metadata_name: { ...string, pattern: "^.+$" },
  metadata_tags: { type: "array", uniqueItems: true, items: { ...string, pattern: "^[^,]+$" } },
  attachments: { type: "object", patternProperties: { ".*": ref("misc/mimebundle") } },
  source: ref("misc/multiline_string"),
  execution_count: count,
  mimebundle: {
    type: "object",
    additionalProperties: ref("misc/multiline_string"),
    patternProperties: { "^application/(.*\\+)?json$": {} },
  },
  output_metadata: open,
  multiline_string: { oneOf: [string, { type: "array", items: string }] },
};
