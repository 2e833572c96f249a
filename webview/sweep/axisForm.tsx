import type { JSX } from "preact";
import type { Sweepable, SweepMeasure } from "../../src/options/sweepOptions";
import { formatNumber } from "../charts/numbers";
import { saySweep } from "../../l10n/sweepWords";
import { axisName } from "./axisName";
import { MeasureField } from "./measureField";
import { NumberField } from "./numberField";
import { isSound, usualChoice, type AxisChoice } from "./sweepModel";

/** What is swept, from where to where, and what is shown of each cell. */
export function AxisForm(props: {
  readonly known: readonly Sweepable[];
  readonly choices: readonly AxisChoice[];
  readonly measure: SweepMeasure;
  readonly onChoose: (choices: readonly AxisChoice[]) => void;
  readonly onMeasure: (measure: SweepMeasure) => void;
}): JSX.Element {
  const { known, choices, measure, onChoose, onMeasure } = props;
  const replace = (k: number, choice: AxisChoice | undefined): void => {
    const next = [choices[0]!, choices[1]];
    next[k] = choice;
    onChoose(next.flatMap((one) => (one ? [one] : [])));
  };
  return (
    <div class="sweepForm">
      {(["x", "y"] as const).map((axis, k) => (
        <AxisRow
          key={axis}
          label={saySweep(axis)}
          known={known.filter(({ name }) => name !== choices[1 - k]?.name)}
          choice={choices[k]}
          mayBeNone={axis === "y"}
          onChoose={(choice) => replace(k, choice)}
        />
      ))}
      <MeasureField label={saySweep("measure")} measure={measure} onMeasure={onMeasure} />
    </div>
  );
}

function AxisRow(props: {
  readonly label: string;
  readonly known: readonly Sweepable[];
  readonly choice: AxisChoice | undefined;
  readonly mayBeNone: boolean;
  readonly onChoose: (choice: AxisChoice | undefined) => void;
}): JSX.Element {
  const { label, known, choice, mayBeNone, onChoose } = props;
  const one = known.find(({ name }) => name === choice?.name);
  const title = one ? axisName(one) : "";
  const sound = one === undefined || choice === undefined || isSound(one, choice);
  return (
    <label>
      {label}
      <select
        value={choice?.name ?? ""}
        onChange={({ currentTarget: { value } }) => {
          const chosen = known.find(({ name }) => name === value);
          onChoose(chosen && usualChoice(chosen));
        }}
      >
        {mayBeNone ? <option value="">{saySweep("none")}</option> : null}
        {known.map((sweepable) => (
          <option key={sweepable.name} value={sweepable.name}>
            {axisName(sweepable)}
          </option>
        ))}
      </select>
      {choice ? (
        <span class="sweepRange">
          <NumberField
            label={saySweep("from", { name: title })}
            value={choice.from}
            isSound={sound}
            onChange={(from) => onChoose({ ...choice, from })}
          />
          {" – "}
          <NumberField
            label={saySweep("to", { name: title })}
            value={choice.to}
            isSound={sound}
            onChange={(to) => onChoose({ ...choice, to })}
          />
        </span>
      ) : null}
      {sound ? null : (
        <span class="bad" role="alert">
          {saySweep("fault", {
            name: title,
            min: formatNumber(one.range.min, 3),
            max: formatNumber(one.range.max, 3),
          })}
        </span>
      )}
    </label>
  );
}
