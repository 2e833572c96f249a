import { reportLines, type GoalRow } from "./goals";
import { median } from "./median";

/** A figure in nanoseconds a step beside that of a peer, measured in the same run. */
export interface PeerRow {
  readonly name: string;
  readonly nsPerStep: number;
  readonly peer: string;
  readonly peerNsPerStep?: number;
  readonly ratio?: number;
  /** What the ratio is to stay below. */
  readonly bound?: number;
}

/** A row; without a peer's figure where there was none to be measured. */
export function peerRow(
  name: string,
  peer: string,
  ours: number,
  theirs?: number,
  bound?: number,
): PeerRow {
  return {
    ...{ name, nsPerStep: ours, peer },
    ...(theirs !== undefined && { peerNsPerStep: theirs, ratio: ours / theirs }),
    ...(bound !== undefined && { bound }),
  };
}

/**
 * A row of rounds in which the two sides took turns: medians, and the median of the ratios of each round, as what slows
 * the machine for a while slows both sides of a round. Without the peer's where there were none to be measured.
 */
export function pairedRow(
  name: string,
  peer: string,
  ours: readonly number[],
  theirs: readonly number[],
  bound?: number,
): PeerRow {
  if (theirs.length === 0) return peerRow(name, peer, median(ours), undefined, bound);
  const row = peerRow(name, peer, median(ours), median(theirs), bound);
  return { ...row, ratio: median(ours.map((one, round) => one / theirs[round]!)) };
}

/** Prints rows as JSON where that was asked for, else as a table; figures that have a goal below it. */
export function reportPeers(rows: readonly PeerRow[], goals: readonly GoalRow[] = []): void {
  if (process.argv.includes("--json")) {
    console.log(JSON.stringify([...rows, ...goals]));
    return;
  }
  const short = (value: number | undefined, digits: number): number | string =>
    value === undefined ? "" : Number(value.toPrecision(digits));
  console.table(
    rows.map(({ name, nsPerStep, peer, peerNsPerStep, ratio, bound }) => ({
      name,
      "ns per step": short(nsPerStep, 4),
      peer,
      "peer, ns": short(peerNsPerStep, 4),
      ratio: short(ratio, 3),
      bound: bound === undefined ? "" : `≤ ${bound}`,
    })),
  );
  reportLines(goals);
}
