import { stretch } from "./task";

/** Steps of a slice: at first a few, then as many as fit into a stretch. */
const firstSteps = 100;
const mostSteps = 10_000;

/** How much slower than the fastest a step may look before that is believed: others may have had the processor. */
const mostSlowing = 1.5;

/** How many steps a run takes before it looks up. */
export class Pace {
  /** Milliseconds of a step when nothing else had the processor, as far as that can be seen. */
  private stepTime = Infinity;

  constructor(public steps = firstSteps) {}

  /** After a slice of `steps` that took so many milliseconds: as many as fit, at most four times as many as before. */
  took(milliseconds: number): void {
    this.stepTime = Math.min(milliseconds / this.steps, this.stepTime * mostSlowing);
    const fitting = Math.floor(stretch / this.stepTime);
    this.steps = Math.max(1, Math.min(fitting, 4 * this.steps, mostSteps));
  }
}
