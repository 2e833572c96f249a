import type { JSX } from "preact";
import { host } from "../store/connection";
import { gradient, isChanged, locked, panelState, shownFunction, status } from "../store/panelData";
import { discardChanges } from "../store/requests";
import { Button } from "../ui/button";
import { Link } from "../ui/link";
import { ProgressRing } from "../ui/progressRing";
import { say } from "../words";
import { ExportMenu } from "./exportMenu";
import { useCalm } from "./resting";

/** Which function is shown, how its gradient comes about, and whether what is shown is current. */
export function Header(): JSX.Element | null {
  const shown = shownFunction.value;
  const now = status.value;
  if (!shown || now === undefined) return null;
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
      <GradientBadge />
      <Status />
      <span class="spring" />
      <div class="headerButtons">
        {now === "running" ? (
          <Button onClick={() => void host().stop.asEvent()}>{say("header.stop")}</Button>
        ) : null}
        {now === "stale" || now === "failed" || now === "paused" ? (
          <Button onClick={() => void host().rerun.asEvent()}>{say("header.rerun")}</Button>
        ) : null}
        <Button
          pressed={now === "paused"}
          label={say("header.pause.help")}
          onClick={() => void host().setPaused.asEvent(now !== "paused")}
        >
          {say(now === "paused" ? "header.resume" : "header.pause")}
        </Button>
        <Button
          pressed={locked.value === true}
          label={say("header.lock.help")}
          onClick={() => void host().setLocked.asEvent(!locked.value)}
        >
          {say(locked.value === true ? "header.unlock" : "header.lock")}
        </Button>
        <Button
          label={say("header.save.help")}
          disabled={!isChanged.value}
          onClick={() => void host().saveToCode.asEvent()}
        >
          {say("header.save")}
        </Button>
        {isChanged.value ? (
          <Button label={say("header.reset.help")} onClick={discardChanges}>
            {say("header.reset")}
          </Button>
        ) : null}
        <ExportMenu />
      </div>
    </header>
  );
}

function GradientBadge(): JSX.Element | null {
  if (!gradient.value) return null;
  const { kind, reason = "" } = gradient.value;
  const exact = kind === "exact";
  const help = exact ? say("header.exact.help") : say("header.numeric.help", { reason });
  return (
    <span class={`badge ${exact ? "good" : "caution"}`} title={help}>
      {say(exact ? "header.exact" : "header.numeric")}
      <span class="visuallyHidden">. {help}</span>
    </span>
  );
}

function Status(): JSX.Element | null {
  // Nobody reads how long each of many runs took while they follow the pointer.
  const elapsed = useCalm(() => panelState.value?.elapsed);
  const now = status.value;
  if (now === undefined) return null;
  const progress = now === "running" ? panelState.value?.progress : undefined;
  const percent = progress === undefined ? undefined : Math.floor(progress * 100);
  const text =
    now === "live" && elapsed !== undefined
      ? say("status.live.elapsed", { time: duration(elapsed) })
      : percent !== undefined
        ? say("header.progress", { percent })
        : say(`status.${now}`);
  return (
    <span class={`badge status ${now}`} data-status={now}>
      {now === "running" ? <ProgressRing label={text} /> : null}
      {text}
    </span>
  );
}

/** A time that people can take in: 3.2 ms, 85 ms, 1.4 s. */
function duration(milliseconds: number): string {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(1)} s`;
  return `${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`;
}
