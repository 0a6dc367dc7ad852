import { describe, expect, test, vi } from "vitest";
import { Random } from "../../../../src/base/random.js";
import { toWord2VecOptions } from "../../../../src/learning/embedding/options.js";
import {
  allocateModel,
  attachModel,
  viewsOf,
} from "../../../../src/learning/embedding/loop/shared-model.js";
import { checkLeastMemory } from "../../../../src/learning/embedding/loop/memory-need.js";
import { webAssembly } from "../../../../src/learning/embedding/loop/web-assembly.js";

const small = toWord2VecOptions({ dimension: 5, reportEvery: 100, seed: 3 });

describe("a shared model", () => {
  test("starts with input vectors uniform in ±1/dimension, drawn by four generators in turn", () => {
    const { input, output, stride, outputRows } = allocateModel([3, 2, 1], small);
    expect([stride, outputRows]).toEqual([8, 3]);
    const generators = [0, 1, 2, 3].map((stream) => new Random(3).fork(stream));
    for (let row = 0; row < 3; row += 1) {
      for (let k = 0; k < stride; k += 1) {
        const drawn = (generators[k % 4]!.uint32() >>> 8) / 2 ** 24;
        const expected = k < 5 ? (2 * drawn - 1) / 5 : 0;
        expect(Math.abs(input[row * stride + k]! - expected)).toBeLessThan(5e-8);
      }
    }
    expect(output.every((value) => value === 0)).toBe(true);
  });

  test("has start values of mean 0 and standard deviation 1/(d√3), by its seed", () => {
    const options = toWord2VecOptions({ dimension: 100, reportEvery: 100, seed: 3 });
    const counts = new Array<number>(1000).fill(1);
    const { input } = allocateModel(counts, options);
    const mean = input.reduce((sum, value) => sum + value, 0) / input.length;
    const square = input.reduce((sum, value) => sum + value * value, 0) / input.length;
    const sd = 0.01 / Math.sqrt(3);
    expect(Math.abs(mean)).toBeLessThan((3 * sd) / Math.sqrt(input.length));
    expect(Math.sqrt(square) / sd).toBeCloseTo(1, 2);
    expect(allocateModel(counts, options).input).toEqual(input);
    expect(allocateModel(counts, { ...options, seed: 4 }).input).not.toEqual(input);
  });

  test("is the same in another thread, by its layout", () => {
    const model = allocateModel([3, 2, 1], small);
    const attached = attachModel(model.layout);
    model.output[7] = 4;
    expect(attached.output[7]).toBe(4);
    expect(attached.input.buffer).toBeInstanceOf(SharedArrayBuffer);
    const { memory, ...rest } = model.layout;
    expect(structuredClone(rest)).toEqual(rest);
    expect(memory.buffer.byteLength).toBeGreaterThanOrEqual(rest.places.bytes);
  });

  test("has inner nodes of the Huffman tree for output rows in hierarchical softmax", () => {
    const options = toWord2VecOptions({ dimension: 4, loss: "hierarchical", reportEvery: 100 });
    const model = allocateModel([5, 2, 1], options);
    expect(model.outputRows).toBe(2);
    expect([...viewsOf(model.layout, 0).steps]).toEqual([3, 2, 1, 2, 0]);
    expect([...viewsOf(allocateModel([5, 2, 1], small).layout, 0).starts]).toEqual([]);
    expect(allocateModel([5], options).outputRows).toBe(1);
  });

  test("keeps √(t/f) + t/f of a word's occurrences, all where sample is 0", () => {
    const views = (sample: number) =>
      viewsOf(allocateModel([90, 10], toWord2VecOptions({ sample, reportEvery: 100 })).layout, 0);
    const share = (f: number) => Math.sqrt(0.01 / f) + 0.01 / f;
    const { keep } = views(0.01);
    expect(keep[0]! / 2 ** 32).toBeCloseTo(share(0.9), 8);
    expect(keep[1]! / 2 ** 32).toBeCloseTo(share(0.1), 8);
    expect([...views(0).keep]).toEqual([0xffffffff, 0xffffffff]);
  });
});

describe("memory that does not suffice is refused before it is taken:", () => {
  test("more than WebAssembly addresses", () => {
    const options = toWord2VecOptions({ dimension: 100_000 });
    expect(() => allocateModel(new Array<number>(20_000).fill(1), options)).toThrow(
      "memory for 20000 words × 100000 numbers: 16.0 GB; expected at most 4.3 GB, what WebAssembly addresses; raise minCount, set maxSize or lower dimension",
    );
  });

  test("more room for the threads than WebAssembly addresses, with the options that ask for it", () => {
    const options = toWord2VecOptions({ dimension: 1_000_000, window: 100_000 });
    expect(() => checkLeastMemory(options)).toThrow(
      /^memory for 2 words × 1000000 numbers in 1 thread, a window of 100000, 5 noise words: [\d.]+ GB; expected at most 4\.3 GB, what WebAssembly addresses; lower window, dimension, negative or threads$/,
    );
    expect(() => checkLeastMemory(small)).not.toThrow();
  });

  test("more than is free", () => {
    const taken = vi.spyOn(webAssembly, "Memory");
    const options = toWord2VecOptions({ dimension: 400, reportEvery: 1000 });
    const counts = new Array<number>(10_000).fill(1);
    expect(() => allocateModel(counts, options, { freeBytes: 20e6 })).toThrow(
      "memory for 10000 words × 400 numbers: 33 MB; expected at most 20 MB, what is free on this machine; raise minCount, set maxSize or lower dimension",
    );
    expect(taken).not.toHaveBeenCalled();
    taken.mockRestore();
    expect(allocateModel(counts, options, { freeBytes: 40e6 }).words).toBe(10_000);
  });

  test("more than the system grants", () => {
    const refusing = vi.spyOn(webAssembly, "Memory").mockImplementation(function () {
      throw new RangeError("could not allocate memory");
    } as never);
    expect(() => allocateModel([1], small)).toThrow(
      /^bytes for the model: \d+; expected memory that the system grants$/,
    );
    refusing.mockRestore();
  });
});
