/**
 * Words of a text → numbers in order of first appearance, with their counts. A word lies between ASCII
 * white space. The table of words: dense entries of 24 bytes (16 of key, count, place of a long word's bytes)
 * behind open-addressed slots of 4 bytes (entry number + 1). The key of up to 15 bytes is the word itself and
 * its length; that of a longer one is a hash and its length, and its bytes are compared as well. Works in memory that belongs to the caller
 * and is readable for 16 bytes behind the text; the caller makes room when asked to.
 */
import { textFault } from "./text-fault";

/** Why `scan` came back: the text is used up, the table or the room for long words is full, bytes are no text. */
const done: i32 = 0;
const tableFull: i32 = 1;
const roomFull: i32 = 2;

const longestSentence: u32 = 10000;
const entryBytes: usize = 24;
const k1: u64 = 0x9e3779b97f4a7c15;
const k2: u64 = 0xc2b2ae3d27d4eb4f;

let entries: usize = 0;
let slots: usize = 0;
let shift: u64 = 0;
let capacity: u32 = 0;
let room: usize = 0;
let roomBytes: u32 = 0;

/** Different words so far. */
export let size: u32 = 0;
/** Bytes of long words so far. */
export let roomUsed: u32 = 0;
/** Where `scan` stopped: what lies before is done. */
export let position: usize = 0;
/** Where the next number goes. */
export let output: usize = 0;
/** Line ends seen since the caller set it to 0. */
export let lines: u32 = 0;
/** Words since the last end of a sentence. */
export let pending: u32 = 0;

/** Tells where things lie, after they were moved; slots (2^bits of them) are filled anew from the entries. */
export function place(newEntries: usize, newSlots: usize, bits: i32, newRoom: usize, newRoomBytes: u32): void {
  entries = newEntries;
  room = newRoom;
  roomBytes = newRoomBytes;
  if (newSlots == slots && 64 - bits == <i32>shift) return;
  slots = newSlots;
  shift = 64 - bits;
  capacity = 1 << (bits - 1);
  memory.fill(slots, 0, <usize>4 << bits);
  const mask: usize = (<usize>1 << bits) - 1;
  for (let i: u32 = 0; i < size; i++) {
    const entry = entries + <usize>i * entryBytes;
    let at = <usize>(hash(load<u64>(entry), load<u64>(entry, 8)) >> shift);
    while (load<u32>(slots + (at << 2)) != 0) at = (at + 1) & mask;
    store<u32>(slots + (at << 2), i + 1);
  }
}

// @ts-ignore: decorator
@inline
function hash(low: u64, high: u64): u64 {
  const mixed = (low ^ rotl<u64>(high, 29)) * k1;
  return (mixed ^ (mixed >> 32)) * k2;
}

// @ts-ignore: decorator
@inline
function separators(v: v128): i32 {
  const blank = i8x16.eq(v, i8x16.splat(32));
  // Tab, line feed, vertical tab, form feed, carriage return: 9 … 13.
  const control = i8x16.le_u(i8x16.sub(v, i8x16.splat(9)), i8x16.splat(4));
  return i8x16.bitmask(v128.or(blank, control));
}

/**
 * Numbers of the words from `from` to `end` go to `to`, −1 at each end of a sentence. A word that touches
 * `end` is left for the next call, unless `isLast`, which ends the sentence as well.
 */
export function scan(from: usize, end: usize, to: usize, isLast: bool): i32 {
  let p = from;
  let words = pending;
  const mask: usize = (<usize>1 << <usize>(64 - shift)) - 1;
  let status = done;
  while (true) {
    while (p < end) {
      const byte = load<u8>(p);
      if (byte > 32 || (byte != 32 && <u8>(byte - 9) > 4)) break;
      p++;
      if (byte == 10) {
        lines++;
        if (words > 0) {
          store<i32>(to, -1);
          to += 4;
          words = 0;
        }
      }
    }
    if (p >= end) break;

    let v = v128.load(p);
    let found = separators(v);
    let length: usize;
    let low: u64;
    let high: u64;
    if (found != 0) {
      length = <usize>ctz(found);
      const before = i8x16.lt_u(i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15), i8x16.splat(<i8>length));
      v = v128.and(v, before);
    } else {
      length = 16;
      while (p + length < end && found == 0) {
        found = separators(v128.load(p + length));
        length += found == 0 ? 16 : <usize>ctz(found);
      }
    }
    if (p + length >= end) {
      if (!isLast) break;
      length = end - p;
      const before = i8x16.lt_u(i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15), i8x16.splat(<i8>min<usize>(length, 16)));
      v = v128.and(v, before);
    }
    if (length < 16) {
      low = i64x2.extract_lane(v, 0);
      high = i64x2.extract_lane(v, 1) | (<u64>length << 56);
    } else {
      low = hashLong(p, length);
      high = (<u64>0xff << 56) | <u64>length;
    }

    let at = <usize>(hash(low, high) >> shift);
    let entry: usize;
    let number: u32;
    while (true) {
      number = load<u32>(slots + (at << 2));
      if (number == 0) break;
      entry = entries + <usize>(number - 1) * entryBytes;
      if (load<u64>(entry) == low && load<u64>(entry, 8) == high) {
        if (length < 16 || isSame(room + load<u32>(entry, 20), p, length)) break;
      }
      at = (at + 1) & mask;
    }
    if (number == 0) {
      status = textFault(p, p + length);
      if (status != done) break;
      if (size == capacity) {
        status = tableFull;
        break;
      }
      entry = entries + <usize>size * entryBytes;
      if (length >= 16) {
        if (roomUsed + <u32>length > roomBytes) {
          status = roomFull;
          break;
        }
        memory.copy(room + roomUsed, p, length);
        store<u32>(entry, roomUsed, 20);
        roomUsed += <u32>length;
      }
      store<u64>(entry, low);
      store<u64>(entry, high, 8);
      store<u32>(entry, 0, 16);
      number = ++size;
      store<u32>(slots + (at << 2), number);
    }
    entry = entries + <usize>(number - 1) * entryBytes;
    store<u32>(entry, load<u32>(entry, 16) + 1, 16);
    store<u32>(to, number - 1);
    to += 4;
    p += length;
    words++;
    if (words == longestSentence) {
      store<i32>(to, -1);
      to += 4;
      words = 0;
    }
  }
  if (isLast && status == done && words > 0) {
    store<i32>(to, -1);
    to += 4;
    words = 0;
  }
  pending = words;
  position = p;
  output = to;
  return status;
}

/** All words, a line feed behind each, in the order of their numbers; returns how many bytes. */
export function list(to: usize): usize {
  const start = to;
  for (let i: u32 = 0; i < size; i++) {
    const entry = entries + <usize>i * entryBytes;
    const high = load<u64>(entry, 8);
    let length = <usize>(high >> 56);
    if (length < 16) {
      memory.copy(to, entry, length);
    } else {
      length = <usize>(high & 0xffffffff);
      memory.copy(to, room + load<u32>(entry, 20), length);
    }
    store<u8>(to + length, 10);
    to += length + 1;
  }
  return to - start;
}

/** The words' counts. */
export function listCounts(to: usize): void {
  for (let i: u32 = 0; i < size; i++) {
    store<u32>(to + (<usize>i << 2), load<u32>(entries + <usize>i * entryBytes, 16));
  }
}

/** Of at least 16 bytes. */
function hashLong(p: usize, length: usize): u64 {
  let h: u64 = <u64>length * k2;
  const last = p + length - 8;
  for (; p < last; p += 8) h = rotl<u64>((h ^ load<u64>(p)) * k1, 31);
  return (h ^ load<u64>(last)) * k1;
}

/** Of at least 16 bytes. */
function isSame(a: usize, b: usize, length: usize): bool {
  const last = length - 8;
  for (let i: usize = 0; i < last; i += 8) {
    if (load<u64>(a + i) != load<u64>(b + i)) return false;
  }
  return load<u64>(a + last) == load<u64>(b + last);
}
