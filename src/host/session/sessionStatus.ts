import type { PanelStatus } from "../../protocol/panel";
import type { Problem } from "../../protocol/problem";

/** Milliseconds that something may take before the panel says so: what is quicker would only flicker. */
const soon = 100;

/** How a session stands, and why where it stands badly. `publish` is called whenever the panel is to say so. */
export class SessionStatus {
  private is: PanelStatus = "empty";
  private why: Problem | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly publish: () => void) {}

  get now(): PanelStatus {
    return this.is;
  }

  get problem(): Problem | undefined {
    return this.why;
  }

  set(status: PanelStatus): void {
    clearTimeout(this.timer);
    this.is = status;
    this.publish();
  }

  /** Something is under way: said at once where no curves are on show, else once it takes a while. */
  begins(hasCurves: boolean): void {
    this.is = "running";
    clearTimeout(this.timer);
    if (hasCurves) this.timer = setTimeout(this.publish, soon);
    else this.publish();
  }

  /** Runs are under way, which say themselves how far they are. */
  runs(): void {
    this.is = "running";
  }

  /** The last good curves stay, marked stale; with none to keep, the panel says what failed. */
  failed(problem: Problem, hasCurves: boolean): void {
    this.why = problem;
    const withCurves = hasCurves ? "stale" : "failed";
    this.set(problem.kind === "untrusted" ? "untrusted" : withCurves);
  }

  /** What was wrong is no longer. */
  mended(): void {
    this.why = undefined;
  }
}
