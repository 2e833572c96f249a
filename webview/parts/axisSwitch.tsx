import type { JSX } from "preact";
import type { AxisMode } from "../charts/scale";
import { Menu, type MenuItem } from "../ui/menu";
import { say } from "../../l10n/words";
import "./axisSwitch.css";

export interface AxisSwitchProps {
  /** The name of the axis. */
  readonly chart: string;
  readonly mode: AxisMode;
  readonly modes: readonly AxisMode[];
  /** Where a symlog axis turns linear, ready to show. */
  readonly threshold?: string;
  readonly onChoose: (mode: AxisMode) => void;
  /** What else can be done with the axis. */
  readonly more?: readonly MenuItem[];
}

/** How an axis is spaced: a small button that says it and opens the other choices. */
export function AxisSwitch(props: AxisSwitchProps): JSX.Element {
  const { chart, mode, modes, threshold = "1", onChoose, more = [] } = props;
  const choices = modes.map((choice) => ({
    label: say(`charts.axis.${choice}`),
    help: say(`charts.axis.${choice}.help`, { threshold }),
    checked: choice === mode,
    onChoose: () => onChoose(choice),
  }));
  return (
    <Menu
      label={say("charts.axis", { chart })}
      shown={say(`charts.axis.${mode}`)}
      items={[...choices, ...more]}
    />
  );
}
