import { describe, expect, it } from "vitest";
import { GrownList } from "../../../src/workbench/document/grown-list.js";

const of = (...items: number[]) =>
  items.reduce((list, item) => list.append(item), GrownList.empty<number>());

describe("GrownList", () => {
  it("grows at its end, and every version stays as it was", () => {
    const two = of(1, 2);
    const three = two.append(3);
    const other = two.append(4).append(5);
    expect([two, three, other].map((list) => list.toArray())).toEqual([
      [1, 2],
      [1, 2, 3],
      [1, 2, 4, 5],
    ]);
    expect(three.append(6).toArray()).toEqual([1, 2, 3, 6]);
    expect(other.toArray()).toEqual([1, 2, 4, 5]);
  });

  it("replaces its last item in a new version only", () => {
    const two = of(1, 2);
    expect(two.replaceLast(9).append(3).toArray()).toEqual([1, 9, 3]);
    expect(two.append(4).toArray()).toEqual([1, 2, 4]);
    expect(two.last).toBe(2);
  });

  it("maps and looks through this version's items only", () => {
    const two = of(1, 2);
    two.append(3).append(4);
    expect(two.map((item) => item * 10).toArray()).toEqual([10, 20]);
    expect(two.some((item) => item > 2)).toBe(false);
    expect(two.some((item) => item === 2)).toBe(true);
    expect(GrownList.empty<number>().toArray()).toEqual([]);
  });
});
