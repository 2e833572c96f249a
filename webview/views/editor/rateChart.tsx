import type { JSX } from "preact";
import type { RangeTestResult } from "../../../src/protocol/rangeTest";
import { lossHeights } from "../../charts/lossHeights";
import { formatCount, formatNumber } from "../../charts/numbers";
import { makeScale, makeTicks } from "../../charts/scale";
import { say } from "../../words";
import { LinePlot } from "./linePlot";

/** A rate that is marked on the chart and offered for use. */
export interface RateMark {
  readonly kind: "steepest" | "lowest" | "stableAlongPath" | "stableAtStart" | "blowsUp";
  readonly rate: number;
  readonly name: string;
}

const width = 300;
const height = 100;
/** Room at either end for half a label of an axis tick, as `.rateTicks` has it. */
const side = 0.04 * width;
const margin = 4;

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
    side + ((Math.log10(rate) - from) / (to - from)) * (width - 2 * side);
  const heightOf = lossHeights(losses, startLoss);
  const yOf = (loss: number): number => height - margin - heightOf(loss) * (height - 2 * margin);
  const points = [...losses].map((loss, k) => [xOf(rates[k]!), yOf(loss)] as const);
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
      <LinePlot size={[width, height]} label={label} points={points}>
        <line class="startLoss" x1="0" x2={width} y1={yOf(startLoss)} y2={yOf(startLoss)} />
        {present >= rates[0]! && present <= rates[rates.length - 1]! ? (
          <line class="present" {...upright(present)} />
        ) : null}
        {marks.map(({ kind, rate }) => (
          <line key={kind} class={kind} {...upright(rate)} />
        ))}
      </LinePlot>
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
