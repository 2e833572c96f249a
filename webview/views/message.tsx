import type { ComponentChildren, JSX } from "preact";
import type { PanelState } from "../../src/protocol/panel";
import { host } from "../store/connection";
import { viewWasReset } from "../store/view";
import { Button } from "../ui/button";
import { Link } from "../ui/link";
import { say } from "../words";

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

/** What went wrong, where, and that older curves are still shown. */
export function ProblemBar({ state }: { readonly state: PanelState }): JSX.Element | null {
  const { problem } = state;
  if (!problem) return null;
  const place = problem.place;
  return (
    <div class="problem" role="alert">
      <strong>{say(`problem.${problem.kind}`)}</strong>
      <span class="problemText">{problem.message}</span>
      {place ? (
        <Link onClick={() => void host().revealProblem.asEvent()}>
          {say("panel.problem.at", { line: place.line, column: place.column })}
        </Link>
      ) : null}
      {state.status === "stale" ? <span class="dim">{say("panel.stale")}</span> : null}
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
