import { useSignal } from "@preact/signals";

/** What a person has asked for, and why it cannot be used as it stands. */
export interface Draft<Value> {
  /** What to show: the draft, or else what is in force. */
  readonly shown: Value;
  readonly fault: string | undefined;
  readonly change: (next: Value) => void;
}

/** The same text for the same value, in whatever order its keys are. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/**
 * Holds back changes that do not fit together yet, such as a list before its partner is as long, and passes on those
 * that do. A change from elsewhere to what is in force ends the draft.
 */
export function useDraft<Value>(
  inForce: Value,
  faultOf: (value: Value) => string | undefined,
  onChange: (value: Value) => void,
): Draft<Value> {
  const held = useSignal<{ readonly value: Value; readonly base: string } | undefined>(undefined);
  const base = textOf(inForce);
  const shown = held.value?.base === base ? held.value.value : inForce;
  return {
    shown,
    fault: faultOf(shown),
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
