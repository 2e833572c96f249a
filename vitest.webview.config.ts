import { defineConfig } from "vitest/config";

/** Tests in a real workbench in a browser: one file at a time, each with a server of its own. */
export default defineConfig({
  test: {
    include: ["test/webview/**/*.test.ts", "test/newest/**/*.test.ts"],
    fileParallelism: false,
    testTimeout: 240_000,
    retry: process.env["CI"] === undefined ? 0 : 1,
    expect: { poll: { timeout: 60_000 } },
    hookTimeout: 300_000,
  },
});
