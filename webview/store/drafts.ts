import { computed, signal } from "@preact/signals";

/** How many controls show something that cannot be used as it was typed. */
const wrong = signal(0);

/** Is there a draft that only waits to be mended or discarded? */
export const anyWrongDraft = computed(() => wrong.value > 0);

/** Counts a draft that cannot be used; the function returned ends that. */
export function noteWrongDraft(): () => void {
  wrong.value++;
  return () => {
    wrong.value--;
  };
}

/** How often all drafts were dropped: what was typed before that no longer stands. */
export const drops = signal(0);

/** Drops what was typed into every control and is not in force. */
export function dropDrafts(): void {
  drops.value++;
}
