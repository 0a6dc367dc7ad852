import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { claimOf } from "../../../src/learning/article/claims.js";
import { referenceOf } from "../../../src/learning/article/references.js";
import { resourceKinds, resources } from "../../../src/learning/article/resources.js";
import { installedTools, tools } from "../../../src/learning/article/toolkit.js";

describe("the resources", () => {
  test("are the items of sections 8.1 to 8.3, with their statements in the audit", () => {
    const count = (section: string) => resources.filter((item) => item.section === section).length;
    expect(["8.1", "8.2", "8.3"].map(count)).toEqual([7, 9, 3]);
    for (const { claim, section, kind, printed } of resources) {
      expect(claimOf(claim).section, printed).toBe(section);
      expect(resourceKinds[kind].en).not.toBe("");
    }
    // Statement 83 is about the markup of the list, not about an item.
    const claims = new Set(resources.map(({ claim }) => claim));
    expect([...claims].sort()).toEqual(["75", "76", "77", "78", "79", "80", "81", "82"]);
  });

  test("have a flaw exactly where the audit has one about them", () => {
    for (const { claim, flaw, printed } of resources) {
      const fine = claimOf(claim).verdict === "ok" || printed === "ICML" || printed === "NeurIPS";
      expect(flaw === undefined, printed).toBe(fine);
    }
  });

  test("say where each is found, unless it does not exist", () => {
    for (const { kind, instead, url, use, printed } of resources) {
      for (const key of instead) expect(referenceOf(key).confirmed, key).toBe(true);
      const found = instead.length > 0 || url !== undefined;
      expect(found, printed).toBe(kind !== "none");
      if (url !== undefined) {
        expect(new URL(url).protocol).toBe("https:");
        expect(use, printed).toBeDefined();
      }
    }
  });
});

describe("the course's own tools", () => {
  test("are read from what is installed", () => {
    const lock = JSON.parse(
      readFileSync(new URL("../../../package-lock.json", import.meta.url), "utf8"),
    ) as { packages: Record<string, { version: string; license?: string }> };
    for (const { name, version, licence, dependencies } of installedTools()) {
      const locked = lock.packages[`node_modules/${name}`];
      expect(version, name).toBe(locked?.version);
      expect(licence, name).toBe(locked?.license);
      expect(dependencies, name).toBeGreaterThanOrEqual(0);
    }
  });

  test("have each their use in both languages", () => {
    expect(new Set(tools.map(({ name }) => name)).size).toBe(tools.length);
    for (const { use } of tools) expect(use.zh).toMatch(/\p{Script=Han}/u);
  });

  test("that are not installed have no version", () => {
    expect(installedTools(["no-such-package-here"])).toEqual([
      {
        ...{ name: "no-such-package-here", version: undefined },
        ...{ licence: undefined, dependencies: undefined },
      },
    ]);
  });
});
