/**
 * JSON as notebooks need it, between text and values: errors with line and column, and numbers that keep
 * their spelling (Python writes `1.0` and `1e-05`, JavaScript would write `1` and `0.00001`), so that a
 * notebook which is read and written is the same bytes. The spelling is remembered beside the value, for
 * as long as the object that holds it lives. Follows RFC 8259; the writer follows Python's `json.dumps`
 * with indent 1 and sorted keys, as nbformat calls it.
 */
import type { Json, JsonObject } from "../../base/mime.js";

/** Text that is not JSON; `message` says what was found and what was expected. */
export class JsonError extends Error {
  override name = "JsonError";
  constructor(
    readonly line: number,
    readonly column: number,
    readonly found: string,
    readonly expected: string,
  ) {
    super(`line ${line}, column ${column}: ${found}; expected ${expected}`);
  }
}

/** Spellings that JavaScript would not use itself, by the object or array that holds the number. */
const spellings = new WeakMap<object, Map<string, string>>();

const maxDepth = 500;

/**
 * The value of a JSON text.
 * @throws JsonError with the place where the text stops being JSON
 */
export function parseJson(text: string): Json {
  const word = /[-+.\w]+/y;
  const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
  // eslint-disable-next-line no-control-regex -- JSON forbids exactly these inside strings
  const plain = /[^"\\\u0000-\u001f]*/y;
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;

  const fail = (expected: string): never => {
    const before = text.slice(0, at);
    const line = before.split("\n").length;
    throw new JsonError(line, at - before.lastIndexOf("\n"), foundAt(text, at), expected);
  };
  const skip = () => {
    for (;;) {
      const code = text.charCodeAt(at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
      at++;
    }
  };
  const string = (): string => {
    let result = "";
    for (at++; ;) {
      plain.lastIndex = at;
      plain.test(text);
      result += text.slice(at, plain.lastIndex);
      at = plain.lastIndex;
      const next = text[at];
      if (next === '"') {
        at++;
        return result;
      }
      if (next !== "\\") return fail(next === undefined ? 'a closing "' : "an escaped character");
      const escape = text[at + 1] ?? "";
      if (escape === "u") {
        const hex = text.slice(at + 2, at + 6);
        if (!/^[\da-fA-F]{4}$/.test(hex)) return fail("four hexadecimal digits after \\u");
        result += String.fromCharCode(parseInt(hex, 16));
        at += 6;
      } else {
        const character = escapes[escape];
        if (character === undefined) return fail("an escape that JSON knows");
        result += character;
        at += 2;
      }
    }
  };
  const value = (holder: object, key: string, depth: number): Json => {
    skip();
    if (depth > maxDepth) return fail(`at most ${maxDepth} levels of nesting`);
    switch (text[at]) {
      case '"':
        return string();
      case "{": {
        const object: JsonObject = {};
        at++;
        skip();
        if (text[at] === "}") return (at++, object);
        for (;;) {
          skip();
          if (text[at] !== '"') return fail('a key in double quotes or "}"');
          const name = string();
          skip();
          if (text[at] !== ":") return fail('":"');
          at++;
          const member = value(object, name, depth + 1);
          if (name === "__proto__") {
            Object.defineProperty(object, name, {
              value: member,
              enumerable: true,
              writable: true,
            });
          } else object[name] = member;
          skip();
          if (text[at] === "}") return (at++, object);
          if (text[at] !== ",") return fail('"," or "}"');
          at++;
        }
      }
      case "[": {
        const array: Json[] = [];
        at++;
        skip();
        if (text[at] === "]") return (at++, array);
        for (;;) {
          array.push(value(array, String(array.length), depth + 1));
          skip();
          if (text[at] === "]") return (at++, array);
          if (text[at] !== ",") return fail('"," or "]"');
          at++;
        }
      }
    }
    number.lastIndex = at;
    if (number.test(text)) {
      const spelling = text.slice(at, number.lastIndex);
      const read = Number(spelling);
      if (String(read) !== spelling) {
        const known = spellings.get(holder);
        if (known === undefined) spellings.set(holder, new Map([[key, spelling]]));
        else known.set(key, spelling);
      }
      at = number.lastIndex;
      return read;
    }
    word.lastIndex = at;
    const name = word.test(text) ? text.slice(at, word.lastIndex) : "";
    if (!Object.hasOwn(words, name)) return fail("a JSON value");
    at = word.lastIndex;
    return words[name]!;
  };

  const result = value({}, "", 0);
  skip();
  if (at < text.length) fail("the end of the file");
  return result;
}

const words: { readonly [word: string]: boolean | null } = { true: true, false: false, null: null };

const escapes: { readonly [escape: string]: string } = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

/** What stands at a place, for a message: a word, a character or the end of the file. */
function foundAt(text: string, at: number): string {
  if (at >= text.length) return "the file ends here";
  const word = /^[-+.\w]{1,40}/.exec(text.slice(at, at + 40))?.[0];
  return JSON.stringify(word ?? String.fromCodePoint(text.codePointAt(at)!));
}

/** The text of a value as nbformat writes it: sorted keys, indent 1, characters as they are. */
export function stringifyJson(value: Json, indent = ""): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = `${indent} `;
  const known = spellings.get(value);
  const text = (key: string, item: Json) => {
    const spelling = known?.get(key);
    // -0 and 0 are one value to ===, and numbers beyond the doubles were Infinity when they were read.
    return spelling !== undefined && typeof item === "number" && Object.is(Number(spelling), item)
      ? spelling
      : stringifyJson(item, inner);
  };
  if (Array.isArray(value)) {
    if (value.length === 0) return "[]";
    const items = value.map((item, index) => `${inner}${text(String(index), item)}`);
    return `[\n${items.join(",\n")}\n${indent}]`;
  }
  const keys = Object.keys(value).filter((key) => value[key] !== undefined);
  if (keys.length === 0) return "{}";
  const members = keys
    .sort(byCodePoint)
    .map((key) => `${inner}${JSON.stringify(key)}: ${text(key, value[key]!)}`);
  return `{\n${members.join(",\n")}\n${indent}}`;
}

/** Python sorts by code point, JavaScript by UTF-16 unit: they differ beyond U+FFFF. */
export function byCodePoint(a: string, b: string): number {
  for (let index = 0; index < a.length && index < b.length; index++) {
    const one = a.charCodeAt(index);
    const other = b.charCodeAt(index);
    if (one === other) continue;
    const surrogates =
      Number(one >= 0xd800 && one < 0xe000) - Number(other >= 0xd800 && other < 0xe000);
    return surrogates || one - other;
  }
  return a.length - b.length;
}
