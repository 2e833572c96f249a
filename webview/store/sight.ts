import { signal } from "@preact/signals";
import type { Signal } from "@preact/signals";

/** Is something being dragged in the panel? */
const dragging = signal(false);

/** Which of the watched parts are in sight, by name. */
const sights = new Map<string, Signal<boolean>>();

function sightOf(name: string): Signal<boolean> {
  const sight = sights.get(name) ?? signal(true);
  sights.set(name, sight);
  return sight;
}

/** Is this part in sight, or nearly so? What is not need not be drawn yet. */
export function isInSight(name: string): boolean {
  return sightOf(name).value;
}

/** Does this part rest? While something is dragged, what lies out of sight is neither asked for nor made anew. */
export function rests(name: string): boolean {
  return dragging.value && !isInSight(name);
}

/** Parts that are about to be scrolled into sight are drawn already. */
const margin = "200px";

const watched = new Map<Element, string>();
let observer: IntersectionObserver | undefined;

/** Notes from now on whether the part of this name is in sight; the function returned ends that. */
export function watchSight(name: string, element: Element): () => void {
  observer ??= new IntersectionObserver(note, { root: document, rootMargin: margin });
  watched.set(element, name);
  observer.observe(element);
  return () => {
    observer?.unobserve(element);
    watched.delete(element);
  };
}

function note(entries: readonly IntersectionObserverEntry[]): void {
  for (const { target, isIntersecting } of entries) {
    const name = watched.get(target);
    if (name !== undefined) sightOf(name).value = isIntersecting;
  }
}

/** Notes from now on whether the pointer moves with a button held. */
export function followDrags(): void {
  const follow = ({ buttons }: PointerEvent): void => {
    dragging.value = buttons !== 0;
  };
  for (const event of ["pointermove", "pointerup", "pointercancel"] as const) {
    window.addEventListener(event, follow, { capture: true });
  }
}
