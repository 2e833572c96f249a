import type { JSX } from "preact";
import type { SweepMeasure } from "../../src/options/sweepOptions";
import { saySweep } from "../../l10n/sweepWords";
import { NumberField } from "./numberField";

const measures = ["end", "lowest", "steps"] as const;

/** What of each run counts. */
export function MeasureField(props: {
  readonly label: string;
  readonly measure: SweepMeasure;
  readonly onMeasure: (measure: SweepMeasure) => void;
}): JSX.Element {
  const { label, measure, onMeasure } = props;
  return (
    <label>
      {label}
      <select
        value={measure.kind}
        onChange={({ currentTarget: { value } }) =>
          onMeasure(value === "steps" ? { kind: "steps", target: 0.01 } : { kind: value as "end" })
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
          onChange={(target) => onMeasure({ kind: "steps", target })}
        />
      ) : null}
    </label>
  );
}
