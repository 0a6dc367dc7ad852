/** Work side by side with results in order: order, bounds, failures. */
import { setTimeout as wait } from "node:timers/promises";
import { expect, it } from "vitest";
import { inOrder } from "../../../src/learning/text/in-order.js";

async function* parts(count: number, failAt = Infinity): AsyncGenerator<number> {
  for (let i = 0; i < count; i += 1) {
    if (i === failAt) throw new Error("no more parts");
    yield await Promise.resolve(i);
  }
}

it("gives results in the order of the parts, whichever is ready first", async () => {
  const found: number[] = [];
  for await (const value of inOrder(parts(20), async (i) => (await wait((20 - i) % 7), i * i), 5))
    found.push(value);
  expect(found).toEqual(Array.from({ length: 20 }, (_, i) => i * i));
});

it("has no more parts under way than allowed", async () => {
  let running = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    most = Math.max(most, (running += 1));
    await wait(1);
    running -= 1;
  };
  for await (const each of inOrder(parts(30), work, 4)) expect(each).toBeUndefined();
  expect(most).toBe(4);
});

it("hands on all results before a failure of the parts or of the work", async () => {
  for (const [failing, message] of [
    [inOrder(parts(9, 6), (i) => Promise.resolve(i), 4), "no more parts"],
    [
      inOrder(
        parts(9),
        (i) => (i === 6 ? Promise.reject(new Error("bad part")) : Promise.resolve(i)),
        4,
      ),
      "bad part",
    ],
  ] as const) {
    const found: number[] = [];
    const reading = (async () => {
      for await (const value of failing) found.push(value);
    })();
    await expect(reading).rejects.toThrow(message);
    expect(found).toEqual([0, 1, 2, 3, 4, 5]);
  }
});
