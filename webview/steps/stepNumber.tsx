import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { formatCount } from "../charts/numbers";
import { rangeInWords } from "../parts/numberSpec";
import { lastStep } from "../store/panelData";
import { step } from "../store/view";
import { say } from "../../l10n/words";
import { readStep } from "./readStep";

/** The number of the step, which can be typed: one that there is not goes to the nearest there is. */
export function StepNumber({ onStep }: { readonly onStep: (step: number) => void }): JSX.Element {
  const typed = useSignal<string | undefined>(undefined);
  const last = lastStep.value;
  const wanted = typed.value === undefined ? step.value : readStep(typed.value);
  const isThere = wanted !== undefined && wanted >= 0 && wanted <= last;
  const range = rangeInWords({ min: 0, max: last, integer: true });
  const commit = (): void => {
    if (wanted !== undefined && typed.value !== undefined) onStep(wanted);
    typed.value = undefined;
  };
  return (
    <input
      class="stepNumber number"
      type="text"
      inputMode="numeric"
      size={formatCount(last).length}
      aria-label={say("steps.type")}
      aria-invalid={!isThere}
      title={isThere ? say("steps.type") : say("editor.number.bad", { range })}
      value={typed.value ?? formatCount(step.value)}
      onInput={(event) => {
        typed.value = event.currentTarget.value;
      }}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === "Enter") commit();
        else if (event.key === "Escape") typed.value = undefined;
      }}
    />
  );
}
