import { resolve } from "node:path";
import { defineConfig } from "vitest/config";
import { liftedCatalogueForVite } from "./src/languages/javascript/lift/liftPlugin.mjs";

/**
 * Unit and contract tests: `virtual:lifted-catalogue` resolves as it does in the build. A test may
 * take its time on a busy machine; none asserts one. Parts of the host meet a stand-in for VS Code. Where nobody watches
 * (`CI`), a test of real processes that a pause of the machine upset gets a second try, and the report shows it.
 */
export default defineConfig({
  plugins: [liftedCatalogueForVite()],
  resolve: { alias: { vscode: resolve(import.meta.dirname, "test/unit/host/vscodeStandIn.ts") } },
  test: {
    testTimeout: 60_000,
    setupFiles: ["test/seeds.ts", "test/language.ts"],
    retry: process.env["CI"] === undefined ? 0 : 1,
  },
});
