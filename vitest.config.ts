import { defineConfig } from "vitest/config";
import { liftedCatalogueForVite } from "./src/languages/javascript/liftPlugin.mjs";

/** Unit and contract tests: `virtual:lifted-catalogue` resolves as it does in the build. */
export default defineConfig({ plugins: [liftedCatalogueForVite()] });
