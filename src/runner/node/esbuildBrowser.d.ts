declare module "esbuild-wasm/lib/browser.js" {
  import type * as esbuild from "esbuild-wasm";
  const browser: typeof esbuild;
  export default browser;
}
