import type { JSX } from "preact";
import type { PanelFinding, PanelRemedy } from "../../src/protocol/panel";
import { formatCount, formatNumber } from "../charts/numbers";
import { findingKey, shownFinding } from "../store/findings";
import { allFindings, runs } from "../store/panelData";
import { change } from "../store/requests";
import { changeView } from "../store/view";
import { Link } from "../ui/link";
import { say } from "../words";
import { addRunWith } from "./editor/editRuns";
import { moveTo } from "./stepBar";

/** What the runs show, in words, beside the pictures that show it; the worst first, each with what to try. */
export function Findings(): JSX.Element {
  const findings = allFindings.value ?? [];
  if (findings.length === 0) return <p class="dim">{say("findings.none")}</p>;
  const worstFirst = [...findings].sort((a, b) => ranks[a.severity] - ranks[b.severity]);
  return (
    <>
      {worstFirst.map((finding, rank) => (
        <Finding key={findingKey(finding)} finding={finding} explained={rank === 0} />
      ))}
    </>
  );
}

const ranks = { error: 0, warning: 1, info: 2 };

function Finding(props: {
  readonly finding: PanelFinding;
  /** Does it tell why at once? */
  readonly explained: boolean;
}): JSX.Element {
  const { finding } = props;
  const run = runs.value.find(({ id }) => id === finding.runId);
  const label = run?.options.label ?? "";
  const show = (step: number): void => {
    changeView({ selectedRun: finding.runId });
    shownFinding.value = findingKey(finding);
    moveTo(step);
  };
  const attempt = (remedy: PanelRemedy): void => {
    const next = addRunWith(runs.value, remedy.options);
    change({ runs: next });
    const added = next[next.length - 1];
    if (added) changeView({ selectedRun: added.id });
  };
  return (
    <div class={`finding ${finding.severity}`} data-finding={finding.id}>
      <strong>{finding.title}</strong>
      <span class="dim"> {label} · </span>
      <Link onClick={() => show(finding.from)}>
        {finding.from === finding.to
          ? say("findings.at", { step: formatCount(finding.from) })
          : say("findings.span", { from: formatCount(finding.from), to: formatCount(finding.to) })}
      </Link>
      {finding.remedies?.length === 0 ? null : (
        <p class="remedies">
          <span class="dim">{say(finding.remedies ? "findings.try" : "findings.trying")}</span>
          {finding.remedies?.map((remedy) => (
            <Link
              key={remedy.label}
              label={say("findings.try.help")}
              onClick={() => attempt(remedy)}
            >
              {say("findings.reaches", {
                remedy: remedy.label,
                loss: formatNumber(remedy.loss, 4),
                steps: formatCount(remedy.steps),
              })}
            </Link>
          ))}
        </p>
      )}
      <details class="why" open={props.explained}>
        <summary>{say("findings.why")}</summary>
        <p>{finding.text}</p>
        {finding.evidence.length > 0 ? (
          <p class="dim evidence">
            {finding.evidence.map(({ name, value, step }) => (
              <span key={`${name} ${step ?? ""}`}>
                {name} = {formatNumber(value, 4)}{" "}
                {step === undefined ? null : (
                  <Link onClick={() => show(step)}>
                    {say("findings.at", { step: formatCount(step) })}
                  </Link>
                )}
              </span>
            ))}
          </p>
        ) : null}
      </details>
    </div>
  );
}
