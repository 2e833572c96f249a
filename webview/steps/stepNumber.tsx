import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { formatCount } from "../charts/numbers";
import { lastStep } from "../store/panelData";
import { step } from "../store/view";
import { say } from "../../l10n/words";

/** The number of the step, which can be typed. */
export function StepNumber({ onStep }: { readonly onStep: (step: number) => void }): JSX.Element {
  const typed = useSignal<string | undefined>(undefined);
  const commit = (): void => {
    const digits = typed.value?.replace(/[\s,]/g, "") ?? "";
    if (/^\d+$/.test(digits)) onStep(Number(digits));
    typed.value = undefined;
  };
  return (
    <input
      class="stepNumber number"
      type="text"
      inputMode="numeric"
      size={formatCount(lastStep.value).length}
      aria-label={say("steps.type")}
      title={say("steps.type")}
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
