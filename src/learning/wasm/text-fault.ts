/** Whether bytes are UTF-8 text: nothing broken, and no NUL, which shows that a file is no text. */

const fine: i32 = 0;
const isNul: i32 = 3;
const isBroken: i32 = 4;

/** What is wrong with the bytes: 0 for nothing, 3 for a NUL, 4 for a sequence that UTF-8 does not allow (RFC 3629). */
export function textFault(p: usize, end: usize): i32 {
  while (p < end) {
    const a = <u32>load<u8>(p);
    if (a < 0x80) {
      if (a == 0) return isNul;
      p++;
      continue;
    }
    let more: usize = 1;
    let least: u32 = 0x80;
    let most: u32 = 0xbf;
    if (a < 0xc2 || a > 0xf4) return isBroken;
    if (a >= 0xe0) {
      more = a >= 0xf0 ? 3 : 2;
      // No overlong forms, no surrogates, nothing beyond U+10FFFF: shows in the second byte.
      if (a == 0xe0) least = 0xa0;
      else if (a == 0xed) most = 0x9f;
      else if (a == 0xf0) least = 0x90;
      else if (a == 0xf4) most = 0x8f;
    }
    if (p + more >= end) return isBroken;
    const b = <u32>load<u8>(p + 1);
    if (b < least || b > most) return isBroken;
    for (let i: usize = 2; i <= more; i++) {
      if ((<u32>load<u8>(p + i) & 0xc0) != 0x80) return isBroken;
    }
    p += more + 1;
  }
  return fine;
}
