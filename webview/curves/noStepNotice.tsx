import type { JSX } from "preact";
import { formatNumber } from "../charts/numbers";
import { settingsPopover } from "../parts/settingsPopover";
import { noStep } from "../store/noStep";
import { parameterNames, settings } from "../store/panelData";
import { Link } from "../ui/link";
import { openPopover } from "../ui/popover";
import { say } from "../../l10n/words";

/** As many numbers of the start as are read at a glance. */
const namedNumbers = 4;

/** In place of curves, where no run could take a step: at which point, why, and how to go on. It lies over the empty charts and moves none. */
export function NoStepNotice(): JSX.Element | null {
  const now = noStep.value;
  if (!now) return null;
  return (
    <div class="noStep" role="status">
      <strong>{say("charts.noStep", { start: startInWords() })}</strong>
      {now.finding ? <span>{now.finding.text}</span> : null}
      <span>
        {say("charts.noStep.how")}{" "}
        <Link onClick={() => openPopover(settingsPopover)}>{say("settings.title")}</Link>
      </span>
    </div>
  );
}

/** "x = −1, y = 1", of many parameters the first few. */
function startInWords(): string {
  const start = settings.value?.start ?? [];
  const numbers = start
    .slice(0, namedNumbers)
    .map((value, k) => `${parameterNames.value[k] ?? ""} = ${formatNumber(value, 4)}`);
  return [...numbers, ...(start.length > namedNumbers ? ["…"] : [])].join(", ");
}
