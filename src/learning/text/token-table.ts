/**
 * Words of a text → numbers in the order of their first appearance, counted on the way: the inner part of
 * encoding files, one per thread. The work is done in WebAssembly (`learning/wasm/tokens.ts`), whose memory is laid out
 * here: text, numbers, entries, slots, room for long words, one behind the other; the last three grow.
 * Left out: reading files, and the vocabulary that several tables make together.
 */
import { binary } from "./token-binary.js";

/** What of WebAssembly is used; the types of Node 20 do not know it. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { readonly exports: unknown };
  Memory: new (size: { initial: number }) => {
    readonly buffer: ArrayBuffer;
    grow(by: number): void;
  };
};
interface Global {
  value: number;
}

/** The longest word, in bytes. Longer ones show that a file is no text, and would have to fit into memory. */
export const longestWord = 2 ** 20;

/** Bytes of text in one step: with their numbers they fit into a core's own cache. */
const stepBytes = 2 ** 17;

const textStart = 64;
const textBytes = longestWord + stepBytes;
const outputStart = textStart + textBytes + 64;
/** A byte of text makes at most one number: a word needs a separator, and an end of sentence a word. */
const entriesStart = outputStart + 4 * textBytes + 64;
const entryBytes = 24;
const pageBytes = 65_536;

interface Exports {
  place(entries: number, slots: number, bits: number, room: number, roomBytes: number): void;
  scan(from: number, end: number, to: number, isLast: number): number;
  list(to: number): number;
  listCounts(to: number): void;
  readonly size: Global;
  readonly roomUsed: Global;
  readonly position: Global;
  readonly output: Global;
  readonly lines: Global;
  readonly pending: Global;
}

/** What stopped a text from being read: where in it, in bytes from its start, and why. */
export interface TextFault {
  readonly at: number;
  readonly reason: "nul" | "broken" | "long";
}

/** Gives the next bytes of a text: fills `into` from its start and returns how many, 0 at the end. */
export type Fill = (into: Uint8Array) => number;

let compiled: object | undefined;

/** A growing table of words and their counts. */
export class TokenTable {
  private readonly memory = new WebAssembly.Memory({
    initial: Math.ceil(entriesStart / pageBytes),
  });
  private readonly wasm: Exports;
  private bits = 13;
  private roomBytes = 2 ** 14;

  constructor() {
    compiled ??= new WebAssembly.Module(Buffer.from(binary, "base64"));
    const { memory } = this;
    const instance = new WebAssembly.Instance(compiled, { env: { memory } });
    this.wasm = instance.exports as unknown as Exports;
    this.place();
  }

  /** Different words so far. */
  get size(): number {
    return this.wasm.size.value;
  }

  /**
   * Reads one text to its end, which also ends a sentence.
   *
   * @param fill gives the text
   * @param take is handed the numbers of each stretch; they are overwritten afterwards
   * @returns lines that ended, and what is wrong with the text, if anything
   */
  read(fill: Fill, take: (numbers: Int32Array) => void): { lines: number; fault?: TextFault } {
    const { wasm } = this;
    wasm.lines.value = 0;
    wasm.pending.value = 0;
    let before = 0; // bytes of the text before the memory's first
    let kept = 0; // bytes of a word that had no end yet
    while (true) {
      const start = textStart + kept;
      const got = fill(new Uint8Array(this.memory.buffer, start, stepBytes));
      let from = textStart;
      let to = outputStart;
      let status: number;
      while (true) {
        status = wasm.scan(from, start + got, to, got === 0 ? 1 : 0);
        from = wasm.position.value;
        to = wasm.output.value;
        if (status === 1) this.place({ bits: this.bits + 1 });
        else if (status === 2) this.place({ roomBytes: 2 * this.roomBytes + longestWord });
        else break;
      }
      if (to > outputStart)
        take(new Int32Array(this.memory.buffer, outputStart, (to - outputStart) >> 2));
      const lines = wasm.lines.value;
      const at = before + from - textStart;
      if (status !== 0) return { lines, fault: { at, reason: status === 3 ? "nul" : "broken" } };
      if (got === 0) return { lines };
      kept = start + got - from;
      if (kept > longestWord) return { lines, fault: { at, reason: "long" } };
      if (kept > 0) new Uint8Array(this.memory.buffer).copyWithin(textStart, from, start + got);
      before = at;
    }
  }

  /** The words in the order of their numbers, in UTF-8, a line feed behind each; and their counts. */
  list(): { text: Uint8Array; counts: Uint32Array } {
    const { wasm, memory, size } = this;
    const start = this.place();
    const most = Math.max(4 * size, 16 * size + wasm.roomUsed.value + size);
    this.reserve(start + most);
    const text = new Uint8Array(memory.buffer, start, wasm.list(start)).slice();
    wasm.listCounts(start);
    return { text, counts: new Uint32Array(memory.buffer, start, size).slice() };
  }

  /** Lays out the regions that grow, with what is in them; returns where they end. */
  private place({ bits = this.bits, roomBytes = this.roomBytes } = {}): number {
    const at = (slotBits: number) => entriesStart + (entryBytes << (slotBits - 1));
    const roomOf = (slotBits: number) => at(slotBits) + 2 ** (slotBits + 2);
    const [slots, room] = [at(bits), roomOf(bits)];
    this.reserve(room + roomBytes);
    const used = this.wasm.roomUsed.value;
    const old = roomOf(this.bits);
    if (room !== old) new Uint8Array(this.memory.buffer).copyWithin(room, old, old + used);
    this.wasm.place(entriesStart, slots, bits, room, roomBytes);
    Object.assign(this, { bits, roomBytes });
    return room + roomBytes;
  }

  private reserve(end: number): void {
    const missing = end + 64 - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / pageBytes));
  }
}
