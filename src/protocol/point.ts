/** Evaluate the loss of a session at a point, outside of any run. */
export interface PointRequest {
  readonly session: string;
  readonly theta: Float64Array;
}

/** What there is at a point. */
export interface PointValue {
  readonly loss: number;
  readonly gradientNorm: number;
}
