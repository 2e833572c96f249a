import type { JSX } from "preact";
import { isInRange } from "../../../src/options/readValue";
import { TextField } from "../../ui/textField";
import { say } from "../../../l10n/words";
import { ControlName } from "../../parts/controlName";
import { useDraftText, useWrongDraft } from "../../parts/draftText";
import { rangeInWords, type NumberSpec } from "../../parts/numberSpec";

/** A list of numbers, each as `NumberSpec` says. */
interface NumbersSpec extends NumberSpec {
  readonly increasing?: boolean;
}

type Read = { readonly value: readonly number[] } | { readonly problem: string };

/** A list of numbers in a text box. */
export function NumbersControl(props: {
  readonly name: string;
  readonly help: string;
  readonly spec: NumbersSpec;
  readonly value: readonly number[];
  readonly onChange: (value: readonly number[]) => void;
}): JSX.Element {
  const { name, help, spec, value, onChange } = props;
  const typed = useDraftText();
  const text = typed.value ?? value.join(", ");
  const read = readNumbers(spec, text);
  const problem = "problem" in read ? read.problem : undefined;
  useWrongDraft(problem !== undefined);
  return (
    <div class="control wide" data-control={name}>
      <ControlName name={name} help={help} />
      <TextField
        label={say("editor.list", { name: `${name}: ${help}` })}
        title={help}
        value={text}
        invalid={problem !== undefined}
        onInput={(next) => {
          typed.value = next;
          const result = readNumbers(spec, next);
          if ("value" in result) onChange(result.value);
        }}
        onCommit={() => {
          if (problem === undefined) typed.value = undefined;
        }}
      />
      {problem === undefined ? null : (
        <span class="controlProblem" role="alert">
          {problem}
        </span>
      )}
    </div>
  );
}

function readNumbers(spec: NumbersSpec, text: string): Read {
  const parts = text.split(",").map((part) => part.trim());
  const value = parts.filter((part) => part !== "").map(Number);
  if (value.some(Number.isNaN)) return { problem: say("editor.list.bad") };
  if (spec.increasing === true && value.some((entry, k) => k > 0 && !(entry > value[k - 1]!))) {
    return { problem: say("editor.list.increasing") };
  }
  return value.every((entry) => isInRange(entry, spec))
    ? { value }
    : { problem: say("editor.number.bad", { range: rangeInWords(spec) }) };
}
