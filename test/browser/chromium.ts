/**
 * A real Chromium for the browser tests: found by the variable CHROMIUM or in the usual places, started
 * without anything that calls home. Where there is none, `chromiumPath` is undefined and the reason is
 * printed once, so that skipped tests say why; under TIDEBOOK_REQUIRE_BROWSER (CI) it is an error.
 */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium, type Browser } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const places = [
  "/usr/bin",
  "/usr/local/bin",
  "/snap/bin",
  ...(process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== ""),
];
const fixed = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function find(): string | undefined {
  const stated = process.env["CHROMIUM"];
  if (stated !== undefined && stated !== "") return runs(stated) ? stated : undefined;
  return [...places.flatMap((place) => names.map((name) => join(place, name))), ...fixed].find(
    runs,
  );
}

/** The executable, or undefined where none was found. */
export const chromiumPath = find();

if (chromiumPath === undefined && (process.env["TIDEBOOK_REQUIRE_BROWSER"] ?? "") !== "") {
  throw new Error(
    "no Chromium found: the browser tests must run here (TIDEBOOK_REQUIRE_BROWSER is set); " +
      "install chromium, or set CHROMIUM to an executable",
  );
}

console.log(
  chromiumPath === undefined
    ? "browser tests are skipped: no Chromium found (install chromium, or set CHROMIUM to an executable)"
    : `browser tests use ${chromiumPath}`,
);

/** Starts the browser; call only where `chromiumPath` is defined. */
export async function startChromium(): Promise<Browser> {
  const quiet = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
  ];
  const args = process.getuid?.() === 0 ? ["--no-sandbox", ...quiet] : quiet;
  return chromium.launch({
    ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
    args,
  });
}
