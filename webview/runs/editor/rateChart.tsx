import type { JSX, TargetedPointerEvent } from "preact";
import type { RangeTestResult } from "../../../src/protocol/rangeTest";
import { lossAxis } from "../../charts/lossHeights";
import { formatCount, formatNumber } from "../../charts/numbers";
import { makeScale, makeTicks } from "../../charts/scale";
import { say } from "../../../l10n/words";
import { LinePlot } from "./linePlot";
import type { RateMark } from "./rateMarks";

const width = 300;
const height = 100;
/** Room at either end for half a label of an axis tick, as `.rateTicks` has it. */
const side = 0.04 * width;
const margin = 4;

/** About so many losses are written beside it. */
const lossTicks = 3;

/** Digits of a rate under the pointer. */
const triedDigits = 3;

/**
 * Loss at the end of a run against η, with the rates worth naming as upright lines and the grounds of rates that are too
 * slow and that blow up. Dragging the line of the present rate tries others, as the slider of η does.
 */
export function RateChart(props: {
  readonly found: RangeTestResult;
  readonly marks: readonly RateMark[];
  /** The run's own η. */
  readonly present: number;
  /** Does the run have a schedule, so that η is what it starts from? */
  readonly scheduled: boolean;
  readonly onTry: (rate: number) => void;
}): JSX.Element {
  const { found, marks, present, scheduled, onTry } = props;
  const { rates, losses, startLoss, steps } = found;
  const from = Math.log10(rates[0]!);
  const to = Math.log10(rates[rates.length - 1]!);
  const shareOf = (rate: number): number => (Math.log10(rate) - from) / (to - from);
  const xOf = (rate: number): number => side + shareOf(rate) * (width - 2 * side);
  const axis = lossAxis(losses, startLoss);
  const place = (share: number): number => height - margin - share * (height - 2 * margin);
  const yOf = (loss: number): number => place(axis.heightOf(loss));
  const points = [...losses].map((loss, k) => [xOf(rates[k]!), yOf(loss)] as const);
  const { offer } = found;
  const inRange = (rate: number): boolean => rate >= rates[0]! && rate <= rates[rates.length - 1]!;
  const label = say("rate.chart", {
    steps: formatCount(steps),
    from: formatNumber(rates[0]!, 3),
    to: formatNumber(rates[rates.length - 1]!, 3),
    marks: marks.map(({ name, rate }) => `${name} η = ${formatNumber(rate, 4)}`).join("; "),
  });
  const upright = (rate: number) => ({ x1: xOf(rate), x2: xOf(rate), y1: 0, y2: height });
  const edge = (kind: RateMark["kind"]): number | undefined => {
    const rate = marks.find((mark) => mark.kind === kind)?.rate;
    return rate !== undefined && inRange(rate) ? xOf(rate) : undefined;
  };
  const slowTo = edge("slow") ?? 0;
  const blowsUpFrom = edge("blowsUp") ?? width;
  const ticks = makeTicks(makeScale("log"), from, to, 4);
  const tryAt = (event: TargetedPointerEvent<HTMLElement>): void => {
    const { left, width: across } = event.currentTarget.getBoundingClientRect();
    const x = ((event.clientX - left) / across) * width;
    const share = Math.max(0, Math.min(1, (x - side) / (width - 2 * side)));
    const rate = Number((10 ** (from + share * (to - from))).toPrecision(triedDigits));
    if (rate !== present) onTry(rate);
  };
  return (
    <figure class="rateChart">
      <div class="rateNow" aria-hidden="true">
        {inRange(present) ? (
          <span style={{ left: `${shareOf(present) * 100}%` }}>{say("rate.present")}</span>
        ) : null}
      </div>
      <div class="lossTicks" aria-hidden="true">
        <span class="axisName">L</span>
        {axis.ticks(lossTicks).map(({ at, label: text }) => (
          <span key={at} style={{ top: `${(100 * place(at)) / height}%` }}>
            {text}
          </span>
        ))}
      </div>
      <div
        class="rateDrag"
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          tryAt(event);
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) tryAt(event);
        }}
      >
        <LinePlot size={[width, height]} label={label} points={points}>
          <rect class="ground slow" width={slowTo} height={height} />
          <rect
            class="ground blowsUp"
            x={blowsUpFrom}
            width={width - blowsUpFrom}
            height={height}
          />
          <line class="startLoss" x1="0" x2={width} y1={yOf(startLoss)} y2={yOf(startLoss)} />
          {marks
            .filter(({ kind, rate }) => kind !== "slow" && inRange(rate))
            .map(({ kind, rate }) => (
              <line key={kind} class={kind} {...upright(rate)} />
            ))}
          {offer && inRange(offer.learningRate) ? (
            <line class="offer" {...upright(offer.learningRate)} />
          ) : null}
          {inRange(present) ? <line class="present" {...upright(present)} /> : null}
        </LinePlot>
      </div>
      <div class="rateTicks" aria-hidden="true">
        {ticks.map((tick) => (
          <span key={tick.at} style={{ left: `${(100 * (tick.at - from)) / (to - from)}%` }}>
            {tick.label}
          </span>
        ))}
        <span class="axisName">η</span>
      </div>
      <figcaption class="dim">
        {say("rate.caption", { steps: formatCount(steps) })}
        {scheduled ? ` ${say("rate.caption.schedule")}` : ""}
      </figcaption>
    </figure>
  );
}
