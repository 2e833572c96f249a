import type { Spread } from "../options/spread";
import type { quantileLevels, Stop } from "../simulation/run/record";
import type { Vectors } from "../simulation/run/vectors";

/** The curves that exist once per recorded parameter. */
export const parameterCurveNames = ["theta", "gradient", "sigma", "m", "effectiveRate"] as const;
export type ParameterCurveName = (typeof parameterCurveNames)[number];

/** All curves that have a value in every row. */
export const curveNames = ["loss", "gradientNorm", "learningRate", ...parameterCurveNames] as const;
export type CurveName = (typeof curveNames)[number];

/**
 * Points of one curve: `values[k]` is the raw value of row `steps[k]`. Where a run has more rows than were asked
 * for, each bucket of rows is represented by those that hold its minimum and its maximum, never by an average. Rows
 * that a line between others passes, as far as a picture can tell, are left out.
 */
export interface Curve {
  readonly steps: Float64Array;
  readonly values: Float64Array;
  /** How many rows of the window, also of those left out, are finite and not above 0: no log axis shows them. */
  readonly notPositive?: number | undefined;
}

/**
 * Quantiles across all parameters at rows `steps`: `quantiles[q][k]` is the `bandLevels[q]` quantile (linear between
 * order statistics) of the values at row `steps[k]`; NaN where a value is not a number.
 */
export interface Band {
  readonly steps: Float64Array;
  readonly quantiles: readonly Float64Array[];
}
export const bandLevels: typeof quantileLevels = [0.05, 0.25, 0.5, 0.75, 0.95];

/** How the loss of a run that is repeated over seeds spreads: at each step, and where the repeats end. */
export interface SeedSpread {
  readonly repeats: number;
  /** Once a repeat has diverged its loss counts as infinite; one that ended otherwise keeps its last loss. */
  readonly loss: Band;
  readonly end: Spread;
}

/** Numbers that take half the room where that loses nothing. */
export type Floats = Float32Array | Float64Array;

/** One run as the panel draws it. Everything per parameter is indexed like `recorded`. */
export interface RunSeries {
  /** Which run of the settings this is. */
  readonly runId: string;
  /** Rows so far; `complete` says whether more are coming. */
  readonly rows: number;
  readonly complete: boolean;
  readonly stop?: Stop | undefined;
  readonly evaluations: number;
  /** Which parameters the curves below are of: those asked for (at first the first 12) that were recorded. */
  readonly recorded: readonly number[];
  /** Rows thinned? False means every row is in the curves. */
  readonly thinned: boolean;
  /** Curves that were not asked for are absent. */
  readonly curves: Vectors<readonly Curve[]> & {
    readonly loss?: Curve | undefined;
    readonly gradientNorm?: Curve | undefined;
    readonly learningRate?: Curve | undefined;
    /** η^t of each parameter, beside `learningRate` where they have rates of their own. */
    readonly ownRates?: readonly Curve[] | undefined;
    /** η^t/σ_i^t, formed from raw rows before thinning. */
    readonly effectiveRate: readonly Curve[];
  };
  /** When asked for: how the recorded parameters spread at each step. */
  readonly bands?: Readonly<Partial<Record<ParameterCurveName, Band>>> | undefined;
  /**
   * The trajectory: rows `steps` of θ, one array per parameter of `parameters`, and the loss at the same rows. Where a
   * map was asked for, θ is as exact as the map needs and there is no loss.
   */
  readonly path: {
    readonly parameters: readonly number[];
    readonly steps: Uint32Array;
    readonly theta: readonly Floats[];
    readonly loss?: Float64Array | undefined;
  };
  /** How the loss spreads over the repeats of the run, once they are done. */
  readonly seeds?: SeedSpread | undefined;
  /** The last row's θ, indexed like `recorded`. */
  readonly end: readonly number[];
  readonly bestLoss: { readonly loss: number; readonly step: number };
  /** The loss at step 0, also where that is out of the window. */
  readonly startLoss: number;
  readonly lastLoss: number;
}

/** Curvature along a run, at rows chosen where it changes. */
export interface RunCurvature {
  readonly runId: string;
  readonly steps: Float64Array;
  /** λmax and λmin of the Hessian. */
  readonly largest: Float64Array;
  readonly smallest: Float64Array;
  /** |λ|max / |λ|min. */
  readonly condition: Float64Array;
  /** η^t·λmax(H). */
  readonly rateTimesLargest: Float64Array;
  /** η^t·λmax(σ⁻¹H): above `limit` the steps along the steepest direction grow. */
  readonly stability: Float64Array;
  /** The method's own stability limit (2 for gradient descent), where it is known. */
  readonly limit?: number | undefined;
}

/** One row of one run, exact. The last row has no learning rate, σ and m: they are NaN. */
export interface Row extends Vectors<readonly number[]> {
  readonly runId: string;
  /** Which parameters the arrays below are of. */
  readonly recorded: readonly number[];
  readonly step: number;
  readonly loss: number;
  readonly gradientNorm: number;
  readonly learningRate: number;
  /** η^t of each parameter, where they have rates of their own. */
  readonly rates?: readonly number[] | undefined;
}

/**
 * Values of the loss on a rectangular grid, row-major: `values[row * columns + column]`, rows from low y to high y. The
 * grid includes its borders: column c lies at x[0] + c/(columns − 1)·(x[1] − x[0]).
 */
export interface Landscape {
  /** Parameter indices on the axes; one for a function of one parameter. */
  readonly axes: readonly [number] | readonly [number, number];
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly columns: number;
  /** 1 for a function of one parameter. */
  readonly rows: number;
  readonly values: Float64Array;
  /** Where isolines stand, ascending. */
  readonly levels: Float64Array;
}
