import type { JSX, TargetedKeyboardEvent, TargetedPointerEvent } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { compactNumber } from "../charts/numbers";
import { openLayer } from "../charts/layer";
import { theme as currentTheme } from "../charts/theme";
import { useSize } from "../parts/useSize";
import { saySweep } from "../../l10n/sweepWords";
import { cellAt, frameOf } from "./sweepFrame";
import { colourOf, endsOf } from "./sweepHeights";
import { drawSweep } from "./sweepPicture";
import type { FoundSweep } from "./sweepSearch";

/** The picture, which the mouse and the arrow keys move over. */
export function SweepMap(props: {
  readonly sweep: FoundSweep;
  /** Whether cells of it are being computed. */
  readonly isBusy: boolean;
  readonly names: readonly string[];
  readonly present: readonly (number | undefined)[];
  readonly cursor: number | undefined;
  readonly onPoint: (cell: number | undefined) => void;
  readonly onShow: (cell: number) => void;
}): JSX.Element {
  const { sweep, isBusy, names, present, cursor, onPoint, onShow } = props;
  const { axes, measure, found, startLoss, boundary } = sweep;
  const [canvas, size] = useSize<HTMLCanvasElement>();
  const { width, height } = size.value;
  const frame = frameOf(width, height);
  const theme = currentTheme.value;
  useLayoutEffect(() => {
    if (width === 0) return;
    const picture = { axes, names, found, measure, startLoss, boundary, present, cursor };
    drawSweep(openLayer(canvas.current!, width, height), picture, frame, theme);
    // A drag redraws the panel more often than the map has changed.
  }, [sweep, names.join(), present.join(), cursor, width, height, theme]);
  const at = ({ offsetX, offsetY }: TargetedPointerEvent<HTMLCanvasElement>): number | undefined =>
    cellAt(found, frame, offsetX, offsetY);
  const move = (event: TargetedKeyboardEvent<HTMLCanvasElement>): void => {
    const { columns, rows } = found;
    const steps: Readonly<Record<string, readonly [number, number]>> = {
      ...{ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] },
    };
    const step = steps[event.key];
    const now = cursor ?? Math.floor(rows / 2) * columns + Math.floor(columns / 2);
    if (event.key === "Enter") onShow(now);
    else if (step) {
      const limit = (value: number, count: number): number =>
        Math.max(0, Math.min(count - 1, value));
      const column = limit((now % columns) + step[0], columns);
      onPoint(limit(Math.floor(now / columns) + step[1], rows) * columns + column);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const label = saySweep("chart", { measure: saySweep(measure.kind), axes: names.join(", ") });
  const isMap = axes.length > 1;
  const [low, high] = endsOf({ values: found.values, measure, startLoss }).map(compactNumber);
  const keys = [
    ["present", theme.foreground],
    ...(boundary ? [["boundary", theme.warning] as const] : []),
  ] as const;
  return (
    <figure class="sweepFigure" aria-busy={isBusy}>
      <canvas
        ref={canvas}
        tabIndex={0}
        role="img"
        aria-label={label}
        onPointerMove={(event) => onPoint(at(event))}
        onClick={(event) => {
          const cell = at(event as unknown as TargetedPointerEvent<HTMLCanvasElement>);
          if (cell !== undefined) onShow(cell);
        }}
        onKeyDown={move}
      />
      <figcaption class="sweepKeys dim">
        {isMap && (
          <>
            <span>{saySweep("best", { value: low! })}</span>
            {[0, 0.25, 0.5, 0.75, 1].map((share) => (
              <i key={share} style={{ background: colourOf(theme, share) }} />
            ))}
            <span>{high}</span>
          </>
        )}
        <i class="lost" />
        <span>{saySweep(measure.kind === "steps" ? "unreached" : "diverged")}</span>
        {keys.map(([word, colour]) => (
          <span key={word}>
            <i class={isMap ? word : `${word} upright`} style={{ borderColor: colour }} />{" "}
            {saySweep(word)}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
