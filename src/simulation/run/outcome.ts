import type { Stop, Trace } from "./record";
import type { Row } from "./recorder";

/** What of a run is followed besides where it ends. */
export interface Follow {
  /** The lowest loss on the way. */
  readonly lowest?: boolean;
  /** The highest loss on the way. */
  readonly highest?: boolean;
  /** The first row whose loss is at most this. */
  readonly target?: number | undefined;
}

/** What became of a run of which no rows were kept. */
export interface Outcome {
  readonly stop: Stop;
  /** The loss of the last row. */
  readonly loss: number;
  /** The lowest and the highest loss of all rows that are numbers; Infinity and −Infinity of none, or where not asked for. */
  readonly lowest: number;
  readonly highest: number;
  /** The first row at or below the target; undefined where there is none. */
  readonly reached: number | undefined;
}

/** A run without a loss at its end: it grew beyond bounds, or came to where the function throws or gives no number. */
export type LostRun = "grew" | "undefined";

/** What is followed as it stands after some rows. */
export interface Followed {
  lowest: number;
  highest: number;
  reached: number | undefined;
}

/** What is followed before the first row. */
export const nothingFollowed: Followed = {
  lowest: Infinity,
  highest: -Infinity,
  reached: undefined,
};

/** Takes the loss of the next row into what is followed. */
function followRow(follow: Follow, followed: Followed, loss: number, row: number): void {
  if (follow.lowest === true && loss < followed.lowest) followed.lowest = loss;
  if (follow.highest === true && loss > followed.highest) followed.highest = loss;
  if (follow.target !== undefined && loss <= follow.target) followed.reached ??= row;
}

/** What is to be told of a run that was recorded. */
export function outcomeOfTrace({ loss, stop }: Trace, follow: Follow): Outcome {
  const followed = { ...nothingFollowed };
  loss.forEach((value, row) => {
    followRow(follow, followed, value, row);
  });
  return { stop, loss: loss.at(-1)!, ...followed };
}

/** Counts the rows of a run, from row `rows` on, and keeps of them what is followed. */
export interface FollowingRecorder extends Readonly<Followed> {
  readonly rows: number;
  /** The loss of the last row. */
  readonly loss: number;
  append(row: Row): void;
}

export function followingRecorder(
  follow: Follow,
  rows = 0,
  before: Readonly<Followed> = nothingFollowed,
): FollowingRecorder {
  const followed = { ...before };
  let count = rows;
  let last = NaN;
  return {
    get rows() {
      return count;
    },
    get loss() {
      return last;
    },
    get lowest() {
      return followed.lowest;
    },
    get highest() {
      return followed.highest;
    },
    get reached() {
      return followed.reached;
    },
    append({ loss }) {
      last = loss;
      followRow(follow, followed, loss, count);
      count++;
    },
  };
}
