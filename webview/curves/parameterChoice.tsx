import type { JSX } from "preact";
import { parameterNames, recordedParameters } from "../store/panelData";
import { changeView, chartParameters, look } from "../store/view";
import { Picker } from "../ui/picker";
import { Popover } from "../ui/popover";
import { say } from "../../l10n/words";

/** As many parameters as fit in a row of chips; more are found by searching. */
const mostChips = 12;

/** Letters of names that fit on the line of the charts' title. */
const shortNames = 12;

/** Which parameters the per-parameter charts show: on the line where they are few, else in a popover. */
export function ParameterChoice(): JSX.Element {
  const names = parameterNames.value;
  if (names.length <= 2 && names.join("").length <= shortNames) return <Choice />;
  return (
    <Popover
      name="parameters"
      label={say("charts.parameters")}
      text={say("charts.parameters.short")}
      class="belowHead"
    >
      {() => <Choice />}
    </Popover>
  );
}

/** Chosen parameters, or how all of them spread. */
function Choice(): JSX.Element {
  const names = parameterNames.value;
  const shown = chartParameters.value;
  const spread = look("spread") && names.length > 2;
  const few = names.length <= mostChips;
  const toggle = (index: number): void => {
    const next = shown.includes(index) ? shown.filter((k) => k !== index) : [...shown, index];
    if (next.length > 0) {
      changeView({ chartParameters: next.sort((a, b) => a - b), spread: false });
    }
  };
  return (
    <div class="parameterChoice" role="group" aria-label={say("charts.parameters")}>
      {(few ? names.map((_, index) => index) : shown).map((index) => (
        <button
          key={index}
          type="button"
          class="chip"
          aria-pressed={!spread && shown.includes(index)}
          onClick={() => toggle(index)}
        >
          {names[index]}
        </button>
      ))}
      {few ? null : <AddParameter shown={shown} onAdd={toggle} />}
      {names.length > 2 ? (
        <button
          type="button"
          class="chip"
          aria-pressed={spread}
          title={say("charts.spread.help")}
          onClick={() => changeView({ spread: !spread })}
        >
          {say("charts.spread")}
        </button>
      ) : null}
    </div>
  );
}

function AddParameter(props: {
  readonly shown: readonly number[];
  readonly onAdd: (index: number) => void;
}): JSX.Element {
  const options = recordedParameters.value
    .filter((index) => !props.shown.includes(index))
    .map((index) => ({
      value: String(index),
      label: parameterNames.value[index] ?? "",
      description: "",
      group: say("charts.parameters"),
    }));
  return (
    <Picker
      label={say("charts.addParameter")}
      search={say("charts.searchParameters")}
      options={options}
      onChoose={(index) => props.onAdd(Number(index))}
    />
  );
}
