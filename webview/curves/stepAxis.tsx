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
  const caption =
    hoverStep.value === undefined
      ? say(log ? "charts.step.log.short" : "charts.step")
      : say("surface.key.step", { step: formatCount(hoverStep.value) });
  const captionEnd = widthOf(caption);
  return (
    <svg class="stepAxis" width={width} height="20" aria-hidden="true">
      <text x="0" y="15">
        {caption}
      </text>
      {stepAxisTicks.value.map(({ at, label }) => {
        const x = curveInsets.left + ((at - from) / (to - from)) * inner;
        const half = widthOf(label) / 2;
        const end = x + half > width - 2 ? "end" : "middle";
        return (
          <g key={label}>
            <line x1={x} x2={x} y1="0" y2="4" />
            {x - half > captionEnd ? (
              <text x={end === "end" ? width - 2 : x} y="15" text-anchor={end}>
                {label}
              </text>
            ) : null}
          </g>
        );
      })}
    </svg>
  );
}

/** About how wide a text is: digits and Latin letters, and Chinese characters, which are wider. */
function widthOf(text: string): number {
  return Array.from(text).reduce((sum, sign) => sum + (sign > "\u2e80" ? 11.5 : 6.8), 0);
}
