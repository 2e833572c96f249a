import { useLayoutEffect, type MutableRef } from "preact/hooks";
import { noteChartRoom, type ChartStretch } from "../store/layout";
import { measure } from "../parts/measuring";

/** Keeps the charts as high as it takes to fill the panel, whatever stands above and between them. */
export function useChartFit(stack: MutableRef<HTMLElement | null>): void {
  useLayoutEffect(() => {
    type Room = readonly [number, readonly ChartStretch[]];
    const read = (): Room | undefined =>
      stack.current ? [roomFor(stack.current), kindsIn(stack.current)] : undefined;
    const note = (room: Room | undefined): void => {
      if (room) noteChartRoom(...room);
    };
    const fit = (): void => note(read());
    measure(read, note);
    // Whatever changes the room changes the length of the page.
    const observer = new ResizeObserver(fit);
    observer.observe(document.getElementById("root")!);
    observer.observe(stack.current!);
    window.addEventListener("resize", fit);
    return () => {
      observer.disconnect();
      window.removeEventListener("resize", fit);
    };
  }, []);
}

/** From the first chart to the step axis, as it is before anything is scrolled. */
function roomFor(stack: HTMLElement): number {
  const top = stack.getBoundingClientRect().top + window.scrollY;
  const below = ["stepAxis", "stepBar"].reduce((sum, name) => {
    const box = document.querySelector(`.${name}`)?.getBoundingClientRect();
    return sum + (box?.height ?? 0);
  }, 0);
  return window.innerHeight - top - below;
}

/** Every kind down to the last that is not folded, with what stands around its charts. */
function kindsIn(stack: HTMLElement): readonly ChartStretch[] {
  const kinds = [...stack.querySelectorAll<HTMLElement>(".chartGroup")].map((group) => {
    const charts = [...group.querySelectorAll<HTMLElement>(".chartCanvas")];
    const taken = charts.reduce((sum, chart) => sum + chart.offsetHeight, 0);
    return { around: group.offsetHeight - taken, count: charts.length };
  });
  while (kinds.at(-1)?.count === 0) kinds.pop();
  return kinds;
}
