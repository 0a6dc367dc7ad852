import { defineConfig } from "vitest/config";

export default defineConfig({
  root: new URL("..", import.meta.url).pathname,
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/fixtures/**", "test/bench/**", "node_modules/**"],
    env: { TZ: "UTC", FORCE_COLOR: "0", NO_COLOR: "1" },
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
