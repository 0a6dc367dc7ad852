/**
 * Tests touch nothing of the person's: data, history and Jupyter's folders lie in a temporary folder made
 * for this run; the cache (the compiler's snapshot, which takes seconds to build) in one that is kept.
 */
import { mkdtempSync } from "node:fs";
import { availableParallelism, tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";

const own = process.env["TIDEBOOK_TEST_FOLDER"] ?? mkdtempSync(join(tmpdir(), "tidebook-test-"));
process.env["TIDEBOOK_TEST_FOLDER"] = own;

export default defineConfig({
  root: join(import.meta.dirname, ".."),
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/fixtures/**", "test/bench/**", "node_modules/**"],
    globalSetup: [join(import.meta.dirname, "vitest.setup.ts")],
    setupFiles: [join(import.meta.dirname, "vitest.worker.ts")],
    env: {
      TZ: "UTC",
      NO_COLOR: "1",
      TIDEBOOK_DATA_DIR: join(own, "data"),
      XDG_DATA_HOME: join(own, "share"), // the trash
      TIDEBOOK_CACHE_DIR: join(tmpdir(), `tidebook-test-cache-${userInfo().uid}`),
      JUPYTER_DATA_DIR: join(own, "jupyter"),
      JUPYTER_RUNTIME_DIR: join(own, "runtime"),
    },
    maxWorkers: availableParallelism(), // tests of kernels mostly wait
    testTimeout: 30_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } }, // other programs may want the processors too
  },
});
