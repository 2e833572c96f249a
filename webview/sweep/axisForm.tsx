import type { JSX } from "preact";
import type { Sweepable, SweepMeasure } from "../../src/options/sweepOptions";
import { formatNumber } from "../charts/numbers";
import { saySweep } from "../../l10n/sweepWords";
import { isSound, usualChoice, type AxisChoice } from "./sweepModel";

const measures = ["end", "lowest", "steps"] as const;

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
      <label>
        {saySweep("measure")}
        <select
          value={measure.kind}
          onChange={({ currentTarget: { value } }) =>
            onMeasure(
              value === "steps" ? { kind: "steps", target: 0.01 } : { kind: value as "end" },
            )
          }
        >
          {measures.map((kind) => (
            <option key={kind} value={kind}>
              {saySweep(kind)}
            </option>
          ))}
        </select>
        {measure.kind === "steps" ? (
          <NumberField
            label={saySweep("target")}
            value={measure.target}
            isSound
            onChange={(target) => onMeasure({ kind: "steps", target })}
          />
        ) : null}
      </label>
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
        {known.map(({ name }) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
      {choice ? (
        <>
          <NumberField
            label={saySweep("from", { name: choice.name })}
            value={choice.from}
            isSound={sound}
            onChange={(from) => onChoose({ ...choice, from })}
          />
          –
          <NumberField
            label={saySweep("to", { name: choice.name })}
            value={choice.to}
            isSound={sound}
            onChange={(to) => onChoose({ ...choice, to })}
          />
        </>
      ) : null}
      {sound ? null : (
        <span class="bad" role="alert">
          {saySweep("fault", {
            name: one.name,
            min: formatNumber(one.range.min, 3),
            max: formatNumber(one.range.max, 3),
          })}
        </span>
      )}
    </label>
  );
}

function NumberField(props: {
  readonly label: string;
  readonly value: number;
  readonly isSound: boolean;
  readonly onChange: (value: number) => void;
}): JSX.Element {
  const { label, value, isSound: sound, onChange } = props;
  return (
    <input
      type="text"
      inputMode="decimal"
      aria-label={label}
      aria-invalid={!sound}
      value={String(value)}
      onChange={({ currentTarget }) => {
        const typed = Number(currentTarget.value);
        if (currentTarget.value.trim() !== "" && Number.isFinite(typed)) onChange(typed);
        else currentTarget.value = String(value);
      }}
    />
  );
}
