/**
 * Has a press on a picture select no text. `user-select: none` does not hold back the second press of a double click, and
 * a drag would then take the text along. What the press would have focused is focused all the same.
 */
export function selectNothing(event: MouseEvent): void {
  event.preventDefault();
  const target = event.target as Element;
  target.closest<HTMLElement>("[tabindex]")?.focus({ preventScroll: true });
}
