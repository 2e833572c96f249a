import { mainThreadTime, processTime, type PanelProcesses } from "./processes";
import type { BenchPanel } from "./benchPanel";

/** Processor time that one frame of a gesture took, in ms. */
export interface FrameWork {
  readonly host: number;
  readonly runner: number;
  /** The main thread that scripts, lays out and paints; in a browser, that of the whole window. */
  readonly webview: number;
  /** From the movement of the pointer to the end of the frame that shows what came of it. */
  readonly latency: number;
}

/** What the pointer does: where it is pressed, and where it goes from there, one place a frame. */
export interface Gesture {
  /** Does it start runs anew? Then a place is done with once those have come in. */
  readonly reruns: boolean;
  readonly press: readonly [number, number];
  readonly places: readonly (readonly [number, number])[];
}

/**
 * Makes a gesture twice and measures it the second time: the first one compiles what it runs, on other threads that
 * count as work.
 */
export async function measureWarm(
  panel: BenchPanel,
  processes: PanelProcesses,
  gesture: Gesture,
): Promise<FrameWork[]> {
  await measureGesture(panel, processes, gesture);
  return measureGesture(panel, processes, gesture);
}

/** Makes a gesture place by place, as fast as the panel draws: each once the one before has been shown. */
export async function measureGesture(
  panel: BenchPanel,
  processes: PanelProcesses,
  { reruns, press, places }: Gesture,
): Promise<FrameWork[]> {
  const { mouse } = panel.workbench.page;
  const spent = () => ({
    host: processTime(processes.host),
    runner: processTime(processes.runner),
    webview: mainThreadTime(processes.webview),
  });
  await mouse.move(...press);
  await mouse.down();
  const work: FrameWork[] = [];
  for (const place of places) {
    await panel.forget();
    // What only measures comes before and after: the panel listens for the frame already, and has told the time.
    const drawn = panel.drawn(reruns ? "runs" : "anything");
    const moved = await panel.now();
    const before = spent();
    await mouse.move(...place);
    await drawn;
    const after = spent();
    const { frames } = await panel.report();
    work.push({
      host: after.host - before.host,
      runner: after.runner - before.runner,
      webview: after.webview - before.webview,
      latency: frames.at(-1)!.end - moved,
    });
  }
  await mouse.up();
  await panel.rest();
  return work;
}
