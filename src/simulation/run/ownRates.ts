import type { Trace } from "./record";
import type { ParameterGroups } from "./runPlan";

/**
 * η^t of each group of parameters in the rows of a run, asked for slice by slice in order. None of it need be recorded: it
 * follows from the schedules and, where those watch it, from the loss of each row. NaN where a row leaves nowhere.
 */
export function followRates({
  groups,
}: ParameterGroups): (loss: ArrayLike<number>, learningRate: ArrayLike<number>) => Float64Array[] {
  const schedules = groups.map(({ startRate }) => startRate());
  let t = 0;
  return (loss, learningRate) => {
    const from = t;
    t += loss.length;
    return schedules.map((schedule) =>
      Float64Array.from(learningRate, (rate, k) => {
        if (Number.isNaN(rate)) return NaN;
        const own = schedule.rateAt(from + k);
        schedule.observe?.(loss[k]!);
        return own;
      }),
    );
  };
}

/** η^t of a parameter in the rows of a whole run. */
export function ratesOfParameters(
  { loss, learningRate }: Pick<Trace, "loss" | "learningRate">,
  groups: ParameterGroups | undefined,
): (parameter: number) => Float64Array {
  if (!groups) return () => learningRate;
  const rates = followRates(groups)(loss, learningRate);
  return (parameter) => rates[groups.of[parameter]!]!;
}

/**
 * The same run with all that differs between parameters in σ, σ_i·η/η_i, so that η/σ is what it was and η one for all:
 * what is known of η·λmax(σ⁻¹H) then holds of it.
 */
export function withSharedRate(trace: Trace, groups: ParameterGroups | undefined): Trace {
  if (!groups) return trace;
  const { learningRate, recorded, snapshots } = trace;
  const ratesOf = ratesOfParameters(trace, groups);
  const shared = (sigma: number, parameter: number, row: number): number =>
    (sigma * learningRate[row]!) / ratesOf(parameter)[row]!;
  return {
    ...trace,
    sigma: trace.sigma.map((column, k) =>
      column.map((sigma, row) => shared(sigma, recorded[k]!, row)),
    ),
    ...(snapshots && {
      snapshots: {
        ...snapshots,
        sigma: snapshots.sigma.map((values, k) =>
          values.map((sigma, parameter) => shared(sigma, parameter, snapshots.rows[k]!)),
        ),
      },
    }),
  };
}
