/** The step of the rows that predictions share. */
import { moveOne, moveTwo } from "./word2vec-kernels";

/**
 * Rows += Σ g h, two rows at a time.
 *
 * @param rows a list of `count` addresses; one may occur twice
 * @param list addresses of the vectors h, up to `end`
 * @param g the first row's weight for the first h; the next row's comes next, the next h's `bytes` later
 */
export function moveShared(rows: usize, count: usize, list: usize, end: usize, g: usize, bytes: usize): void {
  for (; count >= 2; count -= 2, rows += 8, g += 8) {
    const u0 = <usize>load<u32>(rows);
    const u1 = <usize>load<u32>(rows, 4);
    if (u0 != u1) {
      moveTwo(u0, u1, list, end, g, bytes);
    } else {
      moveOne(u0, list, end, g, bytes);
      moveOne(u1, list, end, g + 4, bytes);
    }
  }
  if (count > 0) moveOne(load<u32>(rows), list, end, g, bytes);
}
