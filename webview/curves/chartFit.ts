import { useLayoutEffect, type MutableRef } from "preact/hooks";
import { noteChartRoom, type ChartRoom, type ChartStretch } from "../store/layout";
import { measure } from "../parts/measuring";

/** Keeps the charts as high as it takes to fill the panel, whatever stands above and between them. */
export function useChartFit(stack: MutableRef<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const read = (): ChartRoom | undefined => (stack.current ? roomOf(stack.current) : undefined);
    const note = (room: ChartRoom | undefined): void => {
      if (room) noteChartRoom(room);
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

/** From the first chart, and from what stands above it, to the step axis, as it is before anything is scrolled. */
function roomOf(stack: HTMLElement): ChartRoom {
  const below = ["stepAxis", "stepBar"].reduce((sum, name) => {
    const box = document.querySelector(`.${name}`)?.getBoundingClientRect();
    return sum + (box?.height ?? 0);
  }, 0);
  const bottom = window.innerHeight - window.scrollY - below;
  const head = stack.parentElement!.querySelector(".chartsHead")!;
  return {
    charts: bottom - stack.getBoundingClientRect().top,
    column: bottom - head.getBoundingClientRect().bottom,
    kinds: kindsIn(stack),
  };
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
