import { useSignal } from "@preact/signals";
import { useDropped, useWrongDraft } from "../../parts/draftText";
import { valueKey } from "../../store/valueKey";

/** What a person has asked for, and why it cannot be used as it stands. */
export interface Draft<Value> {
  /** What to show: the draft, or else what is in force. */
  readonly shown: Value;
  readonly fault: string | undefined;
  readonly change: (next: Value) => void;
}

/**
 * Holds back changes that do not fit together yet, such as a list before its partner is as long, and passes on those
 * that do. A change from elsewhere to what is in force ends the draft, and so does dropping all.
 */
export function useDraft<Value>(
  inForce: Value,
  faultOf: (value: Value) => string | undefined,
  onChange: (value: Value) => void,
): Draft<Value> {
  const held = useSignal<{ readonly value: Value; readonly base: string } | undefined>(undefined);
  const base = valueKey(inForce);
  const shown = held.value?.base === base ? held.value.value : inForce;
  const fault = faultOf(shown);
  useDropped(() => {
    held.value = undefined;
  });
  useWrongDraft(fault !== undefined);
  return {
    shown,
    fault,
    change(next) {
      if (faultOf(next) === undefined) {
        held.value = undefined;
        onChange(next);
      } else {
        held.value = { value: next, base };
      }
    },
  };
}
