/**
 * The built page as a whole (npm test builds it first): what it would load from elsewhere, its size, its
 * licences, and that it holds every plugin's settings. What it does is the browser tests' business.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { compressedNames, readApp } from "../../../src/workbench/server/app-files.js";
import type { Notice } from "../../../src/workbench/server/lab-api/licences.js";
import { Settings } from "../../../src/workbench/server/lab-api/settings.js";

const app = readApp();
const json = (name: string) => JSON.parse(readFileSync(join(app.folder, name), "utf8"));
const packed = (folder: string, name: string) =>
  readFileSync(join(app.folder, folder, `${name}.gz`));
const texts = ["static", "themes"].flatMap((folder) =>
  [...compressedNames(join(app.folder, folder))]
    .filter((name) => /\.(js|css)$/.test(name))
    .map((name) => ({ name, text: gunzipSync(packed(folder, name)).toString() })),
);

describe("the built page", () => {
  it("loads no script, style, font or data from another host", () => {
    // A URL that is loaded stands in one of these places; one that is merely named (a link in a menu, a
    // namespace, a schema's name) does not.
    const loads =
      /(?:url\(|@import|\bimport\(|\bfetch\(|importScripts\(|\bsrc=|sendBeacon\(|new (?:Web)?(?:Worker|Socket)\()\s*["'`]?\s*(?:https?:|wss?:)?\/\/[a-z]/gi;
    const networks = /\b(?:cdn\.jsdelivr|unpkg\.com|cdnjs\.|esm\.sh|fonts\.g(?:oogleapis|static))/g;
    const found = texts.flatMap(({ name, text }) =>
      [...text.matchAll(loads), ...text.matchAll(networks)].map(
        ({ index }) => `${name}: ${text.slice(Math.max(0, index - 40), index + 80)}`,
      ),
    );
    expect(texts.length).toBeGreaterThan(50);
    expect(found).toEqual([]);
  });

  it("names only files that it holds", () => {
    const names = compressedNames(join(app.folder, "static"));
    expect([app.entry, ...app.imports, ...app.styles].filter((name) => !names.has(name))).toEqual(
      [],
    );
    const wanted = texts
      .filter(({ name }) => name.endsWith(".css"))
      .flatMap(({ text }) => [...text.matchAll(/url\(["']?\.?\/?([^"')?#:%]+)/g)])
      .map(([, name]) => name!)
      // Not inline data, nor fonts in formats that no browser takes that can run this page.
      .filter((name) => !/^data$|^fa-.*\.(eot|svg|ttf|woff)$/.test(name));
    expect(wanted.filter((name) => !names.has(name))).toEqual([]);
  });

  it("is no larger than 6 MB as it is sent, 1.5 MB of it at the start", () => {
    const size = (names: Iterable<string>) =>
      [...names].reduce((sum, name) => sum + packed("static", name).length, 0);
    expect(size(compressedNames(join(app.folder, "static")))).toBeLessThan(6e6);
    expect(size([app.entry, ...app.imports, ...app.styles])).toBeLessThan(1.5e6);
  });

  it("is built for use: no development code of React, no source maps", () => {
    const all = texts.map(({ text }) => text).join("\n");
    expect(all).not.toContain("Each child in a list should have a unique");
    expect(all).not.toMatch(/^\/\/# sourceMappingURL=(?!data:)/m);
  });

  it("comes with the name, licence and text of everything in it, and nothing under a copyleft", () => {
    const notices = json("licenses.json") as Notice[];
    const names = notices.map(({ name }) => name);
    for (const name of ["@jupyterlab/application", "@lumino/widgets", "mermaid", "mathjax-full"])
      expect(names).toContain(name);
    for (const { name, versionInfo, licenseId, extractedText } of notices) {
      expect([name, versionInfo]).toEqual([name, expect.stringMatching(/^\d+\./)]);
      expect([name, licenseId]).toEqual([name, expect.stringMatching(/^\S/)]);
      expect([name, extractedText.length > 200]).toEqual([name, true]);
    }
    // MPL-2.0 stands beside Apache-2.0, to choose from.
    const strange = notices.filter(
      ({ licenseId }) =>
        !/^\(?(MIT|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|CC-BY-4\.0|\(?MPL-2\.0 OR Apache-2\.0|Unlicense|Zlib|CC0-1\.0|Python-2\.0|BlueOak-1\.0\.0)/.test(
          licenseId,
        ),
    );
    expect(strange.map(({ name, licenseId }) => `${name}: ${licenseId}`)).toEqual([]);
    expect(names).not.toContain("elkjs");
  });

  it("brings settings that start as the lab wants them", async () => {
    const settings = new Settings(app.folder, join(app.folder, "nobody"));
    const defaultOf = async (id: string, name: string) =>
      (await settings.get(id)).schema.properties?.[name]?.default;
    expect(settings.ids.length).toBeGreaterThan(40);
    const extension = "@jupyterlab/apputils-extension";
    expect(await defaultOf(`${extension}:notification`, "fetchNews")).toBe("false");
    expect(await defaultOf(`${extension}:notification`, "checkForUpdates")).toBe(false);
    expect(await defaultOf(`${extension}:themes`, "adaptive-theme")).toBe(true);
  });
});
