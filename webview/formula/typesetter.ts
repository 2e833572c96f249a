import type * as formulas from "./formulas";
import { lazyScript } from "../parts/lazyScript";

declare global {
  interface Window {
    /** There once its script was loaded. */
    readonly formulas?: typeof formulas;
  }
}

/** What typesets formulas; undefined until its script, which the first call asks for, is there. */
export const typesetter = lazyScript("formulas", () => window.formulas);
