import type { FrameLocator } from "playwright-core";

/** What reaches out of the panel, has to be scrolled sideways, is a value cut beside a chart's title, or lies on another control, beside popovers. */
export function faultsOfLayout(panel: FrameLocator): Promise<string[]> {
  return panel.locator("body").evaluate((body) => {
    const right = document.documentElement.clientWidth;
    const nameOf = (element: Element) => element.outerHTML.slice(0, 100);
    const shown = [...body.querySelectorAll<HTMLElement>("*")].filter(
      (element) =>
        !element.closest(".visuallyHidden, thead th:not([aria-sort])") &&
        // What is folded away has a box all the same.
        element.checkVisibility() &&
        element.getClientRects().length > 0,
    );
    const outside = shown.filter((element) => {
      const box = element.getBoundingClientRect();
      return box.width > 0 && (box.left < -0.5 || box.right > right + 0.5);
    });
    const clipped = shown.filter(
      (element) =>
        getComputedStyle(element).overflowX !== "visible" &&
        element.scrollWidth > element.clientWidth + 1,
    );
    // A value that had no room goes on in a line that is out of sight.
    const cut = shown.filter((element) => {
      if (!element.matches(".chartValues > *")) return false;
      const { left, bottom } = element.getBoundingClientRect();
      const row = element.parentElement!.getBoundingClientRect();
      return left < row.left - 1 || bottom > row.bottom + 3;
    });
    const controls = shown.filter((element) =>
      element.matches(
        "button, input, select, summary, vscode-button, vscode-dropdown, vscode-checkbox, a, [role=img]",
      ),
    );
    const page = body.querySelector(".stepBar")?.getBoundingClientRect().top ?? Infinity;
    /** Where an element is seen: not outside of the table it scrolls in, and not under the step bar. */
    const seen = (element: HTMLElement) => {
      const { left, right: end, top, bottom } = element.getBoundingClientRect();
      const around = element.parentElement?.closest(".tableScroll")?.getBoundingClientRect();
      return {
        ...{ left, right: end },
        top: Math.max(top, around?.top ?? top),
        bottom: Math.min(
          bottom,
          around?.bottom ?? bottom,
          element.closest(".stepBar, .top") ? bottom : page,
        ),
      };
    };
    const overlapping = controls.filter((one, k) => {
      const a = seen(one);
      return controls.slice(k + 1).some((other) => {
        const b = seen(other);
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        const inOneLayer = one.closest(".popoverPanel") === other.closest(".popoverPanel");
        const apart = !one.contains(other) && !other.contains(one);
        return across > 1 && down > 1 && apart && inOneLayer;
      });
    });
    return [
      ...outside.map((element) => `outside: ${nameOf(element)}`),
      ...clipped.map((element) => `scrolls sideways: ${nameOf(element)}`),
      ...cut.map((element) => `cut: ${nameOf(element)}`),
      ...overlapping.map((element) => `under another control: ${nameOf(element)}`),
    ];
  });
}
