import { signal } from "@preact/signals";

/** Milliseconds that a toast stays: long enough to read a line and to reach its button. */
const stay = 8000;

/** What was just done and can be taken back, in words. */
export const toast = signal<string | undefined>(undefined);

let timer: ReturnType<typeof setTimeout> | undefined;

/** Says for a while what was just done. */
export function showToast(text: string): void {
  clearTimeout(timer);
  toast.value = text;
  timer = setTimeout(hideToast, stay);
}

export function hideToast(): void {
  clearTimeout(timer);
  toast.value = undefined;
}
