import { signal } from "@preact/signals";

/** Is something being dragged in the panel? */
const dragging = signal(false);

/** Names of the watched parts that lie out of sight. */
const outOfSight = signal<ReadonlySet<string>>(new Set());

/** Does this part rest? While something is dragged, what lies out of sight is neither asked for nor drawn anew. */
export function rests(name: string): boolean {
  return dragging.value && outOfSight.value.has(name);
}

const watched = new Map<Element, string>();
let observer: IntersectionObserver | undefined;

/** Notes from now on whether the part of this name is in sight; the function returned ends that. */
export function watchSight(name: string, element: Element): () => void {
  observer ??= new IntersectionObserver(note);
  watched.set(element, name);
  observer.observe(element);
  return () => {
    observer?.unobserve(element);
    watched.delete(element);
  };
}

function note(entries: readonly IntersectionObserverEntry[]): void {
  const names = new Set(outOfSight.peek());
  for (const { target, isIntersecting } of entries) {
    const name = watched.get(target);
    if (name === undefined) continue;
    if (isIntersecting) names.delete(name);
    else names.add(name);
  }
  outOfSight.value = names;
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
