import type { ComponentChildren, JSX } from "preact";
import { host } from "../store/connection";
import { faultBesidePictures, problem, shownFunction } from "../store/panelData";
import { viewWasReset } from "../store/view";
import { Button } from "../ui/button";
import { ProgressRing } from "../ui/progressRing";
import { say } from "../../l10n/words";
import { ProblemText } from "./problemText";
import "./notices.css";

/** A page that stands in for pictures while there are none. */
function Page(props: {
  readonly title: string;
  readonly text: string;
  readonly children?: ComponentChildren;
}): JSX.Element {
  return (
    <div class="page">
      <h1>{props.title}</h1>
      <p>{props.text}</p>
      {props.children}
    </div>
  );
}

/** Nothing to show yet. */
export function EmptyPage(): JSX.Element {
  return (
    <Page title={say("panel.empty.title")} text={say("panel.empty.text")}>
      <Button appearance="primary" onClick={() => void host().openExample.asEvent()}>
        {say("panel.empty.example")}
      </Button>
    </Page>
  );
}

/** The function is being opened for the first time: there is nothing to show of it yet. */
export function OpeningPage(): JSX.Element {
  return (
    <div class="page opening" role="status">
      <ProgressRing label={say("panel.opening")} />
      <p class="dim">{say("panel.opening")}</p>
      <Button onClick={() => void host().stop.asEvent()}>{say("header.stop")}</Button>
    </div>
  );
}

/** Nothing may be run in this workspace. */
export function UntrustedPage(): JSX.Element {
  return (
    <Page title={say("panel.untrusted.title")} text={say("panel.untrusted.text")}>
      <Button appearance="primary" onClick={() => void host().manageTrust.asEvent()}>
        {say("panel.untrusted.manage")}
      </Button>
    </Page>
  );
}

/** What went wrong, in place of pictures. Without a header, running again is offered here. */
export function ProblemBar(): JSX.Element | null {
  if (!problem.value || faultBesidePictures.value) return null;
  const { kind } = problem.value;
  return (
    <div class={kind === "stopped" ? "notice" : "problem"} role="alert">
      <strong>{say(`problem.${kind}`)}</strong>
      <ProblemText problem={problem.value} />
      {shownFunction.value || kind === "untrusted" ? null : (
        <Button onClick={() => void host().rerun.asEvent()}>{say("header.rerun")}</Button>
      )}
    </div>
  );
}

/** Says that a saved view was unreadable. */
export function ResetNotice(): JSX.Element | null {
  return viewWasReset.value ? (
    <p class="notice" role="status">
      {say("panel.reset")}
    </p>
  ) : null;
}
