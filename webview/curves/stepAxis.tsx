import type { JSX } from "preact";
import { curveInsets } from "../charts/curvePicture";
import { formatCount } from "../charts/numbers";
import { hoverStep, look } from "../store/view";
import { say } from "../../l10n/words";
import { stepAxisTicks, stepPositions } from "../store/stepAxis";

/** The step axis that all charts share; it stays in sight while the charts scroll. */
export function StepAxis({ width }: { readonly width: number }): JSX.Element {
  // Its place is taken before its width is known: what stands above it is fitted to it.
  if (width === 0) return <svg class="stepAxis" height="20" aria-hidden="true" />;
  const inner = width - curveInsets.left - curveInsets.right;
  const [from, to] = stepPositions.value;
  const log = look("stepAxis") === "log";
  return (
    <svg class="stepAxis" width={width} height="20" aria-hidden="true">
      <text x="0" y="15">
        {hoverStep.value === undefined
          ? say(log ? "charts.step.log.short" : "charts.step")
          : say("surface.key.step", { step: formatCount(hoverStep.value) })}
      </text>
      {stepAxisTicks.value.map(({ at, label }) => {
        const x = curveInsets.left + ((at - from) / (to - from)) * inner;
        const half = label.length * 3.4;
        const end = x + half > width - 2 ? "end" : "middle";
        return (
          <g key={label}>
            <line x1={x} x2={x} y1="0" y2="4" />
            <text x={end === "end" ? width - 2 : x} y="15" text-anchor={end}>
              {label}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
