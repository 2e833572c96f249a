import type { JSX } from "preact";
import type { RangeTestResult } from "../../../src/protocol/rangeTest";
import { formatCount, formatNumber } from "../../charts/numbers";
import { makeScale, makeTicks } from "../../charts/scale";
import { say } from "../../words";

/** A rate that is marked on the chart and offered for use. */
export interface RateMark {
  readonly kind: "steepest" | "lowest" | "stableAlongPath" | "stableAtStart" | "blowsUp";
  readonly rate: number;
  readonly name: string;
}

const width = 300;
const height = 100;
const margin = 4;

/** Losses above so many times the start's are cut off: they say no more than that it blows up. */
const ceiling = 3;

/** Loss after a short run against η, with the rates worth naming as upright lines. */
export function RateChart(props: {
  readonly found: RangeTestResult;
  readonly marks: readonly RateMark[];
  /** The run's own η. */
  readonly present: number;
  /** Does the run have a schedule, so that η is what it starts from? */
  readonly scheduled: boolean;
}): JSX.Element {
  const { found, marks, present, scheduled } = props;
  const { rates, losses, startLoss, steps } = found;
  const from = Math.log10(rates[0]!);
  const to = Math.log10(rates[rates.length - 1]!);
  const xOf = (rate: number): number =>
    margin + ((Math.log10(rate) - from) / (to - from)) * (width - 2 * margin);
  const yOf = heights(losses, startLoss);
  const points = [...losses].map((loss, k) => `${xOf(rates[k]!).toFixed(1)},${yOf(loss)}`);
  const label = say("rate.chart", {
    steps: formatCount(steps),
    from: formatNumber(rates[0]!, 3),
    to: formatNumber(rates[rates.length - 1]!, 3),
    marks: marks.map(({ name, rate }) => `${name} η = ${formatNumber(rate, 4)}`).join("; "),
  });
  const upright = (rate: number) => ({ x1: xOf(rate), x2: xOf(rate), y1: 0, y2: height });
  const ticks = makeTicks(makeScale("log"), from, to, 4);
  return (
    <figure class="rateChart">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
      >
        <line class="startLoss" x1="0" x2={width} y1={yOf(startLoss)} y2={yOf(startLoss)} />
        {present >= rates[0]! && present <= rates[rates.length - 1]! ? (
          <line class="present" {...upright(present)} />
        ) : null}
        {marks.map(({ kind, rate }) => (
          <line key={kind} class={kind} {...upright(rate)} />
        ))}
        <polyline points={points.join(" ")} />
      </svg>
      <div class="rateTicks" aria-hidden="true">
        {ticks.map((tick) => (
          <span key={tick.at} style={{ left: `${(100 * (tick.at - from)) / (to - from)}%` }}>
            {tick.label}
          </span>
        ))}
      </div>
      <figcaption class="dim">
        {say("rate.caption", { steps: formatCount(steps) })}
        {scheduled ? ` ${say("rate.caption.schedule")}` : ""}
      </figcaption>
    </figure>
  );
}

/** Places of losses on the upright axis: logarithmic where all are positive, cut off above the start. */
function heights(losses: Float64Array, startLoss: number): (loss: number) => string {
  const finite = [...losses].filter(Number.isFinite);
  const least = Math.min(startLoss, ...finite);
  const scale = makeScale(least > 0 ? "log" : "linear");
  const low = scale.transform(least);
  const high = scale.transform(startLoss + (ceiling - 1) * Math.abs(startLoss)) || low + 1;
  return (loss) => {
    const share = loss < Infinity ? (scale.transform(loss) - low) / (high - low || 1) : 1;
    return (height - margin - Math.min(1, share) * (height - 2 * margin)).toFixed(1);
  };
}
