import type { ComponentChildren, JSX } from "preact";

/** A line in a frame as wide as there is room for, in front of what else is drawn in it. */
export function LinePlot(props: {
  /** Size in the units of the points; the frame stretches it. */
  readonly size: readonly [number, number];
  readonly label: string;
  readonly points: readonly (readonly [number, number])[];
  readonly children?: ComponentChildren;
}): JSX.Element {
  const { size, label, points, children } = props;
  return (
    <svg
      class="linePlot"
      viewBox={`0 0 ${size[0]} ${size[1]}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {children}
      <polyline points={points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ")} />
    </svg>
  );
}
