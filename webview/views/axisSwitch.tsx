import type { JSX } from "preact";
import type { AxisMode } from "../charts/scale";
import { say } from "../words";

export interface AxisSwitchProps {
  /** The name of the axis. */
  readonly chart: string;
  readonly mode: AxisMode;
  readonly modes: readonly AxisMode[];
  /** Where a symlog axis turns linear, ready to show. */
  readonly threshold?: string;
  readonly onChoose: (mode: AxisMode) => void;
}

/** How an axis is spaced: every choice one click away. */
export function AxisSwitch(props: AxisSwitchProps): JSX.Element {
  const { chart, mode, modes, threshold = "1" } = props;
  return (
    <span class="axisSwitch" role="group" aria-label={say("charts.axis", { chart })}>
      {modes.map((choice) => (
        <button
          key={choice}
          type="button"
          aria-pressed={choice === mode}
          title={say(`charts.axis.${choice}.help`, { threshold })}
          onClick={() => props.onChoose(choice)}
        >
          {say(`charts.axis.${choice}`)}
        </button>
      ))}
    </span>
  );
}
