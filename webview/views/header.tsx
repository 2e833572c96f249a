import type { JSX } from "preact";
import type { PanelState } from "../../src/protocol/panel";
import { host } from "../store/connection";
import { panelState } from "../store/panelData";
import { discardChanges } from "../store/requests";
import { Button } from "../ui/button";
import { Link } from "../ui/link";
import { ProgressRing } from "../ui/progressRing";
import { say } from "../words";
import { ExportMenu } from "./exportMenu";

/** Which function is shown, how its gradient comes about, and whether what is shown is current. */
export function Header(): JSX.Element | null {
  const state = panelState.value;
  const shown = state?.function;
  if (!state || !shown) return null;
  const place = `${shown.file}:${shown.line}`;
  return (
    <header class="header" aria-label={say("header.label")}>
      <h1 class="signature">{shown.signature}</h1>
      <Link
        label={say("header.reveal", { place })}
        onClick={() => void host().revealFunction.asEvent()}
      >
        {place}
      </Link>
      <GradientBadge state={state} />
      <Status state={state} />
      <span class="spring" />
      <div class="headerButtons">
        {state.status === "running" ? (
          <Button onClick={() => void host().stop.asEvent()}>{say("header.stop")}</Button>
        ) : null}
        {state.status === "stale" || state.status === "failed" || state.status === "paused" ? (
          <Button onClick={() => void host().rerun.asEvent()}>{say("header.rerun")}</Button>
        ) : null}
        <Button
          pressed={state.status === "paused"}
          label={say("header.pause.help")}
          onClick={() => void host().setPaused.asEvent(state.status !== "paused")}
        >
          {say(state.status === "paused" ? "header.resume" : "header.pause")}
        </Button>
        <Button
          pressed={state.locked}
          label={say("header.lock.help")}
          onClick={() => void host().setLocked.asEvent(!state.locked)}
        >
          {say(state.locked ? "header.unlock" : "header.lock")}
        </Button>
        <Button
          label={say("header.save.help")}
          disabled={state.settings?.changed !== true}
          onClick={() => void host().saveToCode.asEvent()}
        >
          {say("header.save")}
        </Button>
        {state.settings?.changed === true ? (
          <Button label={say("header.reset.help")} onClick={discardChanges}>
            {say("header.reset")}
          </Button>
        ) : null}
        <ExportMenu />
      </div>
    </header>
  );
}

function GradientBadge({ state }: { readonly state: PanelState }): JSX.Element | null {
  const { gradient } = state;
  if (!gradient) return null;
  const exact = gradient.kind === "exact";
  const help = exact
    ? say("header.exact.help")
    : say("header.numeric.help", { reason: gradient.reason ?? "" });
  return (
    <span class={`badge ${exact ? "good" : "caution"}`} title={help}>
      {say(exact ? "header.exact" : "header.numeric")}
      <span class="visuallyHidden">. {help}</span>
    </span>
  );
}

function Status({ state }: { readonly state: PanelState }): JSX.Element {
  const { status, elapsed, progress } = state;
  const percent = progress === undefined ? undefined : Math.floor(progress * 100);
  const text =
    status === "live" && elapsed !== undefined
      ? say("status.live.elapsed", { time: duration(elapsed) })
      : status === "running" && percent !== undefined
        ? say("header.progress", { percent })
        : say(`status.${status}`);
  return (
    <span class={`badge status ${status}`} data-status={status}>
      {status === "running" ? <ProgressRing label={text} /> : null}
      {text}
    </span>
  );
}

/** A time that people can take in: 3.2 ms, 85 ms, 1.4 s. */
function duration(milliseconds: number): string {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(1)} s`;
  return `${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`;
}
