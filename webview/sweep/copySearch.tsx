import type { JSX } from "preact";
import type { PanelSearch } from "../../src/protocol/panelCalls";
import { saySweep } from "../../l10n/sweepWords";
import type { SweepHost } from "../parts/sweepScript";
import { PlainButton } from "../ui/plainButton";

const libraries = [
  ["optuna", "Optuna"],
  ["ray", "Ray Tune"],
] as const;

/** Presses that copy what is tried as a program for machines elsewhere. */
export function CopySearch(props: {
  readonly host: Pick<SweepHost, "copySearch">;
  readonly search: PanelSearch;
}): JSX.Element {
  const { host, search } = props;
  return (
    <>
      {libraries.map(([library, name]) => (
        <PlainButton
          key={library}
          title={saySweep("copyHelp", { name })}
          onClick={() => host.copySearch(search, library)}
        >
          {saySweep("copyFor", { name })}
        </PlainButton>
      ))}
    </>
  );
}
