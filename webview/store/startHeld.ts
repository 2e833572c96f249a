import { signal } from "@preact/signals";

/** Is the start held by the pointer? The runs follow it, and nothing else may move meanwhile. */
export const startHeld = signal(false);
