/** θ and σ of *all* parameters at some rows of a run that does not record them all. */
export interface Snapshots {
  /** Ascending. */
  readonly rows: readonly number[];
  /** `[snapshot][parameter]`. */
  readonly theta: readonly Float64Array[];
  readonly sigma: readonly Float64Array[];
}

interface Snapshot {
  readonly row: number;
  readonly theta: Float64Array;
  readonly sigma: Float64Array;
}

/** Evenly spaced snapshots at most, and numbers that all of them may hold. */
const mostEven = 512;
const mostNumbers = 1 << 20;

/** Fewer would say too little about a run. */
const fewest = 32;

/** Early rows stand closer: each is at most this many times the one before. */
export const rowGrowth = 1.15;

/**
 * Keeps some rows whole while a run of unknown length goes on: those that grow by 15 %, and every s-th
 * one, s doubling (and every other one being dropped) whenever there are too many. Holds at most 8 MB
 * or some 100 snapshots more than that; nothing above 32,768 parameters.
 */
export function createSnapshots(dimension: number): {
  /** To be called with every row in order; the vectors are copied where they are kept. */
  offer(row: number, theta: Float64Array, sigma: Float64Array): void;
  taken(): Snapshots | undefined;
} {
  const most = Math.min(mostEven, Math.floor(mostNumbers / (2 * dimension)));
  const early: Snapshot[] = [];
  let even: Snapshot[] = [];
  let stride = 1;
  let nextEarly = 0;
  if (most < fewest / 2) return { offer: () => undefined, taken: () => undefined };
  return {
    offer(row, theta, sigma) {
      const isEarly = row === nextEarly;
      if (isEarly) nextEarly = Math.max(row + 1, Math.ceil(row * rowGrowth));
      if (!isEarly && row % stride !== 0) return;
      const snapshot = { row, theta: theta.slice(), sigma: sigma.slice() };
      if (isEarly) {
        early.push(snapshot);
        return;
      }
      even.push(snapshot);
      while (even.length > most) {
        stride *= 2;
        even = even.filter((kept) => kept.row % stride === 0);
      }
    },
    taken() {
      const all = [...early, ...even].sort((a, b) => a.row - b.row);
      return {
        rows: all.map(({ row }) => row),
        theta: all.map(({ theta }) => theta),
        sigma: all.map(({ sigma }) => sigma),
      };
    },
  };
}
