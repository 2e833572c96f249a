import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { Problem } from "../../src/protocol/problem";
import { faultBesidePictures, status } from "../store/panelData";
import { closePopover, Popover } from "../ui/popover";
import { say } from "../../l10n/words";
import { ProblemText } from "./problemText";
import "./notices.css";

/** Under this name all of it opens. */
const popover = "fault";

/** What is wrong with the code, in one line that lies over nothing; all of it opens on a press. */
export function FaultLine(): JSX.Element | null {
  const problem = faultBesidePictures.value;
  // A fault that comes later does not come open.
  useEffect(() => () => closePopover(popover), []);
  if (!problem) return null;
  const whole = inWords(problem);
  const kind = say(`problem.${problem.kind}`);
  const line = say("header.fault", {
    status: say(`status.${status.value ?? "stale"}`),
    message: problem.message,
  });
  return (
    <div class={`faultLine ${problem.kind}`} data-status={status.value}>
      <span class="visuallyHidden" role="alert">
        {whole}
      </span>
      <Popover
        name={popover}
        label={kind}
        spoken={`${line}. ${kind}`}
        help={whole}
        shown={
          <>
            <span aria-hidden="true">⚠</span>
            <span class="faultText oneLine">{line}</span>
          </>
        }
        class="faultPanel atLeft"
      >
        {() => (
          <>
            <ProblemText problem={problem} />
            <span class="dim">{say("panel.stale")}</span>
          </>
        )}
      </Popover>
    </div>
  );
}

function inWords({ kind, message, place }: Problem): string {
  const where = place ? [say("panel.problem.at", { line: place.line, column: place.column })] : [];
  return [say(`problem.${kind}`), message, ...where].join(". ");
}
