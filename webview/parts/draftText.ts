import { useSignal, type Signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { moves } from "../store/history";

/** What is being typed into a box, as it was typed; undefined once it stands, or once a change was taken back. */
export function useDraftText(): Signal<string | undefined> {
  const typed = useSignal<string | undefined>(undefined);
  useEffect(
    () =>
      moves.subscribe(() => {
        typed.value = undefined;
      }),
    [],
  );
  return typed;
}
