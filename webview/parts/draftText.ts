import { useSignal, type Signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { drops, noteWrongDraft } from "../store/drafts";

/** What is being typed into a box, as it was typed; undefined once it stands, or once drafts were dropped. */
export function useDraftText(): Signal<string | undefined> {
  const typed = useSignal<string | undefined>(undefined);
  useDropped(() => {
    typed.value = undefined;
  });
  return typed;
}

/** Calls `forget` whenever drafts are dropped. */
export function useDropped(forget: () => void): void {
  useEffect(() => drops.subscribe(forget), []);
}

/** Lets what cannot be used as it was typed be discarded, while `isWrong`. */
export function useWrongDraft(isWrong: boolean): void {
  useEffect(() => (isWrong ? noteWrongDraft() : undefined), [isWrong]);
}
