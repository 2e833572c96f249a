import { OPERATION_CODES } from "../../graph/operations";
import { nodeOf, type Recorder } from "../traced";

/** The mean of nodes that come one by one, as a mean over samples is added up. */
export class RunningMean {
  private sum = -1;
  private count = 0;

  constructor(private readonly recorder: Recorder) {}

  add(value: unknown): void {
    const node = nodeOf(this.recorder, value);
    this.sum =
      this.count === 0 ? node : this.recorder.apply(OPERATION_CODES.add, this.sum, node, -1);
    this.count++;
  }

  get node(): number {
    return this.recorder.apply(
      OPERATION_CODES.div,
      this.sum,
      this.recorder.constant(this.count),
      -1,
    );
  }
}
