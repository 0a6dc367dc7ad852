/**
 * Before a test run the compiler's snapshot is built, if the cache has none for this Node; after it the
 * temporary folder goes, whatever happened.
 */
import { execFileSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";

export function setup({ config }: { config: { env: Record<string, string> } }): void {
  const build = join(import.meta.dirname, "../dist/workbench/kernel/compiler/build-snapshot.js");
  if (!existsSync(build)) return;
  execFileSync(process.execPath, [build], { env: { ...process.env, ...config.env } });
}

export function teardown(): void {
  const own = process.env["TIDEBOOK_TEST_FOLDER"];
  if (own !== undefined) rmSync(own, { recursive: true, force: true });
}
