import { signal } from "@preact/signals";
import type * as formulas from "./formulas";
import { report } from "../store/connection";

type Typesetter = typeof formulas;

declare global {
  interface Window {
    /** There once its script was loaded. */
    readonly formulas?: Typesetter;
  }
}

/** This script's own element, which names the script that typesets (`panelHtml.ts`) and may run another one. */
const ownScript = document.currentScript as HTMLScriptElement;

const loaded = signal<Typesetter | undefined>(undefined);
let isAskedFor = false;

/** What typesets formulas; undefined until its script, which the first call asks for, is there. */
export function typesetter(): Typesetter | undefined {
  if (!isAskedFor) load();
  return loaded.value;
}

function load(): void {
  isAskedFor = true;
  const script = document.createElement("script");
  script.nonce = ownScript.nonce;
  script.src = ownScript.dataset["formulas"]!;
  script.addEventListener("load", () => {
    loaded.value = window.formulas;
  });
  script.addEventListener("error", () => report(`${script.src} cannot be loaded`));
  document.head.append(script);
}
