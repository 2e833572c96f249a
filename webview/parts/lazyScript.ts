import { signal } from "@preact/signals";
import { report } from "../store/connection";

/** This script's own element, which names those that it may load (`panelHtml.ts`). */
const ownScript = document.currentScript as HTMLScriptElement;

/**
 * A script of its own that is loaded when it is first asked for: answers with what `read` finds once it is there, and
 * with undefined before.
 */
export function lazyScript<Exports>(
  name: string,
  read: () => Exports | undefined,
): () => Exports | undefined {
  const loaded = signal<Exports | undefined>(undefined);
  let isAskedFor = false;
  return () => {
    if (!isAskedFor) {
      isAskedFor = true;
      const script = document.createElement("script");
      script.nonce = ownScript.nonce;
      script.src = ownScript.dataset[name]!;
      script.addEventListener("load", () => {
        loaded.value = read();
      });
      script.addEventListener("error", () => report(`${script.src} cannot be loaded`));
      document.head.append(script);
    }
    return loaded.value;
  };
}
