import { signal, type Signal } from "@preact/signals";

/** Is something being dragged in the panel? */
const dragging = signal(false);

/** Does what is being dragged change a setting? */
const adjusting = signal(false);

/** Whether the watched parts overlap what is in sight, widened by a margin. */
class Sight {
  private readonly overlaps = new Map<string, Signal<boolean>>();
  private readonly watched = new Map<Element, string>();
  private observer: IntersectionObserver | undefined;

  constructor(private readonly margin: string) {}

  of(name: string): Signal<boolean> {
    const overlaps = this.overlaps.get(name) ?? signal(true);
    this.overlaps.set(name, overlaps);
    return overlaps;
  }

  watch(name: string, element: Element): void {
    this.observer ??= new IntersectionObserver((entries) => this.note(entries), {
      root: document,
      rootMargin: this.margin,
    });
    this.watched.set(element, name);
    this.observer.observe(element);
  }

  unwatch(element: Element): void {
    this.observer?.unobserve(element);
    this.watched.delete(element);
  }

  private note(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const name = this.watched.get(target);
      if (name !== undefined) this.of(name).value = isIntersecting;
    }
  }
}

const inSight = new Sight("0px");
/** Parts that are about to be scrolled into sight are drawn already. */
const nearSight = new Sight("200px");

/** Is this part in sight, or nearly so? What is not need not be drawn yet. */
export function isNearSight(name: string): boolean {
  return nearSight.of(name).value;
}

/** Does this part rest? While something is dragged, what lies out of sight is not made anew. */
export function rests(name: string): boolean {
  return dragging.value && !inSight.of(name).value;
}

/** Is this part not asked for? While something is dragged, nothing is that lies far out of sight. */
export function isUnasked(name: string): boolean {
  return dragging.value && !isNearSight(name);
}

/** Is something being dragged? Then what nobody reads meanwhile may wait. */
export function isDragging(): boolean {
  return dragging.value;
}

/** Is a setting being dragged? */
export function isAdjusting(): boolean {
  return adjusting.value;
}

/** A setting is changed: by what is being dragged, if anything is. */
export function noteAdjusting(): void {
  adjusting.value = dragging.peek();
}

/** Notes from now on whether the part of this name is in sight; the function returned ends that. */
export function watchSight(name: string, element: Element): () => void {
  for (const sight of [inSight, nearSight]) sight.watch(name, element);
  return () => {
    for (const sight of [inSight, nearSight]) sight.unwatch(element);
  };
}

/** Notes from now on whether the pointer moves with a button held. */
export function followDrags(): void {
  const follow = ({ buttons }: PointerEvent): void => {
    setDragging(buttons !== 0);
  };
  for (const event of ["pointermove", "pointerup", "pointercancel"] as const) {
    window.addEventListener(event, follow, { capture: true });
  }
  // A menu or another window may keep the release of the button to itself.
  for (const event of ["contextmenu", "blur"] as const) {
    window.addEventListener(event, () => {
      setDragging(false);
    });
  }
}

function setDragging(now: boolean): void {
  dragging.value = now;
  if (!now) adjusting.value = false;
}
