import type * as relief from "../charts/reliefs";
import { lazyScript } from "../parts/lazyScript";

declare global {
  interface Window {
    /** There once its script was loaded. */
    readonly relief?: typeof relief;
  }
}

/** What draws the surface in three dimensions. */
export const reliefScript = lazyScript("relief", () => window.relief);
