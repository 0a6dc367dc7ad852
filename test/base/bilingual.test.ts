import { afterEach, describe, expect, test, vi } from "vitest";
import { inLanguage, isBilingual, preferredLanguage } from "../../src/base/bilingual.js";

afterEach(() => vi.unstubAllEnvs());

describe("labels in two languages", () => {
  test("are English unless TIDEBOOK_LANGUAGE asks for Chinese", () => {
    const label = { en: "epoch", zh: "轮次" };
    vi.stubEnv("TIDEBOOK_LANGUAGE", "");
    expect([preferredLanguage(), inLanguage(label)]).toEqual(["en", "epoch"]);
    vi.stubEnv("TIDEBOOK_LANGUAGE", "zh");
    expect([preferredLanguage(), inLanguage(label)]).toEqual(["zh", "轮次"]);
    vi.stubEnv("TIDEBOOK_LANGUAGE", "fr");
    expect(preferredLanguage()).toBe("en");
  });

  test("may be one text for both", () => {
    expect(inLanguage("CBOW", "zh")).toBe("CBOW");
  });

  test("are told from other values", () => {
    const values = [{ en: "a", zh: "b" }, { en: "a" }, null, "a"];
    expect(values.map(isBilingual)).toEqual([true, false, false, false]);
  });
});
