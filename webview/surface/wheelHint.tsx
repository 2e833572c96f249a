import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { say } from "../../l10n/words";

/** Milliseconds that the hint stays. */
const hintTime = 3000;

const shown = signal(false);
let told = false;

/** Says once in a panel's life that a plain wheel does not zoom. */
export function hintAtWheel(): void {
  if (told) return;
  told = true;
  shown.value = true;
  setTimeout(() => (shown.value = false), hintTime);
}

/** Which keys make the wheel zoom, in a corner of the picture, over it. */
export function WheelHint(): JSX.Element | null {
  if (!shown.value) return null;
  const key = navigator.userAgent.includes("Mac") ? "⌘" : "Ctrl";
  return (
    <span class="wheelHint" aria-hidden="true">
      {say("surface.wheel", { key })}
    </span>
  );
}
