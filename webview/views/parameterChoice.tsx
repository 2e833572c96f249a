import type { JSX } from "preact";
import { parameterNames } from "../store/panelData";
import { changeView, chartParameters } from "../store/view";
import { say } from "../words";

/** Which parameters the per-parameter charts show. */
export function ParameterChoice(): JSX.Element {
  const shown = chartParameters.value;
  const toggle = (index: number): void => {
    const next = shown.includes(index) ? shown.filter((k) => k !== index) : [...shown, index];
    if (next.length > 0) changeView({ chartParameters: next.sort((a, b) => a - b) });
  };
  return (
    <div class="parameterChoice" role="group" aria-label={say("charts.parameters")}>
      <span class="dim">{say("charts.parameters")}</span>
      {parameterNames.value.slice(0, 24).map((name, index) => (
        <button
          key={name}
          type="button"
          class="chip"
          aria-pressed={shown.includes(index)}
          onClick={() => toggle(index)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
