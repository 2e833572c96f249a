import type { JSX } from "preact";
import { say } from "../../l10n/words";
import { stopText } from "../parts/runStop";
import { Swatch } from "../parts/swatch";
import { host } from "../store/connection";
import { status } from "../store/panelData";
import { runFault } from "../store/runFault";
import { Link } from "../ui/link";
import "./notices.css";

/** What a run's function threw, on the line of the header, with the way to its place; the finding tells the rest. */
export function RunFaultLine(): JSX.Element | null {
  const fault = runFault.value;
  if (!fault) return null;
  const { run, series, message, line } = fault;
  const [told, ...more] = say("header.runFault", { stop: stopText(series), message }).split("\n");
  return (
    <div class="runFaultLine" data-status={status.value} role="alert">
      <Swatch style={run.style} />
      <span class="visuallyHidden">{run.options.label}</span>
      <span class="oneLine" title={[`${run.options.label} ${told}`, ...more].join("\n")}>
        {told}
      </span>
      {line === undefined ? null : (
        <Link onClick={() => void host().revealRunFault.asEvent(run.id)}>
          {say("header.runFault.line", { line })}
        </Link>
      )}
    </div>
  );
}
