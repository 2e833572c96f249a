import { effect } from "@preact/signals";
import type * as pictures from "../charts/pictureFormats";
import { lazyScript } from "./lazyScript";

declare global {
  interface Window {
    /** There once its script was loaded. */
    readonly pictures?: typeof pictures;
  }
}

const script = lazyScript("pictures", () => window.pictures);

/** What writes pictures in other formats than the browser's own. */
export function pictureFormats(): Promise<typeof pictures> {
  return new Promise((resolve) => {
    effect(() => {
      const loaded = script();
      if (loaded) resolve(loaded);
    });
  });
}
