import type { JSX } from "preact";
import { sayOfCatalogue } from "../../../l10n/catalogue";
import { say } from "../../../l10n/words";

/** Says why settings that are each in range do not work together, and that they are not in force. */
export function CombinationFault({
  text,
}: {
  readonly text: string | undefined;
}): JSX.Element | null {
  return text === undefined ? null : (
    <p class="controlProblem" role="alert">
      {say("editor.combination", { fault: sayOfCatalogue(text) })}
    </p>
  );
}
