import type { Trace } from "../run/record";
import type { Cycle } from "./cycle";

/** Cosine below which two successive gradients count as opposed. */
const opposed = -0.5;

/** Per row: does the gradient point against that of the row before? */
export function alternatingRows(trace: Trace): Uint8Array {
  const rows = new Uint8Array(trace.rows);
  for (let t = 1; t < trace.rows; t++) {
    let product = 0;
    let here = 0;
    let before = 0;
    for (const column of trace.gradient) {
      product += column[t]! * column[t - 1]!;
      here += column[t]! ** 2;
      before += column[t - 1]! ** 2;
    }
    rows[t] = product < opposed * Math.sqrt(here) * Math.sqrt(before) ? 1 : 0;
  }
  return rows;
}

const leastFlips = 20;

/** By how much the length of a flip may vary, as a share of the mean over the last flips. */
const steadiness = 0.05;

/**
 * The parameter, if any, that has flipped to and fro by a constant amount to the end of the run; the one that has
 * done so longest. Its amplitude is half the mean |θ^{t+1} − θ^t|.
 */
export function steadyFlip(trace: Trace): Cycle | undefined {
  let longest: Cycle | undefined;
  trace.theta.forEach((column, k) => {
    const last = trace.rows - 1;
    const reference = Math.abs(column[last]! - column[last - 1]!);
    if (!(reference > 0)) return;
    let from = last;
    let sign = Math.sign(column[last]! - column[last - 1]!);
    let total = 0;
    while (from > 0) {
      const move = column[from]! - column[from - 1]!;
      if (Math.sign(move) !== sign) break;
      if (Math.abs(Math.abs(move) / reference - 1) > steadiness) break;
      total += Math.abs(move);
      sign = -sign;
      from--;
    }
    const flips = last - from;
    if (flips < leastFlips) return;
    if (longest && longest.from <= from) return;
    longest = { parameter: trace.recorded[k]!, from, amplitude: total / flips / 2 };
  });
  return longest;
}
