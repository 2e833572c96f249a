import { defineConfig } from "vitest/config";
import { liftedCatalogueForVite } from "./src/languages/javascript/liftPlugin.mjs";

/**
 * Unit and contract tests: `virtual:lifted-catalogue` resolves as it does in the build. A test may
 * take its time on a busy machine; none asserts one.
 */
export default defineConfig({
  plugins: [liftedCatalogueForVite()],
  test: { testTimeout: 60_000 },
});
