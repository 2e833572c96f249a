/** What a frame of the panel reports about itself. All times are milliseconds of its own clock. */
export interface PanelProbe {
  /** Messages that carried curves: when each arrived and was handled, and whether all its runs had ended. */
  readonly arrivals: {
    readonly at: number;
    readonly handled: number;
    readonly complete: boolean;
  }[];
  /** Frames in which something changed: when the main thread had finished each, and whether curves were drawn in it. */
  readonly frames: { readonly end: number; readonly curves: boolean }[];
  /** Forgets what was seen so far. */
  clear(): void;
  /**
   * Resolves when a frame has ended after `clear`; with `withRuns`, when one has ended after finished runs had arrived,
   * since the frames before that cannot show them.
   */
  drawn(withRuns: boolean): Promise<void>;
  /** Resolves when nothing was drawn or changed for so long. */
  quiet(milliseconds: number): Promise<void>;
}

declare global {
  interface Window {
    panelProbe: PanelProbe;
  }
}

/**
 * Runs in every document before its own scripts, so it may use nothing from outside. It listens in on messages, canvases
 * and the document; what the panel does stays the same.
 */
export function installProbe(): void {
  type Area = [x: number, y: number, width: number, height: number];
  if (window === window.top) return;
  const arrivals: { at: number; handled: number; complete: boolean }[] = [];
  const frames: { end: number; curves: boolean }[] = [];
  let changed = false;
  let curves = false;
  let framePending = false;
  let waiting: (() => boolean)[] = [];
  let lastChange = 0;

  const requestFrame = window.requestAnimationFrame.bind(window);
  const frameEnd = new MessageChannel();
  // A message that is posted in a frame's callbacks is handled after that frame was laid out and painted.
  frameEnd.port1.onmessage = () => {
    framePending = false;
    if (!changed) return;
    lastChange = performance.now();
    frames.push({ end: lastChange, curves });
    changed = curves = false;
    waiting = waiting.filter((isOver) => !isOver());
  };
  const inFrame = () => {
    if (framePending) return;
    framePending = true;
    frameEnd.port2.postMessage(0);
  };
  window.requestAnimationFrame = (callback) =>
    requestFrame((now) => {
      inFrame();
      callback(now);
    });
  const noteChange = () => {
    lastChange = performance.now();
    if (changed) return;
    changed = true;
    if (!framePending) requestFrame(inFrame);
  };

  const pen: { clearRect: (this: CanvasRenderingContext2D, ...area: Area) => void } =
    CanvasRenderingContext2D.prototype;
  const { clearRect } = pen;
  pen.clearRect = function (...area) {
    noteChange();
    if (this.canvas.closest(".chartCanvas")) curves = true;
    clearRect.apply(this, area);
  };
  new MutationObserver(noteChange).observe(document, {
    ...{ subtree: true, childList: true, characterData: true, attributes: true },
  });

  interface Call {
    readonly m?: string;
    readonly a?: readonly (readonly { readonly complete: boolean }[])[];
  }
  const listenIn = ({ timeStamp, data }: MessageEvent<readonly Call[] | undefined>) => {
    if (!Array.isArray(data)) return;
    for (const { m: name, a: values } of data as readonly Call[]) {
      if (name !== "seriesChanged" || !values?.[0]) continue;
      const complete = values[0].every((run) => run.complete);
      arrivals.push({ at: timeStamp, handled: performance.now(), complete });
    }
  };
  // VS Code writes the document anew, which takes away all listeners: ours comes back with the panel's own.
  const listen = window.addEventListener.bind(window);
  window.addEventListener = (...all: [string, EventListenerOrEventListenerObject]) => {
    if (all[0] === "message") listen("message", listenIn);
    listen(...all);
  };

  window.panelProbe = {
    arrivals,
    frames,
    clear() {
      arrivals.length = 0;
      frames.length = 0;
    },
    drawn: (withRuns) =>
      new Promise((resolve) => {
        const isOver = (): boolean => {
          const end = frames.at(-1)?.end ?? -Infinity;
          const over = withRuns
            ? arrivals.some(({ handled, complete }) => complete && handled < end)
            : frames.length > 0;
          if (over) resolve();
          return over;
        };
        if (!isOver()) waiting.push(isOver);
      }),
    async quiet(milliseconds) {
      for (;;) {
        const left = lastChange + milliseconds - performance.now();
        if (left <= 0 && !changed) return;
        await new Promise((resolve) => setTimeout(resolve, Math.max(1, left)));
      }
    },
  };
}
