import type { Plugin } from "esbuild";

/** For esbuild. */
export function liftedCatalogue(): Plugin;

/** For Vite and Vitest. */
export function liftedCatalogueForVite(): {
  readonly name: string;
  resolveId(id: string): string | undefined;
  load(id: string): Promise<string | undefined>;
};
