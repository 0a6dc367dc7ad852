/**
 * The text of a notebook file ⇄ a Notebook. Reads nbformat 4.0 to 4.5, upgrades 2 and 3, joins lists of
 * lines, gives ids to cells without one, validates; writes 4.5 byte for byte as nbformat does (sorted
 * keys, indent 1, texts as lists of lines, a final newline). Pure: files are read and written by others.
 */
import { complaint, InputError } from "../../base/check.js";
import type { Json, JsonObject } from "../../base/mime.js";
import { JsonError, parseJson, stringifyJson, withoutMembers } from "./json.js";
import { joinCell, splitCell } from "./lines.js";
import type { Notebook } from "./notebook.js";
import { isObject } from "./shape.js";
import { upgradeWorksheets, withIds } from "./upgrade.js";
import { validate } from "./validate.js";

const newestMinor = 5;

/**
 * Reads the text of a notebook.
 *
 * @param path names the file in messages
 * @returns a notebook of format 4.5, every cell with an id, every text one string
 * @throws InputError with the path, and the line (not JSON) or the JSON pointer (not a notebook)
 * @example parse('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}').cells // []
 */
export function parse(text: string, path = "notebook"): Notebook {
  return toNotebook(readJson(text, path), path);
}

/**
 * The notebook in a JSON value, as a client sends it: checked, upgraded and completed as a file is.
 *
 * @throws InputError with the path and the JSON pointer
 */
export function toNotebook(read: Json, path = "notebook"): Notebook {
  if (!isObject(read) || !("nbformat" in read)) {
    throw new InputError(
      complaint(path, read, 'a notebook: a JSON object with "nbformat" and "cells"'),
    );
  }
  const { nbformat: major, nbformat_minor: minor } = read;
  if (major === 2 || major === 3) {
    if (!Array.isArray(read["worksheets"])) {
      throw new InputError(
        complaint(`${path}, /worksheets`, read["worksheets"], `a list (nbformat ${major})`),
      );
    }
    return complete(upgradeWorksheets(read), newestMinor, path);
  }
  if (major !== 4) {
    throw new InputError(
      complaint(`${path}, /nbformat`, major, "4, or 2 or 3 (which are upgraded)"),
    );
  }
  if (typeof minor !== "number" || !Number.isInteger(minor) || minor < 0 || minor > newestMinor) {
    const remedy =
      typeof minor === "number" && minor > newestMinor
        ? "a newer program wrote this file"
        : undefined;
    throw new InputError(
      complaint(`${path}, /nbformat_minor`, minor, `a number from 0 to ${newestMinor}`, remedy),
    );
  }
  return complete(read, minor, path);
}

function readJson(text: string, path: string): Json {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    const cut = error.found === "the file ends here" ? "; the file is empty or cut off" : "";
    throw new InputError(`${path}, ${error.message} (not JSON)${cut}`, { cause: error });
  }
}

function complete(read: JsonObject, minor: number, path: string): Notebook {
  const cells = read["cells"];
  const joined = Array.isArray(cells)
    ? { ...read, cells: cells.map((cell) => (isObject(cell) ? joinCell(cell) : cell)) }
    : read;
  // Ids are no part of the formats before 4.5; programs wrote them there all the same, and Jupyter reads
  // such files, so those ids are put aside for the schema and kept where they are good ones.
  if (minor < newestMinor) validate(mapCells(joined, withoutId), minor, path);
  const cleaned = minor < newestMinor ? mapCells(joined, withoutBadId()) : joined;
  const named: JsonObject = Array.isArray(cleaned["cells"])
    ? { ...cleaned, cells: withIds(cleaned["cells"]) }
    : cleaned;
  if (minor === newestMinor) validate(named, minor, path);
  return strip({ ...named, nbformat_minor: newestMinor }) as unknown as Notebook;
}

function mapCells(notebook: JsonObject, change: (cell: JsonObject) => JsonObject): JsonObject {
  const cells = notebook["cells"];
  if (!Array.isArray(cells)) return notebook;
  return { ...notebook, cells: cells.map((cell) => (isObject(cell) ? change(cell) : cell)) };
}

const withoutId = (cell: JsonObject) => withoutMembers(cell, "id");

/** Keeps an id that format 4.5 allows, the first time it comes. */
function withoutBadId(): (cell: JsonObject) => JsonObject {
  const seen = new Set<Json>();
  return (cell) => {
    const id = cell["id"];
    const good = typeof id === "string" && /^[\w-]{1,64}$/.test(id) && !seen.has(id);
    if (good) seen.add(id);
    return good ? cell : withoutId(cell);
  };
}

/** The text of a notebook file in format 4.5, byte for byte as nbformat writes it. */
export function stringify(notebook: Notebook): string {
  const stripped = strip(notebook as unknown as JsonObject);
  const cells = (stripped["cells"] as JsonObject[]).map(splitCell);
  return `${stringifyJson({ ...stripped, nbformat_minor: newestMinor, cells })}\n`;
}

/** Without what nbformat calls transient: values that are true in one session only. */
function strip(notebook: JsonObject): JsonObject {
  const cells = notebook["cells"] as JsonObject[];
  return {
    ...notebook,
    metadata: withoutMembers(
      notebook["metadata"] as JsonObject,
      "orig_nbformat",
      "orig_nbformat_minor",
      "signature",
    ),
    cells: cells.map((cell) => ({
      ...cell,
      metadata: withoutMembers(cell["metadata"] as JsonObject, "trusted"),
    })),
  };
}
