/**
 * What a chunk becomes before anything is learned, and what each step draws: `cutWindows` of embedding/chunk
 * and `noiseWords` of embedding/loop-typescript, draw for draw. Words become row offsets, places addresses.
 */
import { below, uint32 } from "./word2vec-random";
import {
  at, from, input, keep, kept, negative, noise, output, rowBytes, shrink, to, tokens, window, wordScale,
} from "./word2vec-room";

/** Words of the chunk. */
export let read: i32 = 0;
/** End of the words that stay. */
export let keptEnd: usize = 0;
/** What a load fetched ahead of time: kept so that the load is not left out. */
let fetched: u32 = 0;

/**
 * Subsampling and windows; returns how many words have a context.
 *
 * @param inPairs whether two words that follow each other have windows of the same width
 */
export function cut(count: i32, inPairs: bool): i32 {
  let length = kept;
  let begin = kept;
  let words = 0;
  let targets: usize = 0;
  const draws = shrink && window > 1;
  let width = <usize>window << 2;
  const scale = <f64>window / 4294967296.0;
  for (let i = 0; i <= count; i++) {
    const word = i < count ? load<i32>(tokens + (<usize>i << 2)) : -1;
    if (word >= 0) {
      words++;
      store<u32>(length, <u32>word * <u32>rowBytes);
      length += uint32() <= load<u32>(keep + (<usize>word << 2)) ? 4 : 0;
      continue;
    }
    if (length - begin > 4) {
      const last = length - 4;
      for (let place = begin; place < length; place += 4) {
        if (draws && (!inPairs || (targets & 4) == 0)) width = (<usize>1 + below(scale)) << 2;
        store<u32>(at + targets, <u32>place);
        store<u32>(from + targets, <u32>(place - begin > width ? place - width : begin));
        store<u32>(to + targets, <u32>(last - place > width ? place + width : last));
        targets += 4;
      }
    }
    begin = length;
  }
  read = words;
  keptEnd = length;
  return <i32>(targets >> 2);
}

/** Draws the noise words of a prediction or step: the addresses of their output rows. */
export function drawNoise(list: usize): void {
  const end = list + (negative << 2);
  for (; list < end; list += 4) {
    const column = below(wordScale);
    const pair = noise + (column << 3);
    const word = uint32() < load<u32>(pair) ? <u32>column : load<u32>(pair, 4);
    store<u32>(list, <u32>output + word * <u32>rowBytes);
  }
}

/** Lists the addresses of a window's input rows; returns the list's end. `i` is four times the target's number. */
export function listContext(i: usize, list: usize): usize {
  const self = load<u32>(at + i);
  const last = load<u32>(to + i);
  let end = list;
  for (let place = load<u32>(from + i); place <= last; place += 4) {
    store<u32>(end, <u32>input + load<u32>(place));
    end += place != self ? 4 : 0;
  }
  return end;
}

/** The address of the target's output row. */
// @ts-ignore: decorator
@inline export function targetRow(i: usize): u32 {
  return <u32>output + load<u32>(load<u32>(at + i));
}

/** Fetches the row of the word that a window reaches next; the others were there before. */
export function fetchContext(i: usize): void {
  const ahead = <usize>load<u32>(at + i) + (<usize>window << 2);
  if (ahead < keptEnd) fetch(input + load<u32>(ahead));
}

/** Reads one number of each cache line of a row, so that the row is near when it is needed. */
export function fetch(row: usize): void {
  let sum: u32 = load<u32>(row + rowBytes - 4);
  for (let k: usize = 0; k < rowBytes; k += 64) sum ^= load<u32>(row + k);
  fetched ^= sum;
}
