import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import type { PanelFinding, PanelRemedy } from "../../src/protocol/diagnosis";
import { formatCount, formatNumber } from "../charts/numbers";
import { findingKey, findingsByRun, shownFinding, type RunFindings } from "../store/findings";
import { allFindings, brokenRuns, diagnosisIsOld, runs, settings } from "../store/panelData";
import { change } from "../store/requests";
import { changeView } from "../store/view";
import { Link } from "../ui/link";
import { say } from "../../l10n/words";
import { addRunWith, isSameRun } from "../store/editRuns";
import { moveTo } from "../store/stepWindow";
import { Swatch } from "../parts/swatch";
import "./findings.css";

/** What the runs show, in words, beside the pictures that show it: one line a run, worst first. */
export function Findings(): JSX.Element {
  const byRun = findingsByRun(allFindings.value ?? [], runs.value);
  const old = diagnosisIsOld.value;
  if (byRun.length === 0) {
    return <p class="dim">{say(old ? "findings.awaited" : "findings.none")}</p>;
  }
  return (
    <div class={old ? "old" : ""}>
      {byRun.map((one) => (
        <OfRuns key={one.runs[0].id} {...one} />
      ))}
    </div>
  );
}

/** The worst that was found of a run with what helps, and on demand why, by which numbers, and what else. */
function OfRuns({ runs, findings }: RunFindings): JSX.Element {
  const [worst, ...others] = findings;
  const [chosen, setOpen] = useState<boolean>();
  // What was thrown is in its text, and no remedy stands in its place.
  const open = chosen ?? worst.id === "threw";
  const label = runs.map(({ options }) => options.label).join(", ");
  return (
    <div class={`runFindings ${worst.severity}`} role="group" aria-label={label}>
      <div class="findingLine" data-finding={worst.id}>
        <button
          type="button"
          class="plain disclose"
          aria-expanded={open}
          aria-label={say("findings.details", { run: label })}
          onClick={() => setOpen(!open)}
        >
          <span aria-hidden="true">{open ? "▾" : "▸"}</span>
        </button>
        {runs.map(({ id, style }) => (
          <Swatch key={id} style={style} />
        ))}
        <Head finding={worst} />
        {open || others.length === 0 ? null : (
          <span class="dim">{say("findings.more", { count: others.length })}</span>
        )}
        {open ? null : <Remedies finding={worst} />}
      </div>
      {open
        ? findings.map((finding) => (
            <Details key={finding.id} finding={finding} named={finding === worst} />
          ))
        : null}
    </div>
  );
}

/** What it is, and the steps it spans. */
function Head({ finding }: { readonly finding: PanelFinding }): JSX.Element {
  const { from, to, title } = finding;
  return (
    <>
      <strong>{title}</strong>
      <Link onClick={() => show(finding, from)}>
        {from === to
          ? say("findings.at", { step: formatCount(from) })
          : say("findings.span", { from: formatCount(from), to: formatCount(to) })}
      </Link>
    </>
  );
}

function Details(props: {
  readonly finding: PanelFinding;
  /** Is it named in the line above? */
  readonly named: boolean;
}): JSX.Element {
  const { finding, named } = props;
  return (
    <div class="findingDetails">
      {named ? null : (
        <p class="findingLine" data-finding={finding.id}>
          <Head finding={finding} />
        </p>
      )}
      <p>{finding.text}</p>
      {finding.evidence.length > 0 ? (
        <p class="dim evidence">
          {finding.evidence.map(({ name, value, step }) => (
            <span key={`${name} ${step ?? ""}`}>
              {name} = {formatNumber(value, 4)}{" "}
              {step === undefined ? null : (
                <Link onClick={() => show(finding, step)}>
                  {say("findings.at", { step: formatCount(step) })}
                </Link>
              )}
            </span>
          ))}
        </p>
      ) : null}
      <Remedies finding={finding} />
    </div>
  );
}

/** What helps, as it was tried: one press adds that run. */
function Remedies({ finding }: { readonly finding: PanelFinding }): JSX.Element | null {
  const remedies = useLastTried(finding);
  if (remedies?.length === 0) return null;
  return (
    <span class={remedies === finding.remedies ? "remedies" : "remedies old"}>
      <span class="dim">{say(remedies ? "findings.try" : "findings.trying")}</span>
      {remedies?.map((remedy) => {
        const reached = { remedy: remedy.label, loss: formatNumber(remedy.loss, 4) };
        const words =
          remedy.steps === settings.value?.steps
            ? say("findings.reaches", reached)
            : say("findings.reaches.after", { ...reached, steps: formatCount(remedy.steps) });
        return isTaken(remedy) ? (
          <span key={remedy.label} class="dim" title={say("findings.taken")}>
            ✓ {words}
          </span>
        ) : (
          <Link key={remedy.label} label={say("findings.try.help")} onClick={() => attempt(remedy)}>
            {words}
          </Link>
        );
      })}
    </span>
  );
}

/** The remedies of a finding; while those of a newer diagnosis are being tried, the last ones of the same finding. */
function useLastTried({ id, remedies }: PanelFinding): PanelFinding["remedies"] {
  const last = useRef<Pick<PanelFinding, "id" | "remedies">>();
  if (remedies) last.current = { id, remedies };
  return remedies ?? (last.current?.id === id ? last.current.remedies : undefined);
}

/** Is there a run like it already, whatever its name? */
function isTaken({ options }: PanelRemedy): boolean {
  return runs.value.some((run) => isSameRun(run.options, options));
}

function show(finding: PanelFinding, step: number): void {
  changeView({ selectedRun: finding.runId });
  shownFinding.value = findingKey(finding);
  moveTo(step);
}

function attempt(remedy: PanelRemedy): void {
  const next = addRunWith(runs.value, remedy.options, brokenRuns.value);
  change({ runs: next });
  const added = next[next.length - 1];
  if (added) changeView({ selectedRun: added.id });
}
