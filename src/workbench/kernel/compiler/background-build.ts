/**
 * Builds a missing snapshot without being in anybody's way: in a process of its own, at low priority, that
 * survives the kernel. Whether it succeeds is for the next start to see.
 */
import { spawn } from "node:child_process";

import { cleanEnvironment } from "./environment.js";
import { builtFile } from "./installation.js";

export function buildInBackground(
  cacheFolder: string,
  log: ((line: string) => void) | undefined,
): void {
  const builder = spawn(
    process.execPath,
    [builtFile("build-snapshot.js"), cacheFolder, "--background"],
    { detached: true, stdio: "ignore", env: cleanEnvironment(), windowsHide: true },
  );
  builder.on("error", (error) =>
    log?.(`compiler snapshot: ${error.message}; expected to build it in the background`),
  );
  builder.unref();
}
